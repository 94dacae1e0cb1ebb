import { chooseMapping, type LiveMapping } from '../domain/choose-mapping.ts';
import { emptyReport } from '../domain/empty-report.ts';
import type { SubmittedReport } from '../types.ts';
import { csvHeader, csvRows, type OpenBytes } from './csv-records.ts';
import { mapRecord } from './map-record.ts';
import { type SourceRecord, treeRecords } from './tree-records.ts';

/** One record as read by a mapping, or as nobody could. */
export interface ReadRecord {
  readonly bytes: Buffer;
  readonly report: SubmittedReport;
  readonly unreadable: string | null;
}

/** The live mapping that recognises a table by its header; null when none does. */
export async function mappingOfTable(live: readonly LiveMapping[], open: OpenBytes): Promise<LiveMapping | null> {
  const tables = live.filter(({ mapping }) => mapping.kind === 'csv');
  if (tables.length === 0) return null;
  const header = await csvHeader(open);
  return chooseMapping(
    tables,
    header.map((path) => ({ path, at: [], value: '' })),
  );
}

/** The reports of a table, one a row. */
export async function* readTable(live: LiveMapping, open: OpenBytes): AsyncGenerator<ReadRecord> {
  for await (const row of csvRows(open, live.mapping.delimiter)) {
    if (row.fault === null) yield readRecord(live, row);
    else yield unread(row.bytes, `${row.fault}: line ${row.line}`);
  }
}

/** The reports of a JSON or XML document by the first mapping that recognises its first record; null when none does. */
export function readTree(
  live: readonly LiveMapping[],
  kind: 'json' | 'xml',
  bytes: Buffer,
): readonly ReadRecord[] | null {
  for (const one of live.filter(({ mapping }) => mapping.kind === kind)) {
    const records = treeRecords(one.mapping, bytes);
    const [first] = records.ok ? records.value : [];
    if (records.ok && first !== undefined && chooseMapping([one], first.fields) !== null)
      return records.value.map((record) => readRecord(one, record));
  }
  return null;
}

/** Every record of a JSON or XML document by one given mapping, whether it recognises it or not; what is none comes whole, with the place. */
export function readWith(live: LiveMapping, bytes: Buffer): readonly ReadRecord[] {
  const records = treeRecords(live.mapping, bytes);
  if (records.ok) return records.value.map((record) => readRecord(live, record));
  const { kind, message, line } = records.refusal;
  return [unread(bytes, `${kind}: ${line === null ? '' : `line ${line}: `}${message}`)];
}

function readRecord(live: LiveMapping, record: SourceRecord): ReadRecord {
  const { mappingId, version } = live;
  const mapped = mapRecord(live.mapping, record.fields, { mappingId, version });
  if (!mapped.ok) return unread(record.bytes, `${mapped.refusal.kind}: ${mapped.refusal.place}`);
  return { bytes: record.bytes, report: mapped.value.report, unreadable: null };
}

function unread(bytes: Buffer, unreadable: string): ReadRecord {
  return { bytes, report: emptyReport('unreadable'), unreadable };
}
