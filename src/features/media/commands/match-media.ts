import type { Clock } from '#core/clock.ts';
import { factsForStage, headsForStage } from '#features/intake';
import type { Tx } from '#platform/postgres/transaction.ts';
import { matchFiles } from './match-files.ts';

/** Stage on `report.clocked`: recognises files earlier reports held; run again, nothing is counted twice. */
export async function matchMedia(tx: Tx, deps: { readonly clock: Clock }, reportIds: readonly number[]): Promise<void> {
  const heads = await headsForStage(tx, reportIds);
  const facts = new Map((await factsForStage(tx, reportIds)).map((one) => [one.reportId, one]));
  const reports = heads.map(({ reportId, senderAlarm }) => ({
    reportId,
    senderAlarm,
    files: (facts.get(reportId)?.files ?? []).map((file) => ({ ...file, claimedHashes: file.details.claimedHashes })),
  }));
  await matchFiles(tx, deps, reports);
}
