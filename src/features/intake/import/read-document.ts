import { createReadStream } from 'node:fs';
import type { Instant } from '#core/clock.ts';
import { MIB } from '#core/units.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import { inMemory } from '../parse/csv-records.ts';
import { mappingOfTable, type ReadRecord, readTable } from '../parse/read-mapped.ts';
import type { FoundRecord } from './found-record.ts';
import { type Legible, streamOf, wholeOf } from './legible.ts';
import { type MailKeys, NO_MAIL_KEYS } from './open-smime.ts';
import { readBulk } from './read-bulk.ts';
import { readMail } from './read-mail.ts';
import { looksXml, readTree } from './read-tree.ts';
import { readTreeInThread } from './read-tree-in-thread.ts';

/** Shapes that are read piece by piece, however large. */
export const STREAMED: readonly Legible['shape'][] = ['lines', 'csv'];

/** Reading 1 MiB takes about 70 ms, about what a thread takes to start: a larger document would hold up everybody else at the door. */
export const READ_APART_FROM_BYTES = MIB;

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
    for await (const line of linesOf(await streamOf(document)))
      yield* readTree({ live, kind: 'json', bytes: line, now });
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
  const tree = { live, kind: looksLikeXml ? 'xml' : 'json', bytes, now } as const;
  yield* bytes.length > READ_APART_FROM_BYTES ? await readTreeInThread(tree) : readTree(tree);
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
