import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { CustodyEntry, ObjectFacts, StoredBytes, StoredName } from '../types.ts';

/** Registers the objects whose content is new; the same content already there (or twice in the set) is left out. */
export async function insertNewObjects(tx: Tx, stored: readonly StoredBytes[], at: Instant): Promise<void> {
  // One order for all writers, so that two sets with the same content cannot wait for each other.
  const ordered = stored.toSorted((a, b) => Buffer.compare(a.sha256, b.sha256));
  await tx.query(
    `insert into vault_object (object_id, sha256, sha1, md5, size_bytes, stored_as, stored_at)
     select object_id, sha256, sha1, md5, size_bytes, stored_as, $7
     from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bigint[], $6::text[])
       as fresh(object_id, sha256, sha1, md5, size_bytes, stored_as)
     on conflict (sha256) do nothing`,
    [
      ordered.map((bytes) => bytes.objectId),
      ordered.map((bytes) => bytes.sha256),
      ordered.map((bytes) => bytes.sha1),
      ordered.map((bytes) => bytes.md5),
      ordered.map((bytes) => bytes.sizeBytes),
      ordered.map((bytes) => bytes.storedAs),
      at,
    ],
  );
}

/** Ids of the objects with these contents, by SHA-256 in hex. Locked until the transaction ends: nobody expunges them meanwhile. */
export async function lockObjectsByContent(tx: Tx, sha256s: readonly Buffer[]): Promise<ReadonlyMap<string, ObjectId>> {
  const rows = await tx.query<{ objectId: ObjectId; sha256: Buffer }>(
    `select object_id as "objectId", sha256
     from vault_object
     where sha256 = any($1::bytea[])
     order by object_id
     for share`,
    [sha256s],
  );
  return new Map(rows.map((row) => [row.sha256.toString('hex'), row.objectId]));
}

/** An object with the best of its wraps; an expunged one has neither hash nor wrap. */
export interface SealedObject {
  readonly sha256: Buffer | null;
  readonly storedAs: string;
  readonly wrappedKey: Buffer | null;
  /** Null: the wrap is under the root itself, as before there were case keys. */
  readonly wrappedKek: Buffer | null;
  readonly rootKeyId: string | null;
}

export async function findSealed(q: Queryable, objectId: ObjectId): Promise<SealedObject | null> {
  const [row] = await q.query<SealedObject>(
    `select object.sha256, object.stored_as as "storedAs", wrap.wrapped_key as "wrappedKey",
            case_key.wrapped_kek as "wrappedKek", coalesce(case_key.root_key_id, wrap.root_key_id) as "rootKeyId"
     from vault_object object
     left join vault_wrap wrap on wrap.object_id = object.object_id
     left join vault_case_key case_key on case_key.case_key_id = wrap.case_key_id
     where object.object_id = $1
     order by wrap.case_key_id nulls last
     limit 1`,
    [objectId],
  );
  return row ?? null;
}

/** Facts of objects that still have content; expunged ones are left out. */
export async function findFacts(q: Queryable, objectIds: readonly ObjectId[]): Promise<ObjectFacts[]> {
  return q.query<ObjectFacts>(
    `select object_id as "objectId", sha256, sha1, md5, size_bytes as "sizeBytes", stored_at as "storedAt"
     from vault_object
     where object_id = any($1::uuid[]) and expunged_at is null
     order by object_id`,
    [objectIds],
  );
}

/** Those of the names that belong to an object whose bytes should be there, or are about to be shredded. */
export async function namesInUse(q: Queryable, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await q.query<{ storedAs: string }>(
    'select stored_as as "storedAs" from vault_object where stored_as = any($1::text[]) and shredded_at is null',
    [names],
  );
  return new Set(rows.map((row) => row.storedAs));
}

/** Those of the names that belong to an object nobody expunged. */
export async function namesWhole(q: Queryable, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await q.query<{ storedAs: string }>(
    'select stored_as as "storedAs" from vault_object where stored_as = any($1::text[]) and expunged_at is null',
    [names],
  );
  return new Set(rows.map((row) => row.storedAs));
}

/** The next objects by id, with their names on disk. */
export async function namesAfter(q: Queryable, after: ObjectId | null, limit: number): Promise<StoredName[]> {
  return q.query<StoredName>(
    `select object_id as "objectId", stored_as as "storedAs"
     from vault_object
     where ($1::uuid is null or object_id > $1::uuid) and expunged_at is null
     order by object_id
     limit $2`,
    [after, limit],
  );
}

export async function insertCustody(tx: Tx, entries: readonly CustodyEntry[]): Promise<void> {
  await tx.query(
    `insert into vault_custody (object_id, report_id, package_id, act, at, actor)
     select object_id, report_id, package_id, act, at, actor
     from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[], $6::text[])
       as line(object_id, report_id, package_id, act, at, actor)`,
    [
      entries.map((entry) => entry.objectId),
      entries.map((entry) => entry.reportId),
      entries.map((entry) => entry.packageId),
      entries.map((entry) => entry.act),
      entries.map((entry) => entry.at),
      entries.map((entry) => entry.actor),
    ],
  );
}

/** Custody lines of these reports or these objects, oldest first. */
export async function findCustody(
  q: Queryable,
  of: { readonly reportIds?: readonly number[]; readonly objectIds?: readonly ObjectId[] },
): Promise<CustodyEntry[]> {
  return q.query<CustodyEntry>(
    `select object_id as "objectId", report_id as "reportId", package_id as "packageId", act, at, actor
     from vault_custody
     where report_id = any($1::bigint[]) or object_id = any($2::uuid[])
     order by entry_id`,
    [of.reportIds ?? [], of.objectIds ?? []],
  );
}
