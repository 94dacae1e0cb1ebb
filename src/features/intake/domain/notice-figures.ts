import type { Instant } from '#core/clock.ts';
import type { SubmittedReport } from '../types.ts';

/** What a quality card counts of one notice: figures only. */
export interface NoticeFigures {
  /** Null unless stated with its zone. */
  readonly discoveredAt: Instant | null;
  readonly connections: number;
  readonly connectionsWithoutPort: number;
  readonly times: number;
  readonly timesWithoutZone: number;
  readonly files: number;
  readonly filesViewUnstated: number;
}

/** Counts what was sent; a time that cannot be read at all counts among those without a zone. */
export function noticeFigures(report: SubmittedReport): NoticeFigures {
  const identifiers = [...report.persons.flatMap((person) => person.identifiers), ...report.identifiers];
  const reported = identifiers.filter((one) => one.provenance !== 'mined-from-text');
  const connections = reported.filter((one) => one.kind === 'ip');
  const discovered = report.incidents.flatMap((incident) => incident.occurred ?? []);
  const times = [...discovered, ...reported.flatMap((one) => one.observed ?? [])];
  return {
    discoveredAt: discovered.find((time) => time.instant !== null)?.instant ?? null,
    connections: connections.length,
    connectionsWithoutPort: connections.filter((one) => one.port === null).length,
    times: times.length,
    timesWithoutZone: times.filter((time) => time.instant === null).length,
    files: report.files.length,
    filesViewUnstated: report.files.filter((file) => file.viewedByEsp === null).length,
  };
}
