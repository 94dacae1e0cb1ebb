import type { Clock, Instant } from '#core/clock.ts';
import { factsForStage, firstNoticesOf, headsForStage } from '#features/intake';
import type { Tx } from '#platform/postgres/transaction.ts';
import { passesNotice } from '../domain/passes-notice.ts';
import { startClocksOf } from '../domain/start-clocks.ts';
import { CLOCK_RULES } from '../rule-book.ts';
import { moveClocks } from '../store/clocks.ts';
import { type ReportUnderLaw, startClocksOfSet } from './start-clocks.ts';

/** Stage on `report.received` and `report.amended`: starts the clocks and decides the gates of a set; run again, nothing changes. */
export async function startClocks(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
): Promise<void> {
  await startClocksOfSet(tx, deps, await gatherReports(tx, reportIds));
}

/** Running clocks of these reports run from their first notice, or from receipt again: whoever joined a call to a report has said so. */
export async function restartClocks(tx: Tx, reportIds: readonly number[]): Promise<void> {
  const reports = await gatherReports(tx, reportIds);
  await moveClocks(
    tx,
    reports.flatMap((report) => startClocksOf(report, CLOCK_RULES)),
  );
}

async function gatherReports(tx: Tx, reportIds: readonly number[]): Promise<readonly ReportUnderLaw[]> {
  const heads = await headsForStage(tx, reportIds);
  const facts = new Map((await factsForStage(tx, reportIds)).map((one) => [one.reportId, one]));
  const firstNotices = await firstNoticesOf(tx, reportIds);
  return heads.map((head) => {
    const firstNotice = firstNotices.get(head.reportId) ?? null;
    const own = facts.get(head.reportId);
    const identifiers = own?.identifiers ?? [];
    return {
      reportId: head.reportId,
      source: head.source,
      format: head.format,
      passesNotice: passesNotice({ format: head.format, stated: own?.content.lawEnforcement ?? null }),
      // Told before it came in form: the notice was given then.
      receivedAt: earliest(head.receivedAt, firstNotice),
      reportedAt: own?.content.reportedAt?.instant ?? firstNotice,
      senderAlarm: head.senderAlarm,
      addressesSeenAt: identifiers
        .filter((identifier) => identifier.kind === 'ip' && identifier.port !== null)
        .flatMap((identifier) => identifier.observed?.instant ?? []),
      identifiers,
      files: own?.files ?? [],
    };
  });
}

function earliest(at: Instant, other: Instant | null): Instant {
  return other !== null && other < at ? other : at;
}
