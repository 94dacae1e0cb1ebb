import type { Clock } from '#core/clock.ts';
import { factsForStage, headsForStage } from '#features/intake';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type ReportUnderLaw, startClocksOfSet } from './start-clocks.ts';

/** Stage on `report.received` and `report.amended`: starts the clocks and decides the gates of a set; run again, nothing changes. */
export async function startClocks(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
): Promise<void> {
  await startClocksOfSet(tx, deps, await gatherReports(tx, reportIds));
}

async function gatherReports(tx: Tx, reportIds: readonly number[]): Promise<readonly ReportUnderLaw[]> {
  const heads = await headsForStage(tx, reportIds);
  const facts = new Map((await factsForStage(tx, reportIds)).map((one) => [one.reportId, one]));
  return heads.map((head) => {
    const own = facts.get(head.reportId);
    const identifiers = own?.identifiers ?? [];
    return {
      reportId: head.reportId,
      source: head.source,
      format: head.format,
      receivedAt: head.receivedAt,
      reportedAt: own?.content.reportedAt?.instant ?? null,
      senderAlarm: head.senderAlarm,
      addressesSeenAt: identifiers
        .filter((identifier) => identifier.kind === 'ip' && identifier.port !== null)
        .flatMap((identifier) => identifier.observed?.instant ?? []),
      identifiers,
      files: own?.files ?? [],
    };
  });
}
