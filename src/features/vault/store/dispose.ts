import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** What the vault's keys are given out for. */
export interface VaultCase {
  readonly caseKind: 'report' | 'package';
  readonly caseId: number;
}

const idsOf = (cases: readonly VaultCase[], kind: VaultCase['caseKind']) =>
  cases.filter((one) => one.caseKind === kind).map((one) => one.caseId);

export async function insertDisposedCases(
  tx: Tx,
  cases: readonly VaultCase[],
  by: { readonly actor: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `insert into vault_disposed_case (case_kind, case_id, disposed_at, disposed_by)
     select kind, id, $3, $4 from unnest($1::text[], $2::bigint[]) as given(kind, id)
     order by kind, id
     on conflict do nothing`,
    [cases.map((one) => one.caseKind), cases.map((one) => one.caseId), by.at, by.actor],
  );
}

/** Locks the objects of these cases in one order, so that a writer of the same content waits and then finds them gone. */
export async function lockObjectsOf(tx: Tx, cases: readonly VaultCase[]): Promise<readonly ObjectId[]> {
  const rows = await tx.query<{ objectId: ObjectId }>(
    `select object.object_id as "objectId"
     from vault_object object
     where object.object_id in (
       select object_id from vault_custody where report_id = any($1::bigint[]) or package_id = any($2::bigint[]))
     order by object.object_id
     for update`,
    [idsOf(cases, 'report'), idsOf(cases, 'package')],
  );
  return rows.map((row) => row.objectId);
}

/**
 * Of locked objects, deletes those whose every case is disposed of: wrapped key, digests and custody lines go at once, the
 * name on disk is kept until the file is removed. Objects that serve another case stay. Answers count and bytes by case.
 */
export async function deleteServed(
  tx: Tx,
  objectIds: readonly ObjectId[],
  at: Instant,
): Promise<{ readonly objects: number; readonly bytes: number }> {
  const [gone] = await tx.query<{ objects: number; bytes: number }>(
    `with served as (
       select object_id, min(case when report_id is not null then 'report' else 'package' end) as kind,
              min(coalesce(report_id, package_id)) as case_id
       from vault_custody
       where object_id = any($1::uuid[])
       group by object_id
       having not bool_or(
         (report_id is not null
          and not exists (select from vault_disposed_case where case_kind = 'report' and case_id = report_id))
         or (package_id is not null
             and not exists (select from vault_disposed_case where case_kind = 'package' and case_id = package_id)))
     ), custody as (
       delete from vault_custody where object_id in (select object_id from served)
     ), noted as (
       insert into vault_disposed_object (object_id, stored_as, size_bytes, case_kind, case_id, disposed_at)
       select object.object_id, object.stored_as, object.size_bytes, served.kind, served.case_id, $2
       from served join vault_object object on object.object_id = served.object_id
       returning size_bytes
     )
     select count(*)::int as objects, coalesce(sum(size_bytes), 0)::bigint as bytes from noted`,
    [objectIds, at],
  );
  await tx.query(
    `delete from vault_object
     where object_id = any($1::uuid[]) and object_id in (select object_id from vault_disposed_object)`,
    [objectIds],
  );
  return gone ?? { objects: 0, bytes: 0 };
}

/** Names on disk whose key is gone and whose file may still be there. */
export async function selectFilesToRemove(q: Queryable): Promise<readonly { objectId: ObjectId; storedAs: string }[]> {
  return q.query<{ objectId: ObjectId; storedAs: string }>(
    `select object_id as "objectId", stored_as as "storedAs"
     from vault_disposed_object
     where removed_at is null
     order by object_id`,
  );
}

export async function markRemoved(tx: Tx, objectIds: readonly ObjectId[], at: Instant): Promise<void> {
  await tx.query('update vault_disposed_object set removed_at = $2 where object_id = any($1::uuid[])', [objectIds, at]);
}

/** How many distinct objects serve these cases. */
export async function countObjectsOf(q: Queryable, cases: readonly VaultCase[]): Promise<number> {
  const [row] = await q.query<{ objects: number }>(
    `select count(distinct object_id)::int as objects
     from vault_custody
     where report_id = any($1::bigint[]) or package_id = any($2::bigint[])`,
    [idsOf(cases, 'report'), idsOf(cases, 'package')],
  );
  return row?.objects ?? 0;
}
