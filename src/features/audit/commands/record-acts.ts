import { createHash, randomBytes } from 'node:crypto';
import { actorRef } from '#core/actor.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { insertEntries, insertValues, type NewEntry, type NewValue } from '../store/entries.ts';
import type { AuditedAct } from '../types.ts';

// Guessing a short purpose from its hash must cost 2^256 (security page, 3.3).
const SALT_BYTES = 32;

/** Writes one act into the audit trail, in the transaction of the act itself; throws when the trail cannot be written. */
export async function record(tx: Tx, act: AuditedAct): Promise<void> {
  await recordMany(tx, [act]);
}

/** Writes a set of acts (≤ 1,000) in one statement, in the order given. */
export async function recordMany(tx: Tx, acts: readonly AuditedAct[]): Promise<void> {
  if (acts.length === 0) return;
  const prepared = acts.map(prepare);
  const values = prepared.flatMap((one) => one.values);
  if (values.length > 0) await insertValues(tx, values);
  await insertEntries(
    tx,
    prepared.map((one) => one.entry),
  );
}

function prepare(act: AuditedAct): { readonly entry: NewEntry; readonly values: readonly NewValue[] } {
  const typed = { ...act.typed, ...(act.purpose === undefined ? {} : { purpose: act.purpose }) };
  const committed = Object.entries(typed).map(([name, value]) => ({ name, ...commit(value) }));
  const entry = {
    actor: actorRef(act.actor),
    act: act.act,
    object_kind: act.objectKind,
    object_ids: act.objectIds,
    outcome: act.outcome,
    detail: act.detail ?? {},
    commitments: Object.fromEntries(committed.map((one) => [one.name, one.commitment.toString('hex')])),
  };
  return { entry, values: committed };
}

function commit(value: string): NewValue {
  const salt = randomBytes(SALT_BYTES);
  return { commitment: createHash('sha256').update(salt).update(value).digest(), salt, value };
}
