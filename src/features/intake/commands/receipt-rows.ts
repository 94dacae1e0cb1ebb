import type { ObjectId } from '#core/ids.ts';
import { contentOf, type RowIds } from '../domain/facts-of-received.ts';
import type { RawBytes, Received } from '../received.ts';
import type { ReceivedTable, RowOf } from '../store/received-tables.ts';
import type { SubmittedIdentifier, SubmittedPerson } from '../types.ts';

/** The ids one report is written under, each kind in document order; persons and victims take theirs from two lists. */
export interface ReceiptIds extends RowIds {
  readonly rawId: number;
  readonly victimIds: readonly number[];
}

/** Rows of received versions, by table, in the order they are written. */
export type ReceiptRows = { readonly [T in Exclude<ReceivedTable, 'intake_report' | 'intake_raw'>]: RowOf<T>[] };

export function noRows(): ReceiptRows {
  return {
    intake_version: [],
    intake_incident: [],
    intake_person: [],
    intake_victim: [],
    intake_identifier: [],
    intake_victim_identifier: [],
    intake_file: [],
    intake_narrative: [],
    intake_drift: [],
  };
}

/** Adds the rows of one report. Victims and what is theirs go to the restricted tables and nowhere else. */
export function addReportRows(rows: ReceiptRows, received: Received, ids: ReceiptIds): void {
  const { report, receivedAt } = received;
  const key = { report_id: ids.reportId, version: ids.version };
  rows.intake_version.push({ ...key, raw_id: ids.rawId, parsed_at: receivedAt, content: contentOf(report) });
  for (const [at, incident] of report.incidents.entries())
    rows.intake_incident.push({
      ...key,
      incident_id: ids.incidentIds[at],
      incident_type: incident.incidentType,
      platform: incident.platform,
      occurred_as_written: incident.occurred?.asWritten ?? null,
      occurred_at: incident.occurred?.instant ?? null,
      occurred_zone: incident.occurred?.zone ?? null,
      occurred_description: incident.occurredDescription,
      description: incident.description,
      offence: incident.offence,
    });
  const numbers = ids.identifierIds.values();
  addPersons(rows, report.persons, ids, numbers);
  for (const identifier of report.identifiers)
    rows.intake_identifier.push({ identifier_id: numbers.next().value, ...identifierRow(identifier, key) });
  addFiles(rows, received, ids, numbers);
  for (const [at, { path, body, restricted }] of report.narratives.entries())
    rows.intake_narrative.push({ ...key, narrative_id: ids.narrativeIds[at], path, body, restricted });
  for (const { path, kind, detail } of report.drift) rows.intake_drift.push({ ...key, path, kind, detail });
}

function addPersons(
  rows: ReceiptRows,
  persons: readonly SubmittedPerson[],
  ids: ReceiptIds,
  numbers: Iterator<number>,
): void {
  const key = { report_id: ids.reportId, version: ids.version };
  let nextPerson = 0;
  let nextVictim = 0;
  for (const [ordinal, { identifiers, ...details }] of persons.entries()) {
    const { role } = details;
    if (role === 'victim') {
      const victim_id = ids.victimIds[nextVictim++];
      rows.intake_victim.push({ ...key, victim_id, ordinal, details });
      for (const one of identifiers) rows.intake_victim_identifier.push({ ...identifierRow(one, key), victim_id });
    } else {
      const person_id = ids.personIds[nextPerson++];
      rows.intake_person.push({ ...key, person_id, role, ordinal, details });
      for (const one of identifiers)
        rows.intake_identifier.push({
          identifier_id: numbers.next().value,
          ...identifierRow(one, key),
          person_id,
          person_role: role,
        });
    }
  }
}

function addFiles(rows: ReceiptRows, received: Received, ids: ReceiptIds, numbers: Iterator<number>): void {
  const key = { report_id: ids.reportId, version: ids.version };
  const mediaOf = new Map(received.media.map((media) => [media.ordinal, media]));
  for (const [ordinal, details] of received.report.files.entries()) {
    const media = mediaOf.get(ordinal);
    const stored = media?.stored;
    rows.intake_file.push({
      ...key,
      file_id: ids.fileIds[ordinal],
      ordinal,
      object_id: stored?.objectId ?? null,
      original_name: details.originalName ?? details.givenName,
      size_bytes: stored?.sizeBytes ?? null,
      md5: stored?.md5 ?? null,
      sha1: stored?.sha1 ?? null,
      sha256: stored?.sha256 ?? null,
      viewed_by_esp: details.viewedByEsp,
      relation: media?.relation ?? null,
      details,
      received_at: received.receivedAt,
    });
    for (const identifier of details.identifiers)
      rows.intake_identifier.push({ identifier_id: numbers.next().value, ...identifierRow(identifier, key) });
  }
}

/** The columns of one identifier; it belongs to a person only when the caller adds one. */
export function identifierRow(identifier: SubmittedIdentifier, key: { report_id: number; version: number }) {
  const { kind, value, normal, service, port, observed, event, provenance, caveat, verified, possibleProxy, path } =
    identifier;
  return {
    ...key,
    kind,
    value,
    normal,
    service,
    port,
    observed_as_written: observed?.asWritten ?? null,
    observed_at: observed?.instant ?? null,
    observed_zone: observed?.zone ?? null,
    event,
    provenance,
    caveat,
    verified,
    possible_proxy: possibleProxy,
    path,
  };
}

/** The columns of bytes as they came, here or under an object of the vault. */
export function rawColumns(raw: RawBytes, objectId: ObjectId | null) {
  return {
    content_type: raw.contentType,
    file_name: raw.fileName,
    sha256: raw.sha256,
    size_bytes: raw.sizeBytes,
    bytes: raw.inline,
    object_id: objectId,
    archive_sha256: raw.archiveSha256,
  };
}
