import type { Clock } from '#core/clock.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { takeDueDecisions } from '../store/decisions.ts';

/** Announces the decisions whose 30 seconds have passed, each once, imminent ones first; at most 1,000 a call. Gives back how many. */
export async function announceDueDecisions(tx: Tx, deps: { readonly clock: Clock }): Promise<number> {
  const due = await takeDueDecisions(tx, deps.clock.now());
  const ids = (urgent: boolean) => due.filter((one) => (one.level === 1) === urgent).map((one) => one.reportId);
  await announce(tx, { kind: 'report.decided', subjects: ids(true), urgency: 'urgent' });
  await announce(tx, { kind: 'report.decided', subjects: ids(false) });
  return due.length;
}
