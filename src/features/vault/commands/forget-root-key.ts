import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { findRootUses } from '../store/rotation.ts';
import type { Vault } from '../types.ts';

export type ForgetRefusal =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'current' }
  | { readonly kind: 'still-named'; readonly wraps: number };

/**
 * Destroys an old root key file. Backups made under it can never be opened again: that is how expunging reaches them, and why two
 * people decide it (security page 3.2); their names are the caller's to check. Refuses a key that is current or that a wrap names.
 */
export async function forgetRootKey(
  db: Db,
  deps: { readonly vault: Pick<Vault, 'keys'> },
  actor: Actor,
  rootKeyId: string,
): Promise<Result<null, ForgetRefusal>> {
  return inTransaction(db, async (tx) => {
    const use = (await findRootUses(tx)).find((one) => one.id === rootKeyId);
    const refusal = refusalOf(use);
    await record(tx, {
      actor,
      act: 'forget-root-key',
      objectKind: 'root-key',
      objectIds: [],
      outcome: refusal ? 'refused' : 'done',
      detail: { rootKeyId },
    });
    if (refusal) return refuse(refusal);
    await deps.vault.keys.ring.forget(rootKeyId);
    return ok(null);
  });
}

function refusalOf(use: { readonly current: boolean; readonly wraps: number } | undefined): ForgetRefusal | null {
  if (!use) return { kind: 'unknown' };
  if (use.current) return { kind: 'current' };
  return use.wraps > 0 ? { kind: 'still-named', wraps: use.wraps } : null;
}
