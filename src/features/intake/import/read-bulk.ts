import type { Instant } from '#core/clock.ts';
import { emptyReport } from '../domain/empty-report.ts';
import { type BulkRow, readCsvNotices } from '../parse/read-csv-notices.ts';
import { openXlsxNotices } from '../parse/read-xlsx-notices.ts';
import type { SubmittedReport } from '../types.ts';
import { type Legible, streamOf, wholeOf } from './legible.ts';

interface BulkRecord {
  readonly bytes: Buffer | null;
  readonly report: SubmittedReport;
  readonly unreadable: string | null;
  readonly contentType: string;
  readonly place?: string;
}

/** Reads the rows of a bulk file one by one; what cannot be read as rows comes as the whole file, with the reason. */
export async function* readBulk(document: Legible, now: Instant): AsyncGenerator<BulkRecord> {
  for await (const { place, bytes, contentType, report, unreadable } of rowsOf(document, now))
    yield {
      bytes: bytes ?? document.bytes ?? null,
      contentType,
      report: report ?? emptyReport('unreadable'),
      unreadable,
      ...(place === null ? {} : { place }),
    };
}

async function* rowsOf(document: Legible, now: Instant): AsyncGenerator<BulkRow> {
  if (document.shape === 'csv') {
    yield* readCsvNotices(document.bytes ? [document.bytes] : await streamOf(document), { now });
    return;
  }
  const opened = await openXlsxNotices(document.diskPath ?? (await wholeOf(document)), { now });
  if (opened.ok) yield* opened.value;
  else yield wholeFile(`${opened.refusal.kind}: ${opened.refusal.detail}`);
}

function wholeFile(unreadable: string): BulkRow {
  return { place: null, bytes: null, report: null, contentType: 'application/octet-stream', unreadable };
}
