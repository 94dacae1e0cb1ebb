import type { Tx } from './transaction.ts';

const inHand = new WeakMap<Tx, Map<unknown, Map<number, unknown>>>();

/**
 * What a transaction has read about things it never changes, by their ids, so that its later steps do not ask for it again: `read`
 * is called for those ids alone that were not asked for before. Answers in the order of the ids; what does not exist is absent.
 */
export async function readOnce<T>(
  tx: Tx,
  ids: readonly number[],
  read: (tx: Tx, missing: readonly number[]) => Promise<readonly T[]>,
  idOf: (one: T) => number,
): Promise<readonly T[]> {
  const kept = keptBy(tx, read);
  const missing = ids.filter((id) => !kept.has(id));
  if (missing.length > 0) {
    const found = new Map((await read(tx, missing)).map((one) => [idOf(one), one]));
    for (const id of missing) kept.set(id, found.get(id));
  }
  return [...new Set(ids)].flatMap((id) => (kept.get(id) as T | undefined) ?? []);
}

/** What a transaction need not read because its caller knows it: answered by `readOnce` of the same `read` from here on. */
export function putInHand<T>(
  tx: Tx,
  read: (tx: Tx, missing: readonly number[]) => Promise<readonly T[]>,
  known: readonly T[],
  idOf: (one: T) => number,
): void {
  const kept = keptBy(tx, read);
  for (const one of known) kept.set(idOf(one), one);
}

/** What a transaction holds of these ids, read by `read` or put in its hand. */
export function inHandOf<T>(
  tx: Tx,
  ids: readonly number[],
  read: (tx: Tx, missing: readonly number[]) => Promise<readonly T[]>,
): readonly T[] {
  const kept = keptBy(tx, read);
  return ids.flatMap((id) => (kept.get(id) as T | undefined) ?? []);
}

function keptBy(tx: Tx, read: unknown): Map<number, unknown> {
  const ofTx = inHand.get(tx) ?? new Map<unknown, Map<number, unknown>>();
  inHand.set(tx, ofTx);
  const kept = ofTx.get(read) ?? new Map<number, unknown>();
  ofTx.set(read, kept);
  return kept;
}
