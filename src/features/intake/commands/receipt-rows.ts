import type { Received } from '../received.ts';
import type { SubmittedIdentifier, SubmittedPerson, SubmittedReport, VersionContent, WrittenTime } from '../types.ts';

/** The ids one report is written under. Persons and victims take theirs from two lists, in document order. */
export interface ReceiptIds {
  readonly reportId: number;
  readonly version: number;
  readonly rawId: number;
  readonly personIds: readonly number[];
  readonly victimIds: readonly number[];
}

/** Rows of one received version, by table. */
export interface ReceiptRows {
  readonly versions: object[];
  readonly incidents: object[];
  readonly persons: object[];
  readonly victims: object[];
  readonly identifiers: object[];
  readonly victimIdentifiers: object[];
  readonly files: object[];
  readonly narratives: object[];
  readonly drift: object[];
}

export function noRows(): ReceiptRows {
  return {
    versions: [],
    incidents: [],
    persons: [],
    victims: [],
    identifiers: [],
    victimIdentifiers: [],
    files: [],
    narratives: [],
    drift: [],
  };
}

/** Adds the rows of one report. Victims and what is theirs go to the restricted tables and nowhere else. */
export function addReportRows(rows: ReceiptRows, received: Received, ids: ReceiptIds): void {
  const { report, receivedAt } = received;
  const key = { report_id: ids.reportId, version: ids.version };
  rows.versions.push({ ...key, raw_id: ids.rawId, parsed_at: receivedAt, content: contentOf(report) });
  for (const incident of report.incidents)
    rows.incidents.push({
      ...key,
      incident_type: incident.incidentType,
      platform: incident.platform,
      ...timeColumns(incident.occurred),
      occurred_description: incident.occurredDescription,
      description: incident.description,
    });
  addPersons(rows, report.persons, ids);
  for (const identifier of report.identifiers) rows.identifiers.push(identifierRow(identifier, key));
  addFiles(rows, received, ids);
  for (const { path, body, restricted } of report.narratives) rows.narratives.push({ ...key, path, body, restricted });
  for (const { path, kind, detail } of report.drift) rows.drift.push({ ...key, path, kind, detail });
}

function addPersons(rows: ReceiptRows, persons: readonly SubmittedPerson[], ids: ReceiptIds): void {
  const key = { report_id: ids.reportId, version: ids.version };
  let nextPerson = 0;
  let nextVictim = 0;
  for (const [ordinal, { identifiers, ...details }] of persons.entries()) {
    const isVictim = details.role === 'victim';
    const person_id = isVictim ? ids.victimIds[nextVictim++] : ids.personIds[nextPerson++];
    (isVictim ? rows.victims : rows.persons).push({ ...key, person_id, role: details.role, ordinal, details });
    const home = isVictim ? rows.victimIdentifiers : rows.identifiers;
    for (const identifier of identifiers)
      home.push({ ...identifierRow(identifier, key), person_id, person_role: details.role });
  }
}

function addFiles(rows: ReceiptRows, received: Received, ids: ReceiptIds): void {
  const key = { report_id: ids.reportId, version: ids.version };
  const bytesOf = new Map(received.media.map((media) => [media.ordinal, media.stored]));
  for (const [ordinal, details] of received.report.files.entries()) {
    const stored = bytesOf.get(ordinal);
    rows.files.push({
      ...key,
      ordinal,
      object_id: stored?.objectId ?? null,
      original_name: details.originalName ?? details.givenName,
      size_bytes: stored?.sizeBytes ?? null,
      md5: stored?.md5.toString('hex') ?? null,
      sha1: stored?.sha1.toString('hex') ?? null,
      sha256: stored?.sha256.toString('hex') ?? null,
      viewed_by_esp: details.viewedByEsp,
      details,
      received_at: received.receivedAt,
    });
    for (const identifier of details.identifiers) rows.identifiers.push(identifierRow(identifier, key));
  }
}

/** The columns of one identifier; it belongs to a person only when the caller adds one. */
export function identifierRow(identifier: SubmittedIdentifier, key: { report_id: number; version: number }): object {
  const { kind, value, normal, service, port, event, provenance, caveat, verified, possibleProxy, path } = identifier;
  const plain = { ...key, kind, value, normal, service, port, event, provenance, caveat, verified, path };
  return { ...plain, possible_proxy: possibleProxy, ...timeColumns(identifier.observed) };
}

function timeColumns(time: WrittenTime | null): object {
  return { as_written: time?.asWritten ?? null, instant: time?.instant ?? null, zone: time?.zone ?? null };
}

function contentOf(report: SubmittedReport): VersionContent {
  const { persons, identifiers, files, narratives, drift, incidents, ...content } = report;
  return content;
}
