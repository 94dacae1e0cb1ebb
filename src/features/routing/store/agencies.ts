import type { Instant } from '#core/clock.ts';
import type { AgencyCode } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Standing } from '../domain/jurisdiction-map.ts';

/** A row of the directory with its channel; keys come apart. */
export interface AgencyRow {
  readonly code: AgencyCode;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly country: string;
  readonly languages: readonly string[];
  readonly kind: string;
  readonly dutyLine: string | null;
  readonly confirmBeforeFirstUse: boolean;
  readonly caution: string | null;
  readonly policeChannel: string | null;
  readonly agreement: string | null;
  readonly contactVerifiedOn: string | null;
  readonly standing: Standing;
  readonly source: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly channel: 'spool' | 'pickup' | null;
}

const AGENCY_COLUMNS = `
  agency.code, agency.name_en as "nameEn", agency.name_fr as "nameFr", agency.country, agency.languages, agency.kind,
  agency.duty_line as "dutyLine", agency.confirm_before_first_use as "confirmBeforeFirstUse", agency.caution,
  agency.police_channel as "policeChannel", agency.agreement, agency.contact_verified_on as "contactVerifiedOn",
  agency.standing, agency.source_key as source, agency.valid_from as "validFrom", agency.valid_to as "validTo",
  channel.kind as channel`;

/** Services by code; unknown codes are absent. */
export async function selectAgencies(q: Queryable, codes: readonly string[]): Promise<readonly AgencyRow[]> {
  return q.query<AgencyRow>(
    `select ${AGENCY_COLUMNS}
     from routing_agency agency
     left join routing_channel channel on channel.code = agency.code
     where agency.code = any($1)
     order by agency.code`,
    [codes],
  );
}

/** Services whose code or name contains the text, in a country when one is given. */
export async function searchAgencies(
  q: Queryable,
  filter: {
    readonly country: string | null;
    readonly text: string | null;
    readonly limit: number;
    readonly after: string | null;
  },
): Promise<readonly AgencyRow[]> {
  return q.query<AgencyRow>(
    `select ${AGENCY_COLUMNS}
     from routing_agency agency
     left join routing_channel channel on channel.code = agency.code
     where ($1::text is null or agency.country = $1)
       and ($2::text is null or position(lower($2) in lower(agency.code || ' ' || agency.name_en || ' ' || agency.name_fr)) > 0)
       and ($3::text is null or agency.code > $3)
     order by agency.code
     limit $4`,
    [filter.country, filter.text, filter.after, filter.limit],
  );
}

/** A recipient's public key. */
export interface RecipientKeyRow {
  readonly keyId: number;
  readonly code: AgencyCode;
  readonly form: 'x509' | 'age';
  readonly material: string;
  readonly fingerprint: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly revokedAt: Instant | null;
}

const KEY_COLUMNS = `
  key_id as "keyId", code, form, material, fingerprint, valid_from as "validFrom", valid_to as "validTo",
  proposed_by as "proposedBy", approved_by as "approvedBy", revoked_at as "revokedAt"`;

/** Approved keys in force at an instant (null: the database's present), newest first. */
export async function selectLiveKeys(
  q: Queryable,
  code: string,
  at: Instant | null,
): Promise<readonly RecipientKeyRow[]> {
  return q.query<RecipientKeyRow>(
    `select ${KEY_COLUMNS}
     from routing_recipient_key
     where code = $1
       and approved_at is not null
       and revoked_at is null
       and valid_from <= coalesce($2::timestamptz, now())
       and (valid_to is null or valid_to > coalesce($2::timestamptz, now()))
     order by approved_at desc, key_id desc`,
    [code, at],
  );
}

/** Locks one key until the transaction ends, so that two approvals cannot cross. */
export async function lockKey(tx: Tx, keyId: number): Promise<RecipientKeyRow | null> {
  const [row] = await tx.query<RecipientKeyRow>(
    `select ${KEY_COLUMNS} from routing_recipient_key where key_id = $1 for update`,
    [keyId],
  );
  return row ?? null;
}

/** Keeps a proposed key; the same key proposed again by the same service is the same row. */
export async function insertKey(
  tx: Tx,
  key: Omit<RecipientKeyRow, 'keyId' | 'approvedBy' | 'revokedAt'> & { readonly proposedAt: Instant },
): Promise<number> {
  const [known] = await tx.query<{ keyId: number }>(
    `select key_id as "keyId"
     from routing_recipient_key
     where code = $1 and fingerprint = $2 and revoked_at is null`,
    [key.code, key.fingerprint],
  );
  if (known) return known.keyId;
  const [row] = await tx.query<{ keyId: number }>(
    `insert into routing_recipient_key (code, form, material, fingerprint, valid_from, valid_to, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning key_id as "keyId"`,
    [key.code, key.form, key.material, key.fingerprint, key.validFrom, key.validTo, key.proposedBy, key.proposedAt],
  );
  if (!row) throw new Error('The database did not return the new key.');
  return row.keyId;
}

export async function approveKey(tx: Tx, keyId: number, by: string, at: Instant): Promise<void> {
  await tx.query('update routing_recipient_key set approved_by = $2, approved_at = $3 where key_id = $1', [
    keyId,
    by,
    at,
  ]);
}

export async function upsertChannel(
  tx: Tx,
  code: string,
  kind: 'spool' | 'pickup',
  by: string,
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into routing_channel (code, kind, entered_by, entered_at)
     values ($1, $2, $3, $4)
     on conflict (code) do update set kind = excluded.kind, entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
    [code, kind, by, at],
  );
}

export async function updateContact(
  tx: Tx,
  code: string,
  contact: { readonly dutyLine: string | null; readonly verifiedOn: string },
): Promise<void> {
  await tx.query(
    `update routing_agency
     set duty_line = $2, contact_verified_on = $3, confirm_before_first_use = false
     where code = $1`,
    [code, contact.dutyLine, contact.verifiedOn],
  );
}
