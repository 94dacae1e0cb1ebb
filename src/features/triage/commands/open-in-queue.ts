import type { Clock, Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import { decisionDue } from '#features/legal';
import { leaveBundles } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { provisionalUrgency } from '../domain/order-queue.ts';
import { levelOf } from '../domain/urgency-level.ts';
import { liftOverruled, openRows } from '../store/queue.ts';

/** What the queue needs of a report at the moment of receipt. */
export interface ReceivedReport {
  readonly reportId: number;
  readonly source: Source;
  readonly receivedAt: Instant;
  /** An old case waits here since it was entered: its deadlines of before are not ours. */
  readonly enteredAt?: Instant | null;
  readonly senderAlarm: string | null;
  /** @default 1 */
  readonly version?: number;
}

/**
 * Opens the provisional rows of reports in the transaction of their receipt: the sender's alarm is level 1, everything else
 * 3 until assessed, so that a report can be taken and decided even when every stage waits. Repeated, it changes nothing.
 */
export async function openInQueue(
  tx: Tx,
  _deps: { readonly clock: Clock },
  reports: readonly ReceivedReport[],
): Promise<void> {
  if (reports.length === 0) return;
  const rows = reports.map(({ reportId, source, senderAlarm, version = 1, ...report }) => {
    const receivedAt = report.enteredAt ?? report.receivedAt;
    const urgency = provisionalUrgency(senderAlarm);
    const dueAt = decisionDue(urgency, receivedAt);
    return { reportId, source, version, receivedAt, level: levelOf(urgency), dueAt, alarmed: senderAlarm !== null };
  });
  // News of a known report, or an alarm, takes it out of a bundle before any stage has run.
  const news = rows.filter((row) => row.version > 1 || row.alarmed).map((row) => row.reportId);
  await leaveBundles(tx, news, 'new-version');
  await openRows(tx, rows);
  // A person's level stands until another alarm comes: it is lifted now, not when the stages get to it.
  const alarmed = reports.flatMap(({ reportId, senderAlarm, receivedAt, version = 1 }) =>
    version > 1 && senderAlarm !== null ? [{ reportId, alarm: senderAlarm, dueAt: decisionDue('P1', receivedAt) }] : [],
  );
  if (alarmed.length > 0) await liftOverruled(tx, alarmed);
}
