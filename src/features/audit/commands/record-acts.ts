import type { Tx } from '#platform/postgres/transaction.ts';
import { insertEntries } from '../store.ts';
import type { AuditedAct } from '../types.ts';

/** Writes one act into the audit trail, in the transaction of the act itself; throws when the trail cannot be written. */
export async function record(tx: Tx, act: AuditedAct): Promise<void> {
  await insertEntries(tx, [act]);
}

/** Writes a set of acts (≤ 1,000) in one statement, in the order given. */
export async function recordMany(tx: Tx, acts: readonly AuditedAct[]): Promise<void> {
  if (acts.length > 0) await insertEntries(tx, acts);
}
