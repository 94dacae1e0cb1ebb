import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { CaseRef } from '../types.ts';

/** The live key of a case, taken for destruction; null when there is none. */
export async function takeCaseKey(
  tx: Tx,
  of: CaseRef,
): Promise<{ readonly caseKeyId: number; readonly wrappedKek: Buffer } | null> {
  const [row] = await tx.query<{ caseKeyId: number; wrappedKek: Buffer }>(
    `select case_key_id as "caseKeyId", wrapped_kek as "wrappedKek"
     from vault_case_key
     where case_kind = $1 and case_id = $2 and destroyed_at is null
     for update`,
    [of.kind, of.id],
  );
  return row ?? null;
}

/** Forgets the key; the row stays and says when, by whom and under which certificate. */
export async function eraseCaseKey(
  tx: Tx,
  caseKeyId: number,
  by: { readonly at: Instant; readonly actor: string; readonly certificateRef: string | null },
): Promise<void> {
  await tx.query(
    `update vault_case_key
     set wrapped_kek = null, root_key_id = null, destroyed_at = $2, destroyed_by = $3, certificate_ref = $4
     where case_key_id = $1`,
    [caseKeyId, by.at, by.actor, by.certificateRef],
  );
}

/** Objects that a case holds. */
export async function findObjectsOfCase(tx: Tx, of: CaseRef): Promise<ObjectId[]> {
  const rows = await tx.query<{ objectId: ObjectId }>(
    'select object_id as "objectId" from vault_wrap where case_kind = $1 and case_id = $2 order by object_id',
    [of.kind, of.id],
  );
  return rows.map((row) => row.objectId);
}

export async function countObjectsOfCases(q: Queryable, cases: readonly CaseRef[]): Promise<number> {
  const [row] = await q.query<{ objects: number }>(
    `select count(distinct object_id)::int as objects
     from vault_wrap
     join unnest($1::text[], $2::bigint[]) as given (kind, id) on case_kind = given.kind and case_id = given.id`,
    [cases.map(({ kind }) => kind), cases.map(({ id }) => id)],
  );
  return row?.objects ?? 0;
}

/** Takes objects for expunging: nobody can keep the same content under them until the transaction ends. Expunged ones are left out. */
export async function takeObjects(tx: Tx, objectIds: readonly ObjectId[]): Promise<ObjectId[]> {
  const rows = await tx.query<{ objectId: ObjectId }>(
    `select object_id as "objectId"
     from vault_object
     where object_id = any($1::uuid[]) and expunged_at is null
     order by object_id
     for update`,
    [objectIds],
  );
  return rows.map((row) => row.objectId);
}

/** Removes wraps of these objects: of one case, or of all. */
export async function deleteWraps(tx: Tx, objectIds: readonly ObjectId[], of: CaseRef | null): Promise<void> {
  await tx.query(
    `delete from vault_wrap
     where object_id = any($1::uuid[]) and ($2::text is null or (case_kind = $2 and case_id = $3))`,
    [objectIds, of?.kind ?? null, of?.id ?? null],
  );
}

/** Turns those of the objects that no case holds any more into tombstones; answers which. */
export function buryObjects(
  tx: Tx,
  objectIds: readonly ObjectId[],
  by: { readonly at: Instant; readonly certificateRef: string | null },
): Promise<{ readonly objectId: ObjectId; readonly objectNo: number; readonly sizeBytes: number }[]> {
  return tx.query(
    `update vault_object object
     set sha256 = null, sha1 = null, md5 = null, expunged_at = $2, certificate_ref = $3
     where object.object_id = any($1::uuid[]) and object.expunged_at is null
       and not exists (select from vault_wrap wrap where wrap.object_id = object.object_id)
     returning object_id as "objectId", object_no as "objectNo", size_bytes as "sizeBytes"`,
    [objectIds, by.at, by.certificateRef],
  );
}

/** What is expunged has no fault left to repair. */
export async function clearFaultsOf(tx: Tx, objectIds: readonly ObjectId[], at: Instant): Promise<void> {
  await tx.query(
    'update vault_scrub_fault set cleared_at = $2 where object_id = any($1::uuid[]) and cleared_at is null',
    [objectIds, at],
  );
}

/** A batch of blobs that have to go; waits for those another worker is removing, so that none left means all gone. */
export function lockBlobsToShred(
  tx: Tx,
  limit: number,
): Promise<{ readonly objectId: ObjectId; readonly storedAs: string }[]> {
  return tx.query(
    `select object_id as "objectId", stored_as as "storedAs"
     from vault_object
     where expunged_at is not null and shredded_at is null
     order by object_no
     limit $1
     for update`,
    [limit],
  );
}

/** The random name goes with the bytes: the audit keeps digests of whole rows, and with it a list of known files could be tried on them. */
export async function markShredded(tx: Tx, objectIds: readonly ObjectId[], at: Instant): Promise<void> {
  await tx.query(
    'update vault_object set shredded_at = $2, stored_as = object_id::text where object_id = any($1::uuid[])',
    [objectIds, at],
  );
}
