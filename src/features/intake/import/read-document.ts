import { createReadStream } from 'node:fs';
import type { Instant } from '#core/clock.ts';
import { MIB } from '#core/units.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import { emptyReport } from '../domain/empty-report.ts';
import { adviceOf } from '../domain/stays-in-vault.ts';
import { inMemory } from '../parse/csv-records.ts';
import { adviceOnUnread } from '../parse/find-imagery.ts';
import { parseIspwsReport } from '../parse/parse-ispws-report.ts';
import { readJsonReport } from '../parse/read-json-report.ts';
import { mappingOfTable, type ReadRecord, readTable, readTree } from '../parse/read-mapped.ts';
import type { SubmittedReport } from '../types.ts';
import type { FoundRecord } from './found-record.ts';
import { type Legible, streamOf, wholeOf } from './legible.ts';
import { type MailKeys, NO_MAIL_KEYS } from './open-smime.ts';
import { readBulk } from './read-bulk.ts';
import { readMail } from './read-mail.ts';

/** Shapes that are read piece by piece, however large. */
export const STREAMED: readonly Legible['shape'][] = ['lines', 'csv'];

/** A document larger than this is kept whole and not read; a person splits it. */
export const LARGEST_DOCUMENT_BYTES = 64 * MIB;

/**
 * Reads the reports of a document one by one; one that cannot be understood comes with the reader's words. `live`: the mappings of this
 * sender, which go before the ordinary readers; `keys`: what opens an encrypted mail.
 */
export async function* readRecords(
  document: Legible,
  now: Instant,
  live: readonly LiveMapping[] = [],
  keys: MailKeys = NO_MAIL_KEYS,
): AsyncGenerator<FoundRecord> {
  if (document.shape === 'lines') {
    for await (const line of linesOf(await streamOf(document))) yield* readTreeOr(live, 'json', line, now);
    return;
  }
  if (document.shape === 'csv' || document.shape === 'xlsx') {
    yield* readBulk(document, now);
    return;
  }
  const bytes = await wholeOf(document);
  if (document.shape === 'mail') {
    yield* readMail(bytes, readRecords, now, live, keys);
    return;
  }
  const looksLikeXml = document.shape === 'xml' || looksXml(bytes);
  yield* readTreeOr(live, looksLikeXml ? 'xml' : 'json', bytes, now);
}

const TABLE = 'text/csv';

/** The reports of a table that a live mapping recognises, one a row; null when none does. */
export async function tableRecords(
  document: Legible,
  live: readonly LiveMapping[],
): Promise<AsyncIterable<FoundRecord> | null> {
  if (live.length === 0 || !['csv', 'other'].includes(document.shape)) return null;
  const { diskPath } = document;
  const open =
    diskPath && !document.bytes
      ? (from: number) => createReadStream(diskPath, { start: from })
      : inMemory(await wholeOf(document));
  const mapping = await mappingOfTable(live, open);
  return mapping === null ? null : typed(readTable(mapping, open));
}

async function* typed(records: AsyncIterable<ReadRecord>): AsyncGenerator<FoundRecord> {
  for await (const record of records) yield { ...record, contentType: TABLE };
}

function readTreeOr(
  live: readonly LiveMapping[],
  kind: 'json' | 'xml',
  bytes: Buffer,
  now: Instant,
): readonly FoundRecord[] {
  const mapped = live.length === 0 ? null : readTree(live, kind, bytes);
  if (mapped !== null) return mapped.map((record) => ({ ...record, contentType: `application/${kind}` }));
  return [kind === 'xml' ? readXml(bytes, now) : readJson(bytes, now)];
}

/** What an ordinary reader makes of bytes of which only the content is known. */
export function readUnnamed(bytes: Buffer, now: Instant): FoundRecord & { readonly bytes: Buffer } {
  return looksXml(bytes) ? readXml(bytes, now) : readJson(bytes, now);
}

function looksXml(bytes: Buffer): boolean {
  return /^\uFEFF?\s*</.test(bytes.subarray(0, 200).toString('utf8'));
}

function readJson(bytes: Buffer, now: Instant): FoundRecord & { readonly bytes: Buffer } {
  const parsed = readJsonReport(bytes.toString('utf8'), { now });
  const contentType = 'application/json';
  if (parsed.ok) return { bytes, report: parsed.value, unreadable: null, contentType };
  const unreadable = parsed.refusal.kind === 'not-json' ? `not-json: ${parsed.refusal.message}` : parsed.refusal.kind;
  return { bytes, report: unreadReport(bytes), unreadable, contentType };
}

function readXml(bytes: Buffer, now: Instant): FoundRecord & { readonly bytes: Buffer } {
  const parsed = parseIspwsReport(bytes, { now });
  const contentType = 'application/xml';
  if (parsed.ok) return { bytes, report: parsed.value, unreadable: null, contentType };
  const { refusal } = parsed;
  const unreadable =
    refusal.kind === 'missing-required'
      ? `missing: ${refusal.missing.join(', ')}`
      : `${refusal.kind}: ${refusal.message}`;
  return { bytes, report: unreadReport(bytes), unreadable, contentType };
}

/** Of what nobody could read we still know whether its bytes may stand in a row. */
function unreadReport(bytes: Buffer): SubmittedReport {
  return { ...emptyReport('unreadable'), ...adviceOf(adviceOnUnread(bytes)) };
}

/** The lines of a file as bytes, without their line ends; blank ones are left out. Memory holds one line. */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      const line = rest.length > 0 ? Buffer.concat([rest, chunk.subarray(from, at)]) : chunk.subarray(from, at);
      rest = Buffer.alloc(0);
      from = at + 1;
      if (!isBlank(line)) yield line;
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
  }
  if (!isBlank(rest)) yield rest;
}

function isBlank(line: Buffer): boolean {
  return line.length < 8 && line.toString('utf8').trim() === '';
}
