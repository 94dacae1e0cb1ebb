import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { unwrapKeks } from '../keys/key-cache.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import {
  countDirectWraps,
  findRootUses,
  lockOldKeks,
  replaceRoot,
  takeCurrentRoot,
  updateKeks,
} from '../store/rotation.ts';
import type { Vault } from '../types.ts';
import { adoptDirectWraps } from './adopt-direct-wraps.ts';

const BATCH = 5_000;

export interface RotationDeps {
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'keys'>;
}

/** `resumed`: an earlier rotation had been cut; it was finished and no new key was made. */
export interface Rotation {
  readonly from: string | null;
  readonly to: string;
  readonly resumed: boolean;
  readonly caseKeys: number;
}

export type RotationRefusal = { readonly kind: 'nothing-kept-yet' } | { readonly kind: 'same-root-key' };

/**
 * Goes over to a new root key: from its commit every new case key is under it, then all others are wrapped again, a batch per
 * transaction. No object is touched. Cut anywhere and called again, it goes on. The old root is kept: see `forgetRootKey`.
 * Refuses `nothing-kept-yet` before the first object and `same-root-key` where the root command still names the same key.
 */
export async function rotateRootKey(
  db: Db,
  deps: RotationDeps,
  actor: Actor,
): Promise<Result<Rotation, RotationRefusal>> {
  const { keys } = deps.vault;
  const uses = await findRootUses(db);
  const current = uses.find((use) => use.current);
  const unfinished = uses.some((use) => !use.current && use.wraps > 0);
  if (!current && (await countDirectWraps(db)) === 0) return refuse({ kind: 'nothing-kept-yet' });
  await adoptDirectWraps(db, deps);
  const step =
    unfinished && current ? { from: null, to: current.id } : await inTransaction(db, (tx) => goOver(tx, deps, actor));
  if (step === null) return refuse({ kind: 'same-root-key' });
  await keys.ring.settle(step.to);
  const caseKeys = await rewrapAll(db, keys, step.to);
  return ok({ ...step, resumed: step.from === null, caseKeys });
}

/** Makes the new root and says in the database that it is current; waits for those who are making case keys under the old one. */
async function goOver(
  tx: Tx,
  { clock, vault }: RotationDeps,
  actor: Actor,
): Promise<{ readonly from: string; readonly to: string } | null> {
  const from = await takeCurrentRoot(tx);
  const root = from === null ? null : await vault.keys.ring.successorOf(from);
  if (from === null || root === null) return null;
  await replaceRoot(tx, from, root, clock.now());
  await record(tx, {
    actor,
    act: 'rotate-root-key',
    objectKind: 'root-key',
    objectIds: [],
    outcome: 'done',
    detail: { from, to: root.id },
  });
  return { from, to: root.id };
}

async function rewrapAll(db: Db, keys: VaultKeys, to: string): Promise<number> {
  const root = await keys.ring.get(to);
  let done = 0;
  for (;;) {
    const count = await inTransaction(db, async (tx) => {
      const old = await lockOldKeks(tx, to, BATCH);
      if (old.length === 0) return 0;
      const keks = await unwrapKeks(keys.ring, old);
      const wrapped = await root.wrap(keks);
      const fresh = old.map(({ caseKeyId }, index) => ({ caseKeyId, wrappedKek: wrapped[index] as Buffer }));
      await updateKeks(tx, fresh, to);
      return old.length;
    });
    done += count;
    if (count < BATCH) return done;
  }
}
