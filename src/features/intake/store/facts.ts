import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type {
  Advice,
  Drift,
  FileRelation,
  IdentifierKind,
  NarrativeBody,
  NarrativeHead,
  PersonRole,
  Provenance,
  SubmittedFileDetails,
  SubmittedPerson,
  VersionContent,
} from '../types.ts';

/** Ids of reports; each query looks at their current versions only. */
type Ids = readonly number[];

export interface VersionRow {
  readonly reportId: number;
  readonly version: number;
  readonly receivedAt: Instant;
  readonly content: VersionContent;
  readonly drift: readonly Drift[];
  readonly narratives: readonly NarrativeHead[];
  readonly victims: readonly { readonly age: string | null; readonly dateOfBirth: string | null }[];
}

/** The version itself with its small lists; of victims nothing but ages. */
/** One version of the reports; null = of each its current one. */
type VersionAsked = number | null;

export function selectVersions(q: Queryable, ids: Ids, version: VersionAsked): Promise<VersionRow[]> {
  return q.query<VersionRow>(
    `select report.report_id as "reportId", version.version, report.received_at as "receivedAt",
            version.content,
            coalesce((select json_agg(json_build_object('path', path, 'kind', kind, 'detail', detail) order by drift_id)
                      from intake_drift drift
                      where drift.report_id = report.report_id and drift.version = version.version),
                     '[]') as drift,
            coalesce((select json_agg(json_build_object('narrativeId', narrative_id, 'path', path,
                                                        'length', char_length(body), 'restricted', restricted)
                                      order by narrative_id)
                      from intake_narrative narrative
                      where narrative.report_id = report.report_id and narrative.version = version.version),
                     '[]') as narratives,
            coalesce((select json_agg(json_build_object('age', details ->> 'age',
                                                        'dateOfBirth', details ->> 'dateOfBirth') order by ordinal)
                      from intake_victim victim
                      where victim.report_id = report.report_id and victim.version = version.version),
                     '[]') as victims
     from intake_report report
     join intake_version version
       on version.report_id = report.report_id and version.version = coalesce($2::integer, report.current_version)
     where report.report_id = any($1::bigint[])`,
    [ids, version],
  );
}

export interface IncidentRow {
  readonly reportId: number;
  readonly incidentId: number;
  readonly incidentType: string | null;
  readonly platform: string | null;
  readonly asWritten: string | null;
  readonly instant: Instant | null;
  readonly zone: 'stated' | 'unstated' | 'unreadable' | null;
  readonly occurredDescription: string | null;
  readonly description: string | null;
  readonly offence: string | null;
}

export function selectIncidents(q: Queryable, ids: Ids, version: VersionAsked): Promise<IncidentRow[]> {
  return q.query<IncidentRow>(
    `select incident.report_id as "reportId", incident_id as "incidentId", incident_type as "incidentType", platform,
            occurred_as_written as "asWritten", occurred_at as instant, occurred_zone as zone,
            occurred_description as "occurredDescription", description, offence
     from intake_incident incident
     join intake_report report on report.report_id = incident.report_id and incident.version = coalesce($2::integer, report.current_version)
     where incident.report_id = any($1::bigint[])
     order by incident_id`,
    [ids, version],
  );
}

export interface PersonRow {
  readonly reportId: number;
  readonly personId: number;
  readonly details: Omit<SubmittedPerson, 'identifiers'>;
}

export function selectPersons(q: Queryable, ids: Ids, version: VersionAsked): Promise<PersonRow[]> {
  return q.query<PersonRow>(
    `select person.report_id as "reportId", person_id as "personId", details
     from intake_person person
     join intake_report report on report.report_id = person.report_id and person.version = coalesce($2::integer, report.current_version)
     where person.report_id = any($1::bigint[])
     order by person.report_id, ordinal`,
    [ids, version],
  );
}

export function selectVictims(q: Queryable, ids: Ids): Promise<PersonRow[]> {
  return q.query<PersonRow>(
    `select victim.report_id as "reportId", victim_id as "personId", details
     from intake_victim victim
     join intake_report report on report.report_id = victim.report_id and report.current_version = victim.version
     where victim.report_id = any($1::bigint[])
     order by victim.report_id, ordinal`,
    [ids],
  );
}

export interface IdentifierRow {
  readonly reportId: number;
  readonly identifierId: number;
  readonly personId: number | null;
  readonly personRole: PersonRole | null;
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly normal: string | null;
  readonly service: string | null;
  readonly port: number | null;
  readonly asWritten: string | null;
  readonly instant: Instant | null;
  readonly zone: 'stated' | 'unstated' | 'unreadable' | null;
  readonly event: string | null;
  readonly provenance: Provenance;
  readonly caveat: string | null;
  readonly verified: boolean | null;
  readonly possibleProxy: boolean | null;
  readonly path: string;
}

const IDENTIFIER = `identifier.report_id as "reportId", identifier_id as "identifierId", kind, value, normal, service, port,
  observed_as_written as "asWritten", observed_at as instant, observed_zone as zone, event, provenance, caveat,
  verified, possible_proxy as "possibleProxy", path`;

