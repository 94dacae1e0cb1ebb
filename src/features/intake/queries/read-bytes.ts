import { buffer } from 'node:stream/consumers';
import type { Instant } from '#core/clock.ts';
import { MIB } from '#core/units.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import { mappingsOf } from '../domain/choose-mapping.ts';
import type { MailKeys } from '../import/open-smime.ts';
import { readRecords } from '../import/read-document.ts';
import { readUnnamed } from '../import/read-tree.ts';
import { inMemory } from '../parse/csv-records.ts';
import { looksLikeMail } from '../parse/mime-tree.ts';
import { mappingOfTable, type ReadRecord, readTree, readWith } from '../parse/read-mapped.ts';
import type { ReceiveDeps } from '../received.ts';
import { selectLive, selectLiveById } from '../store/mappings.ts';
import type { UnreadRow } from '../store/repair.ts';

/** With what a report is read again: `any`: as if it came today; `ordinary`: without mappings; one mapping. */
export type ChosenReader =
  | { readonly kind: 'any' }
  | { readonly kind: 'ordinary' }
  | { readonly kind: 'mapping'; readonly mappingId: number };

type Reader = { readonly chosen: ChosenReader; readonly mapping: LiveMapping | null };

/** What a reader makes of the bytes of one report. */
export interface ReadBytes {
  readonly records: readonly ReadRecord[];
  /** Why there is none. */
  readonly reason: string | null;
}

export type WaitingRecords = ReadBytes & { readonly row: UnreadRow };

/** A document of more records is received from its file, not on the bench. */
const MOST_RECORDS = 1_000;

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
  const bytes =
    row.bytes ?? (row.objectId === null ? null : await buffer(await deps.vault.openObject(tx, row.objectId)));
  if (bytes === null) return { records: [], reason: 'no-bytes' };
  return readText(tx, reader, { bytes, source: row.source, sender: row.sender }, deps.clock.now(), deps.mailKeys);
}

/** Reads bytes that are at hand. */
export async function readText(
  tx: Tx,
  reader: Reader,
  given: { readonly bytes: Buffer } & Pick<UnreadRow, 'source' | 'sender'>,
  now: Instant,
  mailKeys?: MailKeys,
): Promise<ReadBytes> {
  const { bytes, source, sender } = given;
  if (reader.mapping !== null) return withMapping(reader.mapping, bytes);
  const live = reader.chosen.kind === 'any' ? mappingsOf(await selectLive(tx, source), sender) : [];
  const table = await mappingOfTable(live, inMemory(bytes));
  if (table !== null) return withMapping(table, bytes);
  const records = readTree(live, 'json', bytes) ?? readTree(live, 'xml', bytes);
  if (records !== null) return bounded(records);
  if (looksLikeMail(bytes)) return readLetter(bytes, now, live, mailKeys);
  const read = readUnnamed(bytes, now);
  return { records: read.unreadable === null ? [read] : [], reason: read.unreadable };
}

/** A mail on the bench: one whose key came later, for one. */
async function readLetter(
  bytes: Buffer,
  now: Instant,
  live: readonly LiveMapping[],
  keys?: MailKeys,
): Promise<ReadBytes> {
  const records: ReadRecord[] = [];
  for await (const record of readRecords({ bytes, shape: 'mail' }, now, live, keys)) {
    if (records.length > MOST_RECORDS) break;
    records.push({ ...record, bytes: record.bytes ?? bytes });
  }
  return bounded(records);
}

async function withMapping(live: LiveMapping, bytes: Buffer): Promise<ReadBytes> {
  const read = await readWith(live, bytes, MOST_RECORDS);
  if (read.ok) return bounded(read.value);
  const { refusal } = read;
  if (refusal.kind === 'too-many-records') return { records: [], reason: refusal.kind };
  const place = refusal.line === null ? '' : `line ${refusal.line}: `;
  return { records: [], reason: `${refusal.kind}: ${place}${refusal.message}` };
}

function bounded(records: readonly ReadRecord[]): ReadBytes {
  if (records.length > MOST_RECORDS) return { records: [], reason: 'too-many-records' };
  // Each becomes a row of its own: beyond this the file is received from disk.
  if (records.length > 1 && records.some(({ bytes }) => bytes.length > MIB))
    return { records: [], reason: 'too-large' };
  const understood = records.some(({ unreadable }) => unreadable === null);
  return understood ? { records, reason: null } : { records: [], reason: records[0]?.unreadable ?? 'no-records' };
}
