import type { Clock } from '#core/clock.ts';
import { factsForStage, headsForStage } from '#features/intake';
import type { ReportFacts } from '#features/intake/types';
import type { Tx } from '#platform/postgres/transaction.ts';
import { linkSet } from './link-set.ts';

/** Stage on `report.matched`: joins reports by strong values, as proposals; run again, nothing changes. */
export async function linkReports(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
): Promise<void> {
  const heads = await headsForStage(tx, reportIds);
  const facts = new Map((await factsForStage(tx, reportIds)).map((one) => [one.reportId, one]));
  const reports = heads.map(({ reportId, sender, senderAlarm }) => {
    const own = facts.get(reportId);
    const incident = own?.incidents[0];
    return {
      reportId,
      sender,
      senderAlarm,
      incident: incident
        ? { type: incident.incidentType, occurredAsWritten: incident.occurred?.asWritten ?? null }
        : null,
      identifiers: own?.identifiers ?? [],
      fileDigests: (own?.files ?? []).flatMap(digestOf),
    };
  });
  await linkSet(tx, deps, reports);
}

function digestOf(file: ReportFacts['files'][number]): readonly string[] {
  const digest = file.sha256 ?? file.md5 ?? file.details.claimedHashes[0]?.value;
  return digest === undefined ? [] : [digest.toLowerCase()];
}
