import type { Instant } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { RootKey } from '../keys/root-key.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { type CaseKeyRow, insertCaseKeys, insertFirstRoot, lockCaseKeys, lockCurrentRoot } from '../store/case-keys.ts';
import type { CaseRef } from '../types.ts';

/** A case's key, opened, for one transaction. */
export interface OpenCase {
  readonly row: CaseKeyRow;
  readonly kek: Buffer;
}

/** How a case is found in a map. */
export function caseName({ kind, id }: CaseRef): string {
  return `${kind}:${id}`;
}

/** Opens the keys of these cases, making those that do not exist yet; none can be destroyed before the transaction ends. */
export async function openCases(
  tx: Tx,
  keys: VaultKeys,
  cases: readonly CaseRef[],
  now: Instant,
): Promise<ReadonlyMap<string, OpenCase>> {
  const wanted = [...new Map(cases.map((one) => [caseName(one), one])).values()];
  let rows = await lockCaseKeys(tx, wanted);
  const found = new Set(rows.map(caseName));
  const missing = wanted.filter((one) => !found.has(caseName(one)));
  if (missing.length > 0) {
    await makeCaseKeys(tx, keys, missing, now);
    rows = await lockCaseKeys(tx, wanted);
  }
  if (rows.length < wanted.length) throw new Error('A case was left without a key.');
  const opened = await keys.cache.open(rows);
  return new Map(rows.map((row, index) => [caseName(row), { row, kek: opened[index] as Buffer }]));
}

async function makeCaseKeys(tx: Tx, keys: VaultKeys, cases: readonly CaseRef[], now: Instant): Promise<void> {
  const root = await currentRoot(tx, keys, now);
  const fresh = await keys.spare.draw(root, cases.length);
  await insertCaseKeys(tx, cases, fresh, root.id, now);
  for (const { kek, wrappedKek } of fresh) keys.cache.remember(wrappedKek, kek);
}

/** The database says which root is current, so that no process goes on with one that has been replaced. */
async function currentRoot(tx: Tx, keys: VaultKeys, now: Instant): Promise<RootKey> {
  const known = await lockCurrentRoot(tx);
  if (known !== null) return keys.ring.get(known);
  await insertFirstRoot(tx, await keys.ring.preferred(), now);
  const first = await lockCurrentRoot(tx);
  if (first === null) throw new Error('No root key is current.');
  return keys.ring.get(first);
}
