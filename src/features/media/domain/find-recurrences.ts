import { type Digest, digestsOfFile, type HashedFile } from './digests-of-file.ts';

/** A report's file with what it may be recognised by. */
export interface SightedFile {
  readonly reportId: number;
  readonly fileId: number;
  readonly digests: readonly Digest[];
}

/** What is known of a digest after this set was counted. */
export interface Sighting {
  readonly firstReportId: number;
  readonly reportCount: number;
}

/** A file that another report held before. */
export interface Recurrence {
  readonly reportId: number;
  readonly fileId: number;
  readonly hashKind: Digest['kind'];
  readonly firstReportId: number;
  readonly earlierReports: number;
}

/** The files of a set of reports with their digests; files without any are left out. */
export function sightedFiles(
  reports: readonly { readonly reportId: number; readonly files: readonly HashedFile[] }[],
): readonly SightedFile[] {
  return reports.flatMap(({ reportId, files }) =>
    files
      .map((file) => ({ reportId, fileId: file.fileId, digests: digestsOfFile(file) }))
      .filter((file) => file.digests.length > 0),
  );
}

/** Files first seen in another report, by their strongest digest that recurs. Earlier = counted before, within the set by report number. */
export function findRecurrences(
  files: readonly SightedFile[],
  sightings: ReadonlyMap<string, Sighting>,
): readonly Recurrence[] {
  const notEarlier = reportsByDigest(files);
  return files.flatMap(({ reportId, fileId, digests }) => {
    for (const { kind, hex } of digests) {
      const sighting = sightings.get(hex);
      if (sighting === undefined || sighting.firstReportId === reportId) continue;
      const holders = notEarlier.get(hex) ?? [];
      const earlierReports = sighting.reportCount - (holders.length - holders.indexOf(reportId));
      return [{ reportId, fileId, hashKind: kind, firstReportId: sighting.firstReportId, earlierReports }];
    }
    return [];
  });
}

/** The reports of the set that hold each digest, in ascending order. */
function reportsByDigest(files: readonly SightedFile[]): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<string, Set<number>>();
  for (const { reportId, digests } of files) {
    for (const { hex } of digests) holders.set(hex, (holders.get(hex) ?? new Set()).add(reportId));
  }
  return new Map([...holders].map(([hex, ids]) => [hex, [...ids].sort((a, b) => a - b)]));
}
