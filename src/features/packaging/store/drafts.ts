import type { Instant } from '#core/clock.ts';
import type { PackageId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { DraftPlan, KnownPackage } from '../domain/plan-drafts.ts';

/** Held until the transaction ends: two runs of drafting never make two drafts for one subject, service and role. */
export async function lockDrafting(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('packaging.draft-packages', 0))");
}

/**
 * Packages that hold any of these reports, and the open drafts of these subjects, with all their members. The drafts are
 * locked, so that none is submitted while a report joins it.
 */
export async function selectKnownPackages(
  tx: Tx,
  reportIds: readonly number[],
  subjectIds: readonly number[],
): Promise<readonly KnownPackage[]> {
  await tx.query(
    `select package_id
     from packaging_package
     where subject_id = any($1) and state = 'draft'
     order by package_id
     for update`,
    [subjectIds],
  );
  return tx.query<KnownPackage>(
    `select package.package_id as "packageId", package.agency_code as agency, package.role,
       package.subject_id as "subjectId", package.state = 'draft' as "isOpenDraft",
       coalesce(json_agg(json_build_object('reportId', member.report_id, 'lead', member.lead))
         filter (where member.report_id is not null), '[]') as members
     from packaging_package package
     left join packaging_member member on member.package_id = package.package_id
     where (package.subject_id = any($2) and package.state = 'draft')
        or package.package_id in (select package_id from packaging_member where report_id = any($1))
     group by package.package_id
     order by package.package_id`,
    [reportIds, subjectIds],
  );
}

/** Makes new drafts, each with its number `PKG-YYYY-00001`; answers their ids in the order given. */
export async function insertDrafts(
  tx: Tx,
  drafts: readonly (Pick<DraftPlan, 'agency' | 'role' | 'subjectId'> & { readonly language: Language })[],
  stamp: { readonly by: string; readonly at: Instant },
): Promise<readonly PackageId[]> {
  if (drafts.length === 0) return [];
  const rows = await tx.query<{ packageId: PackageId }>(
    `with fresh as materialized (
       select nextval(pg_get_serial_sequence('packaging_package', 'package_id')) as package_id, agency, role, language, subject_id, place
       from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
         with ordinality as draft (agency, role, language, subject_id, place)
     ), made as (
       insert into packaging_package (package_id, number, agency_code, role, language, subject_id, state, created_at)
         overriding system value
       select package_id,
         'PKG-' || to_char($5::timestamptz at time zone 'UTC', 'YYYY') || '-' ||
           lpad(package_id::text, greatest(5, length(package_id::text)), '0'),
         agency, role, language, subject_id, 'draft', $5
       from fresh
     ), moved as (
       insert into packaging_move (package_id, from_state, to_state, by, at)
       select package_id, null, 'draft', $6, $5 from fresh
     )
     select package_id as "packageId" from fresh order by place`,
    [
      drafts.map((draft) => draft.agency),
      drafts.map((draft) => draft.role),
      drafts.map((draft) => draft.language),
      drafts.map((draft) => draft.subjectId),
      stamp.at,
      stamp.by,
    ],
  );
  return rows.map((row) => row.packageId);
}

export async function insertMembers(
  tx: Tx,
  members: readonly {
    readonly packageId: number;
    readonly reportId: number;
    readonly role: string;
    readonly lead: boolean;
  }[],
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into packaging_member (package_id, report_id, role, lead, added_at)
     select package_id, report_id, role, lead, $5
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::boolean[]) as row (package_id, report_id, role, lead)
     on conflict (package_id, report_id) do nothing`,
    [
      members.map((member) => member.packageId),
      members.map((member) => member.reportId),
      members.map((member) => member.role),
      members.map((member) => member.lead),
      at,
    ],
  );
}

/** Leads for a service wait in lines until their batch is released; the same report again changes nothing. */
export async function insertLeadLines(
  tx: Tx,
  lines: readonly { readonly reportId: number; readonly agency: string }[],
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into packaging_lead_line (report_id, agency_code, added_at)
     select report_id, agency_code, $3
     from unnest($1::bigint[], $2::text[]) as row (report_id, agency_code)
     on conflict (report_id) do nothing`,
    [lines.map((line) => line.reportId), lines.map((line) => line.agency), at],
  );
}
