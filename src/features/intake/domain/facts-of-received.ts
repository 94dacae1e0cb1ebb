import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type {
  PersonRole,
  ReportFacts,
  ReportFile,
  StoredIdentifier,
  SubmittedFileDetails,
  SubmittedIdentifier,
  SubmittedPerson,
  SubmittedReport,
  VersionContent,
} from '../types.ts';
import { ageBand } from './age-band.ts';

/** The numbers one report's rows are written under, each list in the order of the document. */
export interface RowIds {
  readonly reportId: number;
  readonly version: number;
  /** Of those who are no victims. */
  readonly personIds: readonly number[];
  /** Of what is no victim's: persons', the report's own, files'. */
  readonly identifierIds: readonly number[];
  readonly incidentIds: readonly number[];
  readonly fileIds: readonly number[];
  readonly narrativeIds: readonly number[];
}

/** The bytes of a file as the vault holds them. */
export interface HeldBytes {
  readonly objectId: ObjectId;
  readonly sizeBytes: number;
  readonly md5: Buffer;
  readonly sha1: Buffer;
  readonly sha256: Buffer;
}

/** What a stage would read of a version written under these numbers: the same, to the field, as `reportFacts` of its rows. */
export function factsOfReceived(
  report: SubmittedReport,
  receivedAt: Instant,
  bytesOf: ReadonlyMap<number, HeldBytes>,
  ids: RowIds,
): ReportFacts {
  const victims = report.persons.filter(({ role }) => role === 'victim');
  const persons = report.persons
    .filter(({ role }) => role !== 'victim')
    .map((person, at) => ({ person, personId: idAt(ids.personIds, at) }));
  return {
    reportId: ids.reportId,
    version: ids.version,
    incidents: report.incidents.map((incident, at) => ({ incidentId: idAt(ids.incidentIds, at), ...incident })),
    persons: persons.map(({ person: { identifiers: _, ...details }, personId }) => ({ personId, ...details })),
    identifiers: identifiersOf(report, persons, ids.identifierIds),
    files: report.files.map((details, at) => fileOf(details, idAt(ids.fileIds, at), bytesOf.get(at), receivedAt)),
    narratives: report.narratives.map(({ path, body, restricted }, at) => ({
      narrativeId: idAt(ids.narrativeIds, at),
      path,
      length: charactersIn(body),
      restricted,
    })),
    victimSummary: {
      count: victims.length,
      ageBands: victims.map(({ age, dateOfBirth }) => ageBand(age, dateOfBirth, receivedAt)),
    },
    content: contentOf(report),
    drift: report.drift,
  };
}

/** What is kept of a version beside its rows. */
export function contentOf(report: SubmittedReport): VersionContent {
  const { persons, identifiers, files, narratives, drift, incidents, ...content } = report;
  return content;
}

function identifiersOf(
  report: SubmittedReport,
  persons: readonly { readonly person: SubmittedPerson; readonly personId: number }[],
  ids: readonly number[],
): readonly StoredIdentifier[] {
  const all: StoredIdentifier[] = [];
  const add = (one: SubmittedIdentifier, personId: number | null, personRole: PersonRole | null): void => {
    all.push({ identifierId: idAt(ids, all.length), ...one, personId, personRole });
  };
  for (const { person, personId } of persons) for (const one of person.identifiers) add(one, personId, person.role);
  for (const one of report.identifiers) add(one, null, null);
  for (const file of report.files) for (const one of file.identifiers) add(one, null, null);
  return all;
}

function fileOf(
  details: SubmittedFileDetails,
  fileId: number,
  held: HeldBytes | undefined,
  receivedAt: Instant,
): ReportFile {
  return {
    fileId,
    ispwsFileId: null,
    objectId: held?.objectId ?? null,
    originalName: details.originalName ?? details.givenName,
    sizeBytes: held?.sizeBytes ?? null,
    md5: held?.md5.toString('hex') ?? null,
    sha1: held?.sha1.toString('hex') ?? null,
    sha256: held?.sha256.toString('hex') ?? null,
    viewedByEsp: details.viewedByEsp,
    details,
    receivedAt,
  };
}

/** Characters as the database counts them: a pair of surrogates is one. */
function charactersIn(text: string): number {
  let count = text.length;
  for (const _ of text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)) count -= 1;
  return count;
}

function idAt(ids: readonly number[], at: number): number {
  const id = ids[at];
  if (id === undefined) throw new Error('Fewer numbers were taken than rows are written.');
  return id;
}
