import { type Actor, actorRef } from '#core/actor.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { reportHeads } from '../queries/report-heads.ts';
import type { ReceiveDeps } from '../received.ts';
import { insertLedger, lockStates, updateStates } from '../store/ledger.ts';

/**
 * Ends the unfinished time of reports, by whatever way: the ledger opens them, the queue sees them, the stages begin. What a person
 * decided about an alarmed report before its sender was done stays decided.
 */
export async function putBeforePeople(
  tx: Tx,
  deps: Pick<ReceiveDeps, 'clock' | 'onReceived'>,
  actor: Actor,
  reportIds: readonly number[],
): Promise<void> {
  if (reportIds.length === 0) return;
  const states = await lockStates(tx, reportIds);
  const opening = reportIds.filter((reportId) => states.get(reportId) === 'unfinished');
  const moves = opening.map((reportId) => ({ reportId, from: 'unfinished' as const, to: 'open' as const }));
  await insertLedger(tx, moves, { actor: actorRef(actor), at: deps.clock.now() });
  await updateStates(tx, moves);
  const heads = await reportHeads(tx, reportIds);
  const undecided = heads.filter((head) => head.state === 'open' || head.state === 'held');
  if (undecided.length > 0) await deps.onReceived(tx, undecided);
  const idsOf = (alarmed: boolean) =>
    heads.filter((head) => (head.senderAlarm !== null) === alarmed).map((head) => head.reportId);
  await announce(tx, { kind: 'report.received', subjects: idsOf(true), urgency: 'urgent' });
  await announce(tx, { kind: 'report.received', subjects: idsOf(false) });
}
