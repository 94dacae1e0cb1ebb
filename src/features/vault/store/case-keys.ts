import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { FreshKek } from '../keys/spare-keys.ts';
import type { CaseRef } from '../types.ts';

/** A live key of a case. */
export interface CaseKeyRow extends CaseRef {
  readonly caseKeyId: number;
  readonly wrappedKek: Buffer;
  readonly rootKeyId: string;
}

const COLUMNS = `case_key_id as "caseKeyId", case_kind as kind, case_id as id, wrapped_kek as "wrappedKek", root_key_id as "rootKeyId"`;

/** The live keys of these cases; locked, so that none is destroyed before the transaction ends. */
export function lockCaseKeys(tx: Tx, cases: readonly CaseRef[]): Promise<CaseKeyRow[]> {
  return tx.query<CaseKeyRow>(
    `select ${COLUMNS}
     from vault_case_key
     join unnest($1::text[], $2::bigint[]) as wanted(kind, id) on wanted.kind = case_kind and wanted.id = case_id
     where destroyed_at is null
     order by case_key_id
     for share of vault_case_key`,
    [cases.map((one) => one.kind), cases.map((one) => one.id)],
  );
}

/** Adds a key for each case that has none; where another writer was first, theirs stays. */
export async function insertCaseKeys(
  tx: Tx,
  cases: readonly CaseRef[],
  keys: readonly FreshKek[],
  rootKeyId: string,
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into vault_case_key (case_kind, case_id, wrapped_kek, root_key_id, made_at)
     select kind, id, wrapped_kek, $4, $5
     from unnest($1::text[], $2::bigint[], $3::bytea[]) as fresh(kind, id, wrapped_kek)
     order by kind, id
     on conflict (case_kind, case_id) where destroyed_at is null do nothing`,
    [cases.map((one) => one.kind), cases.map((one) => one.id), keys.map((key) => key.wrappedKek), rootKeyId, at],
  );
}

/** The current root; shared with other writers, kept from being replaced until the transaction ends. */
export async function lockCurrentRoot(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    'select root_key_id as id from vault_root_key where replaced_at is null for share',
  );
  return row?.id ?? null;
}

/** Names the first root; where another writer was first, theirs stays. */
export async function insertFirstRoot(tx: Tx, root: { id: string; kind: string }, at: Instant): Promise<void> {
  await tx.query(
    'insert into vault_root_key (root_key_id, kind, made_current_at) values ($1, $2, $3) on conflict do nothing',
    [root.id, root.kind, at],
  );
}

/** One wrap to write. */
export interface WrapRow {
  readonly objectId: ObjectId;
  readonly caseKey: CaseKeyRow;
  readonly wrappedKey: Buffer;
}

/** Writes wraps; a case that has one for the object keeps it, unless that one is still under the root itself. */
export async function insertWraps(tx: Tx, wraps: readonly WrapRow[], at: Instant): Promise<void> {
  await tx.query(
    `insert into vault_wrap (object_id, case_kind, case_id, case_key_id, wrapped_key, wrapped_at)
     select object_id, kind, id, case_key_id, wrapped_key, $6
     from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::bytea[])
       as fresh(object_id, kind, id, case_key_id, wrapped_key)
     order by object_id, kind, id
     on conflict (object_id, case_kind, case_id) do update
       set case_key_id = excluded.case_key_id, root_key_id = null, wrapped_key = excluded.wrapped_key, wrapped_at = excluded.wrapped_at
       where vault_wrap.case_key_id is null`,
    [
      wraps.map((wrap) => wrap.objectId),
      wraps.map((wrap) => wrap.caseKey.kind),
      wraps.map((wrap) => wrap.caseKey.id),
      wraps.map((wrap) => wrap.caseKey.caseKeyId),
      wraps.map((wrap) => wrap.wrappedKey),
      at,
    ],
  );
}

/** An object's key as one of its cases holds it. */
export interface HeldWrap {
  readonly objectId: ObjectId;
  readonly wrappedKey: Buffer;
  readonly wrappedKek: Buffer | null;
  readonly rootKeyId: string;
}

/** One wrap of each object, whichever case holds it. */
export function findAnyWraps(q: Queryable, objectIds: readonly ObjectId[]): Promise<HeldWrap[]> {
  return q.query<HeldWrap>(
    `select distinct on (wrap.object_id) wrap.object_id as "objectId", wrap.wrapped_key as "wrappedKey",
            case_key.wrapped_kek as "wrappedKek", coalesce(case_key.root_key_id, wrap.root_key_id) as "rootKeyId"
     from vault_wrap wrap
     left join vault_case_key case_key on case_key.case_key_id = wrap.case_key_id
     where wrap.object_id = any($1::uuid[])
     order by wrap.object_id, wrap.case_key_id nulls last`,
    [objectIds],
  );
}

/** A wrap still under the root itself. */
export interface DirectWrap extends CaseRef {
  readonly objectId: ObjectId;
  readonly wrappedKey: Buffer;
  readonly rootKeyId: string;
}

/** A batch of wraps from before there were case keys; those another worker holds are left to it. */
export function lockDirectWraps(tx: Tx, limit: number): Promise<DirectWrap[]> {
  return tx.query<DirectWrap>(
    `select object_id as "objectId", case_kind as kind, case_id as id, wrapped_key as "wrappedKey", root_key_id as "rootKeyId"
     from vault_wrap
     where case_key_id is null
     order by object_id
     limit $1
     for update skip locked`,
    [limit],
  );
}