export function selectIdentifiers(q: Queryable, ids: Ids, version: VersionAsked): Promise<IdentifierRow[]> {
  return q.query<IdentifierRow>(
    `select ${IDENTIFIER}, person_id as "personId", person_role as "personRole"
     from intake_identifier identifier
     join intake_report report on report.report_id = identifier.report_id and identifier.version = coalesce($2::integer, report.current_version)
     where identifier.report_id = any($1::bigint[])
     order by identifier_id`,
    [ids, version],
  );
}

export function selectVictimIdentifiers(q: Queryable, ids: Ids): Promise<IdentifierRow[]> {
  return q.query<IdentifierRow>(
    `select ${IDENTIFIER}, victim_id as "personId", 'victim' as "personRole"
     from intake_victim_identifier identifier
     join intake_report report on report.report_id = identifier.report_id and report.current_version = identifier.version
     where identifier.report_id = any($1::bigint[])
     order by identifier_id`,
    [ids],
  );
}

export interface FileRow {
  readonly reportId: number;
  readonly fileId: number;
  readonly ispwsFileId: string | null;
  readonly relation: FileRelation | null;
  readonly objectId: ObjectId | null;
  readonly originalName: string | null;
  readonly sizeBytes: number | null;
  readonly md5: string | null;
  readonly sha1: string | null;
  readonly sha256: string | null;
  readonly viewedByEsp: boolean | null;
  readonly details: SubmittedFileDetails;
  readonly receivedAt: Instant;
}

export function selectFiles(q: Queryable, ids: Ids, version: VersionAsked): Promise<FileRow[]> {
  return q.query<FileRow>(
    `select file.report_id as "reportId", file_id as "fileId", ispws_file_id as "ispwsFileId", object_id as "objectId",
            original_name as "originalName", size_bytes as "sizeBytes", encode(md5, 'hex') as md5,
            encode(sha1, 'hex') as sha1, encode(sha256, 'hex') as sha256, viewed_by_esp as "viewedByEsp", relation, details,
            file.received_at as "receivedAt"
     from intake_file file
     join intake_report report on report.report_id = file.report_id and file.version = coalesce($2::integer, report.current_version)
     where file.report_id = any($1::bigint[])
     order by file.report_id, ordinal`,
    [ids, version],
  );
}

export function selectNarrativeBodies(q: Queryable, ids: Ids): Promise<NarrativeBody[]> {
  return q.query<NarrativeBody>(
    `select narrative_id as "narrativeId", narrative.report_id as "reportId", path, body, restricted
     from intake_narrative narrative
     join intake_report report on report.report_id = narrative.report_id and report.current_version = narrative.version
     where narrative.report_id = any($1::bigint[])
     order by narrative_id`,
    [ids],
  );
}

export interface VersionLine {
  readonly version: number;
  readonly parsedAt: Instant;
  readonly rawId: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly fileName: string | null;
  /** SHA-256 of the archive they came out of. */
  readonly archiveSha256: string | null;
}

export function selectVersionLines(q: Queryable, reportId: number): Promise<VersionLine[]> {
  return q.query<VersionLine>(
    `select version, parsed_at as "parsedAt", raw.raw_id as "rawId", encode(raw.sha256, 'hex') as sha256,
            raw.size_bytes as "sizeBytes", raw.file_name as "fileName",
            encode(raw.archive_sha256, 'hex') as "archiveSha256"
     from intake_version version
     join intake_raw raw on raw.raw_id = version.raw_id
     where version.report_id = $1
     order by version`,
    [reportId],
  );
}

export interface RawRow {
  readonly rawId: number;
  readonly kind: string;
  readonly bytes: Buffer | null;
  readonly objectId: ObjectId | null;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly sha256: string;
  readonly advice: readonly Advice[] | null;
}

/** The bytes of one version as received. */
export async function selectRawOfVersion(q: Queryable, reportId: number, version: number): Promise<RawRow | null> {
  const [raw] = await q.query<RawRow>(
    `select raw.raw_id as "rawId", kind, bytes, object_id as "objectId", file_name as "fileName",
            content_type as "contentType", encode(sha256, 'hex') as sha256, version.content -> 'advice' as advice
     from intake_version version
     join intake_raw raw on raw.raw_id = version.raw_id
     where version.report_id = $1 and version.version = $2`,
    [reportId, version],
  );
  return raw ?? null;
}

/** One narrative of the current version of a report; null when it is another report's. */
export async function selectNarrative(
  q: Queryable,
  reportId: number,
  narrativeId: number,
): Promise<{ readonly body: string; readonly restricted: boolean } | null> {
  const [row] = await q.query<{ body: string; restricted: boolean }>(
    `select body, restricted
     from intake_narrative narrative
     join intake_report report on report.report_id = narrative.report_id and report.current_version = narrative.version
     where narrative_id = $2 and narrative.report_id = $1`,
    [reportId, narrativeId],
  );
  return row ?? null;
}
