import type { Instant } from '#core/clock.ts';
import { instantOf } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { ageBand } from '../domain/age-band.ts';
import {
  type FileRow,
  type IdentifierRow,
  type IncidentRow,
  type PersonRow,
  selectFiles,
  selectIdentifiers,
  selectIncidents,
  selectPersons,
  selectVersions,
  type VersionRow,
} from '../store/facts.ts';
import type { ReportFacts, ReportFile, StoredIdentifier, StoredIncident, StoredPerson, WrittenTime } from '../types.ts';

/**
 * A set of reports in their current version, or all in the one asked for, in the order of the ids, in five reads for any size of set.
 * Of victims only number and age bands; a report without that version is absent.
 */
export async function reportFacts(
  q: Queryable,
  reportIds: readonly number[],
  version: number | null = null,
): Promise<ReportFacts[]> {
  if (reportIds.length === 0) return [];
  // One after another: a transaction is one connection, which answers one question at a time.
  const versions = byReport(await selectVersions(q, reportIds, version));
  const incidents = byReport(await selectIncidents(q, reportIds, version));
  const persons = byReport(await selectPersons(q, reportIds, version));
  const identifiers = byReport(await selectIdentifiers(q, reportIds, version));
  const files = byReport(await selectFiles(q, reportIds, version));
  return [...new Set(reportIds)].flatMap((reportId) => {
    const summary = versions.get(reportId)?.[0];
    if (!summary) return [];
    return {
      ...summaryOf(summary),
      incidents: (incidents.get(reportId) ?? []).map(incidentOf),
      persons: (persons.get(reportId) ?? []).map(personOf),
      identifiers: (identifiers.get(reportId) ?? []).map(identifierOf),
      // The tip's own PDF is a document of its sender, not a file of the case: no gate, no match and no package takes it for one.
      files: (files.get(reportId) ?? []).filter(({ relation }) => relation !== 'tip-pdf').map(fileOf),
    };
  });
}

function summaryOf(row: VersionRow) {
  const { reportId, version, content, drift, narratives, victims } = row;
  const ageBands = victims.map((victim) => ageBand(victim.age, victim.dateOfBirth, row.receivedAt));
  return { reportId, version, content, drift, narratives, victimSummary: { count: victims.length, ageBands } };
}

function incidentOf(row: IncidentRow): StoredIncident {
  const { reportId: _, asWritten, instant, zone, ...incident } = row;
  return { ...incident, occurred: writtenTime(asWritten, instant, zone) };
}

export function personOf(row: PersonRow): StoredPerson {
  return { personId: row.personId, ...row.details };
}

export function identifierOf(row: IdentifierRow): StoredIdentifier {
  const { reportId: _, asWritten, instant, zone, ...identifier } = row;
  return { ...identifier, observed: writtenTime(asWritten, instant, zone) };
}

export function fileOf(row: FileRow): ReportFile {
  const { reportId: _, ...file } = row;
  return file;
}

function writtenTime(
  asWritten: string | null,
  at: Instant | null,
  zone: WrittenTime['zone'] | null,
): WrittenTime | null {
  if (asWritten === null || zone === null) return null;
  return { asWritten, instant: at === null ? null : instantOf(new Date(at)), zone };
}

export function byReport<Row extends { readonly reportId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const list = found.get(row.reportId);
    if (list) list.push(row);
    else found.set(row.reportId, [row]);
  }
  return found;
}
