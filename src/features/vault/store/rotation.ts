import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** The current root, taken for replacement: no case key is made until the transaction ends. */
export async function takeCurrentRoot(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    'select root_key_id as id from vault_root_key where replaced_at is null for update',
  );
  return row?.id ?? null;
}

/** Makes another root the current one. */
export async function replaceRoot(tx: Tx, from: string, to: { id: string; kind: string }, at: Instant): Promise<void> {
  await tx.query('update vault_root_key set replaced_at = $2 where root_key_id = $1', [from, at]);
  await tx.query(
    `insert into vault_root_key (root_key_id, kind, made_current_at) values ($1, $2, $3)
     on conflict (root_key_id) do update set made_current_at = excluded.made_current_at, replaced_at = null`,
    [to.id, to.kind, at],
  );
}

/** A case key that another root than the current one wraps. */
export interface OldKek {
  readonly caseKeyId: number;
  readonly wrappedKek: Buffer;
  readonly rootKeyId: string;
}

/** A batch of case keys under another root; those another worker holds are left to it. */
export function lockOldKeks(tx: Tx, currentRoot: string, limit: number): Promise<OldKek[]> {
  return tx.query<OldKek>(
    `select case_key_id as "caseKeyId", wrapped_kek as "wrappedKek", root_key_id as "rootKeyId"
     from vault_case_key
     where destroyed_at is null and root_key_id <> $1
     limit $2
     for update skip locked`,
    [currentRoot, limit],
  );
}

/** Puts the new wraps in place of the old. */
export async function updateKeks(
  tx: Tx,
  keks: readonly { readonly caseKeyId: number; readonly wrappedKek: Buffer }[],
  rootKeyId: string,
): Promise<void> {
  await tx.query(
    `update vault_case_key
     set wrapped_kek = fresh.wrapped_kek, root_key_id = $3
     from unnest($1::bigint[], $2::bytea[]) as fresh(case_key_id, wrapped_kek)
     where vault_case_key.case_key_id = fresh.case_key_id`,
    [keks.map((one) => one.caseKeyId), keks.map((one) => one.wrappedKek), rootKeyId],
  );
}

/** A root and how much still hangs on it. */
export interface RootUse {
  readonly id: string;
  readonly kind: 'file' | 'command';
  readonly current: boolean;
  /** Null while it is current. */
  readonly replacedAt: Instant | null;
  /** Wraps that name it: case keys, and objects from before there were case keys. */
  readonly wraps: number;
}

/** Every root ever used, the current one first. */
export function findRootUses(q: Queryable): Promise<RootUse[]> {
  return q.query<RootUse>(
    `select root.root_key_id as id, root.kind, root.replaced_at is null as current, root.replaced_at as "replacedAt",
            (select count(*) from vault_case_key where root_key_id = root.root_key_id and destroyed_at is null)
            + (select count(*) from vault_wrap where root_key_id = root.root_key_id and case_key_id is null) as wraps
     from vault_root_key root
     order by root.replaced_at nulls first, root.made_current_at desc`,
  );
}

/** Wraps directly under this root. */
export async function countDirectWraps(q: Queryable): Promise<number> {
  const [row] = await q.query<{ count: number }>('select count(*) as count from vault_wrap where case_key_id is null');
  return row?.count ?? 0;
}
