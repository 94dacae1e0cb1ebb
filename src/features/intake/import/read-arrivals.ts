import type { Readable } from 'node:stream';
import { readyRaw, storableName } from '../commands/prepare-raw.ts';
import { type LiveMapping, mappingsOf } from '../domain/choose-mapping.ts';
import { emptyReport, undescribedFile } from '../domain/empty-report.ts';
import { staysInVault } from '../domain/stays-in-vault.ts';
import type { Waiting } from '../door/arrival.ts';
import type { IntakeDeps, RawBytes, Received, ReceivedArchive, ReceivedMedia } from '../received.ts';
import { selectLive } from '../store/mappings.ts';
import type { FileRelation, SubmittedFileDetails } from '../types.ts';
import { type Claim, type Companions, isPdf, openCompanions } from './claim-files.ts';
import { type DropFile, fileOnDisk, lastPart } from './drop-file.ts';
import { type BadArchive, type Document, findGatherings, type Gathering } from './find-documents.ts';
import type { FoundRecord } from './found-record.ts';
import type { ImportOptions } from './import-options.ts';
import { keepMail, mailOf } from './keep-mail.ts';
import { wholeOf } from './legible.ts';
import { numberOfPdf } from './number-of-pdf.ts';
import { DamagedArchive, openArchives } from './open-archives.ts';
import { readAhead } from './read-ahead.ts';
import { LARGEST_DOCUMENT_BYTES, readRecords, STREAMED, tableRecords } from './read-document.ts';
import { type ArchivesOf, archivesStoredOnce } from './store-archives.ts';

interface ReadingDeps extends IntakeDeps {
  readonly archivesOf: ArchivesOf;
}

/** Reads files, folders and archives to reports at the door, one after the other; their files are in the vault before they are given. */
export async function* readArrivals(
  given: IntakeDeps,
  paths: readonly string[],
  options: ImportOptions,
): AsyncGenerator<Waiting> {
  const archives = openArchives();
  const deps = { ...given, archivesOf: archivesStoredOnce(given, archives) };
  // Looked up once: what a mapping costs, those pay who have one.
  const live = mappingsOf(await selectLive(deps.db, options.source), options.provider ?? null);
  try {
    for await (const found of findGatherings(paths, archives, options)) {
      if (found.kind === 'bad-archive') yield await badArchive(deps, found, options);
      else yield* ofGathering(deps, found, options, live);
    }
  } finally {
    archives.close();
  }
}

async function* ofGathering(
  deps: ReadingDeps,
  gathering: Gathering,
  options: ImportOptions,
  live: readonly LiveMapping[],
): AsyncGenerator<Waiting> {
  const gathersTips = options.source === 'ncmec';
  // Files of an archive without any document: of NCMEC they are some tip's, of others nobody can say whose.
  if (gathering.without && (!gathersTips || gathering.others.length === 0)) {
    const file = gathering.without;
    yield { file: file.path, received: await unreadable(deps, file, 'archive-no-documents', options) };
    return;
  }
  const companions =
    gathering.others.length === 0
      ? null
      : openCompanions(gathering, { gathersTips, numberOfPdf: (file) => numberOfPdf(deps, file) });
  for await (const document of readAhead(gathering.documents))
    yield* ofDocument(deps, document, companions, options, live);
  if (companions && gathersTips && gathering.isWhole) yield* ofLeftFiles(deps, await companions.left(), options);
}

