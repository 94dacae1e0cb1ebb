import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Instant } from '#core/clock.ts';
import { MIB } from '#core/units.ts';
import { emptyReport } from '../domain/empty-report.ts';
import { parseIspwsReport } from '../parse/parse-ispws-report.ts';
import { readJsonReport } from '../parse/read-json-report.ts';
import type { SubmittedReport } from '../types.ts';
import type { Document } from './find-documents.ts';

/** One report of a document with its bytes as they lay there. */
export interface FoundRecord {
  readonly bytes: Buffer;
  readonly report: SubmittedReport;
  readonly unreadable: string | null;
  readonly contentType: string;
}

/** A document larger than this is kept whole and not read; a person splits it. */
export const LARGEST_DOCUMENT_BYTES = 64 * MIB;

/** Reads the reports of a document one by one; one that cannot be understood comes with the reader's words. */
export async function* readRecords(document: Document, now: Instant): AsyncGenerator<FoundRecord> {
  if (document.shape === 'lines') {
    for await (const line of linesOf(document)) yield readJson(line, now);
    return;
  }
  const bytes = document.bytes ?? (await readFile(document.path));
  const looksLikeXml = document.shape === 'xml' || /^\uFEFF?\s*</.test(bytes.subarray(0, 200).toString('utf8'));
  yield looksLikeXml ? readXml(bytes, now) : readJson(bytes, now);
}

function readJson(bytes: Buffer, now: Instant): FoundRecord {
  const parsed = readJsonReport(bytes.toString('utf8'), { now });
  const contentType = 'application/json';
  if (parsed.ok) return { bytes, report: parsed.value, unreadable: null, contentType };
  const unreadable = parsed.refusal.kind === 'not-json' ? `not-json: ${parsed.refusal.message}` : parsed.refusal.kind;
  return { bytes, report: emptyReport('unreadable'), unreadable, contentType };
}

function readXml(bytes: Buffer, now: Instant): FoundRecord {
  const parsed = parseIspwsReport(bytes, { now });
  const contentType = 'application/xml';
  if (parsed.ok) return { bytes, report: parsed.value, unreadable: null, contentType };
  const { refusal } = parsed;
  const unreadable =
    refusal.kind === 'missing-required'
      ? `missing: ${refusal.missing.join(', ')}`
      : `${refusal.kind}: ${refusal.message}`;
  return { bytes, report: emptyReport('unreadable'), unreadable, contentType };
}

/** The lines of a file as bytes, without their line ends; blank ones are left out. Memory holds one line. */
async function* linesOf({ bytes, path }: Document): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  const pieces: AsyncIterable<Buffer> | readonly Buffer[] = bytes
    ? [bytes]
    : createReadStream(path, { highWaterMark: MIB });
  for await (const chunk of pieces) {
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
