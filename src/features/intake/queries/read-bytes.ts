import { buffer } from 'node:stream/consumers';
import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { MIB } from '#core/units.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import { mappingsOf } from '../domain/choose-mapping.ts';
import { shapeOf } from '../import/drop-file.ts';
import type { MailKeys } from '../import/open-smime.ts';
import { readBulk } from '../import/read-bulk.ts';
import { LARGEST_DOCUMENT_BYTES, READ_APART_FROM_BYTES, readRecords } from '../import/read-document.ts';
import { looksXml, readTree } from '../import/read-tree.ts';
import { readTreeInThread } from '../import/read-tree-in-thread.ts';
import { inMemory, type OpenBytes } from '../parse/csv-records.ts';
import { looksLikeMail } from '../parse/mime-tree.ts';
import { mappingOfTable, type ReadRecord, readTable } from '../parse/read-mapped.ts';
import type { ReceiveDeps } from '../received.ts';
import { selectLive, selectLiveById } from '../store/mappings.ts';
import type { UnreadRow } from '../store/repair.ts';

/** With what a report is read again: `any`: as if it came today; `ordinary`: without mappings; one mapping. */
export type ChosenReader =
  | { readonly kind: 'any' }
  | { readonly kind: 'ordinary' }
  | { readonly kind: 'mapping'; readonly mappingId: number };

type Reader = { readonly chosen: ChosenReader; readonly mapping: LiveMapping | null };

/** The way to the records of a document: each call begins at the first, memory holds what its reader does. */
type Records = () => AsyncIterable<ReadRecord>;

/** What a reader makes of the bytes of one report. */
export interface ReadBytes {
  readonly records: readonly ReadRecord[];
  /** Of a document of more records than are held at once. */
  readonly many: Records | null;
  /** Why there is none. */
  readonly reason: string | null;
}

export type WaitingRecords = ReadBytes & { readonly row: UnreadRow };

/** Records held at once; a document of more is placed piece by piece. */
export const HELD_RECORDS = 1_000;
export const HELD_BYTES = 32 * MIB;

interface ReadDocument extends Pick<UnreadRow, 'source' | 'sender' | 'fileName' | 'sizeBytes'> {
  readonly open: OpenBytes;
}

/** The reader of this name; null when its mapping is not in force. */
export async function readerOf(tx: Tx, chosen: ChosenReader): Promise<Reader | null> {
  if (chosen.kind !== 'mapping') return { chosen, mapping: null };
  const mapping = await selectLiveById(tx, chosen.mappingId);
  return mapping === null ? null : { chosen, mapping };
}

/** Reads the bytes of a report's current version. */
export async function readBytes(
  tx: Tx,
  deps: Pick<ReceiveDeps, 'vault' | 'clock' | 'mailKeys'>,
  reader: Reader,
  row: UnreadRow,
): Promise<ReadBytes> {
  const { bytes, objectId } = row;
  if (bytes === null && objectId === null) return { records: [], many: null, reason: 'no-bytes' };
  const open = bytes === null ? fromVault(tx, deps, row) : inMemory(bytes);
  return readDocument(tx, reader, { ...row, open }, deps.clock.now(), deps.mailKeys);
}

/** Reads bytes that are at hand. */
export function readText(
  tx: Tx,
  reader: Reader,
  given: { readonly bytes: Buffer } & Pick<UnreadRow, 'source' | 'sender' | 'fileName'>,
  now: Instant,
): Promise<ReadBytes> {
  return readDocument(tx, reader, { ...given, open: inMemory(given.bytes), sizeBytes: given.bytes.length }, now);
}

/** An object is sealed piece by piece from its beginning: what lies before a place is read past. */
function fromVault(tx: Tx, { vault }: Pick<ReceiveDeps, 'vault'>, { objectId }: UnreadRow): OpenBytes {
  return async function* (from) {
    if (objectId === null) return;
    let passed = 0;
    try {
      for await (const chunk of (await vault.openObject(tx, objectId)) as AsyncIterable<Buffer>) {
        const skipped = Math.min(chunk.length, Math.max(0, from - passed));
        passed += chunk.length;
        if (skipped < chunk.length) yield chunk.subarray(skipped);
      }
    } catch (cause) {
      throw new NoBytes('The vault did not give the bytes of a report.', { cause });
    }
  };
}

/** The database or the vault failed, and no reader. */
class NoBytes extends Error {}

async function readDocument(
  tx: Tx,
  reader: Reader,
  document: ReadDocument,
  now: Instant,
  keys?: MailKeys,
): Promise<ReadBytes> {
  const { source, sender } = document;
  const live = reader.chosen.kind === 'any' ? mappingsOf(await selectLive(tx, source), sender) : [];
  try {
    return await readWith(reader, live, document, now, keys);
  } catch (error) {
    // Other documents of the same act wait for nothing of this one.
    if (error instanceof NoBytes) throw error;
    return { records: [], many: null, reason: 'reader-failed' };
  }
}

