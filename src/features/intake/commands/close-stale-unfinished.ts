import { plusMs } from '#core/clock.ts';
import { DAY_MS, HOUR_MS } from '#core/units.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { ReceiveDeps } from '../received.ts';
import { closeRunOut } from '../store/ispws.ts';
import { putBeforePeople } from './put-before-people.ts';

const ROUND = { kind: 'stage', stage: 'close-stale-unfinished' } as const;

/** Closes to their senders the reports that were never finished and puts them before people as such; answers how many. At most 1,000 a call. */
export async function closeStaleUnfinished(tx: Tx, deps: Pick<ReceiveDeps, 'clock' | 'onReceived'>): Promise<number> {
  const now = deps.clock.now();
  const closed = await closeRunOut(tx, plusMs(now, -DAY_MS), plusMs(now, -HOUR_MS), now);
  if (closed.length === 0) return 0;
  await putBeforePeople(tx, deps, ROUND, closed);
  await record(tx, { actor: ROUND, act: 'close-unfinished', objectKind: 'report', objectIds: closed, outcome: 'done' });
  return closed.length;
}
