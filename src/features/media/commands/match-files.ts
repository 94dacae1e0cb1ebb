import type { Clock } from '#core/clock.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { HashedFile } from '../domain/digests-of-file.ts';
import { findRecurrences, sightedFiles } from '../domain/find-recurrences.ts';
import { countSightings, insertMatches } from '../store.ts';

/** A report with the digests of its files; nothing is opened or decoded here. */
export interface ReportWithFiles {
  readonly reportId: number;
  readonly senderAlarm: string | null;
  readonly files: readonly HashedFile[];
}

/** Recognises the files of a set of reports: two writes for any size of set; announces every report, with files or without. */
export async function matchFiles(
  tx: Tx,
  deps: { readonly clock: Clock },
  reports: readonly ReportWithFiles[],
): Promise<void> {
  const files = sightedFiles(reports);
  const found = files.length > 0 ? findRecurrences(files, await countSightings(tx, files)) : [];
  if (found.length > 0) await insertMatches(tx, found, deps.clock.now());
  const ids = (alarmed: boolean) =>
    reports.filter((report) => (report.senderAlarm !== null) === alarmed).map((report) => report.reportId);
  await announce(tx, { kind: 'report.matched', subjects: ids(true), urgency: 'urgent' });
  await announce(tx, { kind: 'report.matched', subjects: ids(false) });
}