async function readWith(
  reader: Reader,
  live: readonly LiveMapping[],
  document: ReadDocument,
  now: Instant,
  keys?: MailKeys,
): Promise<ReadBytes> {
  const found = await recordsIn(reader, live, document, now, keys);
  if (!found.ok) return { records: [], many: null, reason: found.refusal };
  const records: ReadRecord[] = [];
  let bytes = 0;
  for await (const record of found.value()) {
    records.push(record);
    bytes += record.bytes.length;
    if (records.length > HELD_RECORDS || bytes > HELD_BYTES) return ofMany(found.value, document);
  }
  const reason = faultOf(records, document);
  return { records: reason === null ? records : [], many: null, reason };
}

/** A large document is read to its end once before any of it is kept: what it is refused for, it is refused for whole. */
async function ofMany(many: Records, document: ReadDocument): Promise<ReadBytes> {
  let [understood, fault]: [boolean, string | null] = [false, null];
  for await (const record of many()) {
    understood ||= record.unreadable === null;
    fault ??= record.unreadable;
    if (isWhole(record, document)) return { records: [], many: null, reason: record.unreadable };
  }
  return understood ? { records: [], many, reason: null } : { records: [], many: null, reason: fault };
}

function faultOf(records: readonly ReadRecord[], document: ReadDocument): string | null {
  const whole = records.find((record) => isWhole(record, document));
  if (whole) return whole.unreadable;
  const understood = records.some(({ unreadable }) => unreadable === null);
  return understood ? null : (records[0]?.unreadable ?? 'no-records');
}

/** A reader that cannot read on gives the whole document back. */
function isWhole({ bytes, unreadable }: ReadRecord, { sizeBytes }: ReadDocument): boolean {
  return unreadable !== null && bytes.length === sizeBytes;
}

async function recordsIn(
  { mapping }: Reader,
  live: readonly LiveMapping[],
  document: ReadDocument,
  now: Instant,
  keys?: MailKeys,
): Promise<Result<Records, string>> {
  const { open, sizeBytes } = document;
  const table = mapping === null ? await mappingOfTable(live, open) : mapping.mapping.kind === 'csv' ? mapping : null;
  if (table !== null) return ok(() => readTable(table, open));
  const shape = shapeOf(document.fileName?.replace(/#[^#/]*$/, '') ?? '');
  if (mapping === null && shape === 'csv') return ok(() => bulkOf({ shape, open: async () => open(0) }, now));
  if (sizeBytes > LARGEST_DOCUMENT_BYTES) return refuse('too-large');
  const bytes = await buffer(open(0));
  if (mapping === null && shape === 'xlsx' && bytes.length > 1 && bytes.readUInt16BE(0) === ZIP_MARK)
    return ok(() => bulkOf({ shape, bytes }, now));
  if (mapping === null && looksLikeMail(bytes)) return ok(() => letterOf(bytes, now, live, keys));
  const kind = mapping?.mapping.kind === 'xml' || (mapping === null && looksXml(bytes)) ? 'xml' : 'json';
  const tree = { live, kind, bytes, now, ...(mapping === null ? {} : { given: mapping }) } as const;
  const read = bytes.length > READ_APART_FROM_BYTES ? await readTreeInThread(tree) : readTree(tree);
  return ok(() => owned(read, bytes));
}

const ZIP_MARK = 0x504b;

async function* bulkOf(document: Parameters<typeof readBulk>[0], now: Instant): AsyncGenerator<ReadRecord> {
  const none = document.bytes ?? Buffer.alloc(0);
  for await (const row of readBulk(document, now)) yield { ...row, bytes: row.bytes ?? none };
}

/** A mail on the bench: one whose key came later, for one. */
async function* letterOf(
  bytes: Buffer,
  now: Instant,
  live: readonly LiveMapping[],
  keys?: MailKeys,
): AsyncGenerator<ReadRecord> {
  yield* owned(readRecords({ bytes, shape: 'mail' }, now, live, keys), bytes);
}

async function* owned(
  records:
    | AsyncIterable<Omit<ReadRecord, 'bytes'> & { readonly bytes: Buffer | null }>
    | Iterable<Omit<ReadRecord, 'bytes'> & { readonly bytes: Buffer | null }>,
  whole: Buffer,
): AsyncGenerator<ReadRecord> {
  for await (const { report, unreadable, bytes } of records) yield { report, unreadable, bytes: bytes ?? whole };
}
