import type { Clock } from '#core/clock.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { witnessState } from '../queries/witness-state.ts';
import { insertAlarm } from '../store/witnesses.ts';

/** Every minute: when no witness has spoken for 15 minutes, says so once per silence. */
export async function raiseSilence(tx: Tx, { clock }: { readonly clock: Clock }): Promise<void> {
  const now = clock.now();
  const { state, since } = await witnessState(tx, now);
  if (state !== 'overdue' || since === null) return;
  const alarm = await insertAlarm(tx, since, now);
  if (alarm !== null) await announce(tx, { kind: 'audit.witness-overdue', subjects: [alarm] });
}
