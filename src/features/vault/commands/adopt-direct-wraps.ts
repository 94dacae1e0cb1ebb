import type { Clock } from '#core/clock.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { openObjectKeys, wrapForCase } from '../keys/object-key.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { insertWraps, lockDirectWraps } from '../store/case-keys.ts';
import type { Vault } from '../types.ts';
import { caseName, openCases } from './open-cases.ts';

const BATCH = 1_000;

/** Moves wraps from before there were case keys under the keys of their cases, a batch per transaction; answers how many. */
export async function adoptDirectWraps(
  db: Db,
  deps: { readonly clock: Clock; readonly vault: Pick<Vault, 'keys'> },
): Promise<number> {
  let adopted = 0;
  for (;;) {
    const done = await inTransaction(db, (tx) => adoptBatch(tx, deps, deps.vault.keys));
    adopted += done;
    if (done < BATCH) return adopted;
  }
}

async function adoptBatch(tx: Tx, deps: { readonly clock: Clock }, keys: VaultKeys): Promise<number> {
  const direct = await lockDirectWraps(tx, BATCH);
  if (direct.length === 0) return 0;
  const now = deps.clock.now();
  const objectKeys = await openObjectKeys(
    keys,
    direct.map((wrap) => ({ ...wrap, wrappedKek: null })),
  );
  const cases = await openCases(tx, keys, direct, now);
  const wraps = direct.map((wrap, index) => {
    const open = cases.get(caseName(wrap));
    if (!open) throw new Error('A case was left without a key.');
    const wrappedKey = wrapForCase(open.kek, objectKeys[index] as Buffer);
    return { objectId: wrap.objectId, caseKey: open.row, wrappedKey };
  });
  await insertWraps(tx, wraps, now);
  return direct.length;
}
