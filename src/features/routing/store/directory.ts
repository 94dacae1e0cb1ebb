import type { AgencyCode } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { ReferenceAgency, ReferenceCoverage } from '../domain/directory-entry.ts';
import type { AgencyFacts, CoverageRow, Standing } from '../domain/jurisdiction-map.ts';

// One loader at a time; the number only has to be ours alone.
const DIRECTORY_LOCK = 7_400_110;

/** Keeps two processes that start together from loading at once; held until the transaction ends. */
export async function lockDirectory(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [DIRECTORY_LOCK]);
}

/**
 * Writes the services of the reference. What an operator enters afterwards (duty line, verified contact, review, agreement)
 * is set at the first load only. Rows that did not change are left alone.
 */
export async function upsertAgencies(tx: Tx, agencies: readonly ReferenceAgency[]): Promise<void> {
  await tx.query(
    `insert into routing_agency as kept (
       code, name_en, name_fr, country, languages, kind, duty_line, confirm_before_first_use, caution, police_channel,
       agreement, contact_verified_on, standing, source_key, valid_from, valid_to)
     select
       code, en, fr, country, array(select json_array_elements_text(languages)), kind, "dutyLine",
       "confirmBeforeFirstUse", caution, "policeChannel", agreement, "contactVerifiedOn", standing,
       array_to_string(array(select json_array_elements_text(sources)), ' '), "validFrom", "validTo"
     from json_to_recordset($1::json) as row (
       code text, en text, fr text, country text, languages json, kind text, "dutyLine" text,
       "confirmBeforeFirstUse" boolean, caution text, "policeChannel" text, agreement text, "contactVerifiedOn" date,
       standing text, sources json, "validFrom" date, "validTo" date)
     on conflict (code) do update set
       name_en = excluded.name_en, name_fr = excluded.name_fr, country = excluded.country,
       languages = excluded.languages, kind = excluded.kind, police_channel = excluded.police_channel,
       standing = excluded.standing, source_key = excluded.source_key,
       valid_from = excluded.valid_from, valid_to = excluded.valid_to
     where (kept.name_en, kept.name_fr, kept.country, kept.languages, kept.kind, kept.police_channel, kept.standing,
            kept.source_key, kept.valid_from, kept.valid_to)
       is distinct from
           (excluded.name_en, excluded.name_fr, excluded.country, excluded.languages, excluded.kind,
            excluded.police_channel, excluded.standing, excluded.source_key, excluded.valid_from, excluded.valid_to)`,
    [JSON.stringify(agencies)],
  );
}

/** Makes the coverage equal to the reference: absent rows go, changed ones are updated, equal ones are left alone. */
export async function replaceCoverage(tx: Tx, coverage: readonly ReferenceCoverage[]): Promise<void> {
  await tx.query(
    `with reference as (
       select agency as code, kind, value, province, "order" as rank, standing,
         array_to_string(array(select json_array_elements_text(sources)), ' ') as source_key,
         "validFrom" as valid_from, "validTo" as valid_to
       from json_to_recordset($1::json) as row (
         agency text, kind text, value text, province text, "order" smallint, standing text, sources json,
         "validFrom" date, "validTo" date)
     ), gone as (
       delete from routing_coverage kept
       where not exists (
         select from reference
         where reference.code = kept.code and reference.kind = kept.kind and reference.value = kept.value
           and reference.province is not distinct from kept.province)
     )
     insert into routing_coverage as kept (code, kind, value, province, rank, standing, source_key, valid_from, valid_to)
     select code, kind, value, province, rank, standing, source_key, valid_from, valid_to
     from reference
     on conflict (code, kind, value, province) do update set
       rank = excluded.rank, standing = excluded.standing, source_key = excluded.source_key,
       valid_from = excluded.valid_from, valid_to = excluded.valid_to
     where (kept.rank, kept.standing, kept.source_key, kept.valid_from, kept.valid_to)
       is distinct from
           (excluded.rank, excluded.standing, excluded.source_key, excluded.valid_from, excluded.valid_to)`,
    [JSON.stringify(coverage)],
  );
}

/** The services in force on a day (`YYYY-MM-DD`), as a choice needs them. */
export async function selectAgenciesInForce(q: Queryable, day: string): Promise<readonly AgencyFacts[]> {
  const rows = await q.query<{
    code: AgencyCode;
    en: string;
    fr: string;
    country: string;
    dutyLine: string | null;
    confirmBeforeFirstUse: boolean;
    caution: string | null;
    standing: Standing;
  }>(
    `select code, name_en as en, name_fr as fr, country, duty_line as "dutyLine",
       confirm_before_first_use as "confirmBeforeFirstUse", caution, standing
     from routing_agency
     where (valid_from is null or valid_from <= $1::date)
       and (valid_to is null or valid_to > $1::date)`,
    [day],
  );
  return rows.map(({ en, fr, ...facts }) => ({ ...facts, name: { en, fr } }));
}

/** The coverage in force on a day, of services in force; the service in charge first. */
export async function selectCoverageInForce(q: Queryable, day: string): Promise<readonly CoverageRow[]> {
  return q.query<CoverageRow>(
    `select coverage.code as agency, coverage.kind, coverage.value, coverage.province, coverage.standing,
       coverage.source_key as source
     from routing_coverage coverage
     join routing_agency agency on agency.code = coverage.code
     where (coverage.valid_from is null or coverage.valid_from <= $1::date)
       and (coverage.valid_to is null or coverage.valid_to > $1::date)
       and (agency.valid_from is null or agency.valid_from <= $1::date)
       and (agency.valid_to is null or agency.valid_to > $1::date)
     order by coverage.rank, coverage.code, coverage.value`,
    [day],
  );
}