async function* ofDocument(
  deps: ReadingDeps,
  document: Document,
  companions: Companions | null,
  options: ImportOptions,
  live: readonly LiveMapping[],
): AsyncGenerator<Waiting> {
  const file = document.path;
  const table = await tableRecords(document, live);
  if (options.source === 'ncmec' && document.shape === 'other' && isPdf(file)) {
    yield* ofLeftFiles(deps, [{ file: document, number: await numberOfPdf(deps, document) }], options);
    return;
  }
  // Of NCMEC a table is a file of some tip, unless a mapping says what it reports.
  if (options.source === 'ncmec' && table === null && ['csv', 'xlsx'].includes(document.shape)) {
    yield* ofLeftFiles(deps, [{ file: document, number: null }], options);
    return;
  }
  if (table === null && !STREAMED.includes(document.shape) && (await document.size()) > LARGEST_DOCUMENT_BYTES) {
    const { archives } = await storeClaimed(deps, NOTHING, 0, document);
    yield { file, received: { ...(await unreadable(deps, document, 'too-large', options)), archives } };
    return;
  }
  try {
    for await (const record of table ?? readRecords(document, deps.clock.now(), live, deps.mailKeys)) {
      const claim = companions === null ? NOTHING : await companions.claim(record.report);
      const stored = await storeClaimed(deps, claim, record.report.files.length, document);
      const place = record.place === undefined ? file : `${file}#${record.place}`;
      const mail = await keepMail(deps.vault, record, record.report.files.length + stored.files.length);
      const kept = { ...stored, files: [...stored.files, ...mail.files], media: [...stored.media, ...mail.media] };
      const arrived = await received(deps, document, record, kept, options);
      yield { file: place, received: { ...arrived, raw: { ...arrived.raw, ...mail.raw }, ...mailOf(record) } };
      yield* damagedArchives(deps, stored.damage, options);
    }
  } catch (error) {
    if (!(error instanceof DamagedArchive)) throw error;
    yield* damagedArchives(deps, [error], options);
  }
}

const NOTHING: Claim = { announced: [], unannounced: [] };

async function received(
  deps: ReadingDeps,
  document: Document,
  record: FoundRecord,
  { media, files, archives }: Omit<StoredClaim, 'damage'>,
  options: ImportOptions,
): Promise<Received> {
  const { contentType, place } = record;
  const bytes = record.bytes ?? (await wholeOf(document));
  const about = { contentType, staysInVault: staysInVault(record.report) };
  const raw = { ...(await readyRaw(deps.vault, bytes, about)), ...cameIn(document, place) };
  const report = files.length === 0 ? record.report : { ...record.report, files: [...record.report.files, ...files] };
  // The document's own word goes before ours.
  const sender = report.senderName ?? options.provider ?? null;
  return { ...arrival(deps, options), sender, report, unreadable: record.unreadable, raw, media, archives };
}

interface StoredClaim {
  readonly media: readonly ReceivedMedia[];
  readonly files: readonly SubmittedFileDetails[];
  readonly archives: readonly ReceivedArchive[];
  readonly damage: readonly DamagedArchive[];
}

/** Stores the claimed files; those a report does not announce go behind the ones it does. What an archive cannot give stays awaited. */
async function storeClaimed(
  deps: ReadingDeps,
  { announced, unannounced }: Claim,
  from: number,
  document?: DropFile,
): Promise<StoredClaim> {
  const media: ReceivedMedia[] = [];
  const files: SubmittedFileDetails[] = [];
  const damage: DamagedArchive[] = [];
  for (const { ordinal, file } of announced) {
    const stored = await storeFile(deps, file, damage);
    if (stored) media.push({ ordinal, stored });
  }
  for (const file of unannounced) {
    const stored = await storeFile(deps, file, damage);
    if (!stored) continue;
    media.push({ ordinal: from + files.length, stored, relation: relationOf(file) });
    files.push(undescribedFile(storableName(lastPart(file.path))));
  }
  const cameWith = [...(document ? [document] : []), ...announced.map(({ file }) => file), ...unannounced];
  return { media, files, archives: await storeArchives(deps, cameWith, damage), damage };
}

async function storeArchives({ archivesOf }: ReadingDeps, files: readonly DropFile[], damage: DamagedArchive[]) {
  try {
    return await archivesOf(files);
  } catch (error) {
    if (!(error instanceof DamagedArchive)) throw error;
    damage.push(error);
    return [];
  }
}

async function storeFile(deps: ReadingDeps, file: DropFile, damage: DamagedArchive[]) {
  try {
    return await storeBytes(deps, await file.open());
  } catch (error) {
    if (!(error instanceof DamagedArchive)) throw error;
    damage.push(error);
    return null;
  }
}

function relationOf(file: DropFile): FileRelation {
  return isPdf(file.path) ? 'tip-pdf' : 'unannounced';
}

/** Files without their tip: those of one number together, a PDF without one by itself, the rest as one open item of the bench. */
async function* ofLeftFiles(
  deps: ReadingDeps,
  left: Awaited<ReturnType<Companions['left']>>,
  options: ImportOptions,
): AsyncGenerator<Waiting> {
  const groups = Map.groupBy(left, ({ file, number }) => number ?? (isPdf(file.path) ? file.path : ''));
  for (const [, group] of groups) {
    const files = group.map(({ file }) => file);
    const [number, first] = [group[0]?.number ?? null, files[0] as DropFile];
    const claim = { announced: [], unannounced: files };
    const { media, files: described, archives, damage } = await storeClaimed(deps, claim, 0);
    yield* damagedArchives(deps, damage, options);
    if (media.length === 0) continue;
    const isTip = files.some((file) => isPdf(file.path));
    const report = { ...emptyReport(isTip ? 'cybertip-pdf' : 'unreadable'), externalId: number, files: described };
    const raw = { ...(await rawOfFiles(deps, number, described, media)), ...cameIn(first) };
    const why = isTip ? null : 'files-without-report';
    yield {
      file: first.path,
      received: {
        ...arrival(deps, options),
        report: isTip ? { ...report, drift: [ONLY_PDF] } : report,
        unreadable: why,
        raw,
        media,
        archives,
        ...(number === null ? {} : { completes: true as const }),
      },
    };
  }
}

const ONLY_PDF = {
  path: '',
  kind: 'missing',
  detail: 'only the PDF of the tip came; what it says is a draft until the JSON comes or a person confirms it',
} as const;

/** The one PDF is the document and kept as it came; of other files their list is kept beside their bytes: the same picture may be several tips'. */
async function rawOfFiles(
  deps: ReadingDeps,
  number: string | null,
  files: readonly SubmittedFileDetails[],
  media: readonly ReceivedMedia[],
): Promise<RawBytes> {
  const pdfs = media.filter(({ relation }) => relation === 'tip-pdf');
  const [only] = pdfs;
  if (pdfs.length === 1 && only) {
    const { sha256, sizeBytes } = only.stored;
    return { sha256, sizeBytes, inline: null, stored: only.stored, contentType: null, fileName: null };
  }
  const list = files.map((file, at) => ({
    name: file.givenName,
    sizeBytes: media[at]?.stored.sizeBytes,
    sha256: media[at]?.stored.sha256.toString('hex'),
  }));
  const bytes = Buffer.from(`${JSON.stringify({ reportId: number, files: list }, null, 1)}\n`);
  return readyRaw(deps.vault, bytes, { contentType: 'application/json' });
}

function arrival(deps: ReadingDeps, options: ImportOptions) {
  return {
    via: 'import',
    source: options.source,
    channel: options.channel ?? 'file',
    sender: options.provider ?? null,
    credentialId: null,
    receivedAt: options.receivedAt ?? deps.clock.now(),
    state: 'open',
  } as const;
}

function cameIn(file: DropFile, place?: string): Pick<RawBytes, 'fileName'> & Partial<Pick<RawBytes, 'archiveSha256'>> {
  const fileName = storableName(place === undefined ? file.path : `${file.path}#${place}`);
  return file.archiveSha256 === null ? { fileName } : { fileName, archiveSha256: file.archiveSha256 };
}

async function unreadable(deps: ReadingDeps, file: DropFile, why: string, options: ImportOptions): Promise<Received> {
  const stored = await storeBytes(deps, await file.open());
  const { sha256, sizeBytes } = stored;
  const raw = { sha256, sizeBytes, inline: null, stored, contentType: null, ...cameIn(file) };
  return { ...arrival(deps, options), report: emptyReport('unreadable'), unreadable: why, raw, media: [] };
}

/** An archive whose bytes are damaged is kept whole beside what could be read of it. */
async function* damagedArchives(
  deps: ReadingDeps,
  damage: readonly DamagedArchive[],
  options: ImportOptions,
): AsyncGenerator<Waiting> {
  const [first] = damage;
  if (!first) return;
  const why = `archive-damaged: ${storableName(first.message) ?? ''}`;
  const { path, shownAs } = first.archive;
  yield { file: shownAs, received: await unreadable(deps, fileOnDisk(path, shownAs), why, options) };
}

async function badArchive(deps: ReadingDeps, { file, refusal }: BadArchive, options: ImportOptions): Promise<Waiting> {
  const about = 'path' in refusal ? refusal.path : refusal.detail;
  const why = `archive-${refusal.kind}: ${storableName(about) ?? ''}`;
  return { file: file.path, received: await unreadable(deps, file, why, options) };
}

async function storeBytes(deps: ReadingDeps, source: Readable) {
  const stored = await deps.vault.storeStream(source, { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!stored.ok) throw new Error(`The vault refused a file of the import: ${stored.refusal.kind}.`);
  return stored.value;
}
