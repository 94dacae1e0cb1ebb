import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform/tlog/canonical-json.ts';
import type { FilledTarget } from '../domain/fill-targets.ts';
import type { Mapping } from '../domain/mapping.ts';
import { placeOf, type RecordField } from '../domain/record-fields.ts';
import { csvRows, inMemory } from '../parse/csv-records.ts';
import { mapRecord } from '../parse/map-record.ts';
import { treeRecords } from '../parse/tree-records.ts';
import type { SampleRow } from '../store/mappings.ts';
import type { Drift, SubmittedReport } from '../types.ts';

/** One value of a sample and where it goes. */
export interface TriedCell {
  /** The rule, counted from 0. */
  readonly rule: number;
  readonly from: string | null;
  readonly to: string;
  readonly written: string;
  /** As it is read: an instant, yes or no, our word. */
  readonly read: string | null;
}

export interface TriedRecord {
  readonly cells: readonly TriedCell[];
  readonly drift: readonly Drift[];
  /** Fields no rule names, with their values: kept as a text. */
  readonly unmapped: readonly { readonly place: string; readonly value: string }[];
  /** Why this record would not be read; null when it would. */
  readonly fault: string | null;
}

/** What a mapping makes of one sample, and whether that is what a person found right. */
export interface SampleTrial {
  readonly sampleId: number;
  readonly fileName: string;
  readonly standing: 'as-expected' | 'differs' | 'not-saved';
  readonly result: readonly (SubmittedReport | { readonly fault: string })[];
  /** Names this result: whoever saves it as right says which one was seen. */
  readonly digest: string;
  /** The fields there are, with a few values of each. */
  readonly fields: readonly { readonly path: string; readonly examples: readonly string[] }[];
  readonly records: readonly TriedRecord[];
  /** Why the whole document gives no record. */
  readonly fault: { readonly code: string; readonly line: number | null } | null;
}

const SHOWN_RECORDS = 20;
const EXAMPLES = 3;

/** Reads samples as a mapping would read a document of its sender. */
export function trySamples(mapping: Mapping, samples: readonly SampleRow[]): Promise<readonly SampleTrial[]> {
  return Promise.all(samples.map((sample) => trySample(mapping, sample)));
}

async function trySample(mapping: Mapping, sample: SampleRow): Promise<SampleTrial> {
  const { records, fault } = await recordsOf(mapping, sample.bytes);
  const mapped = records.map((fields) => tryRecord(mapping, fields));
  const result = mapped.map((one) => one.result);
  const { sampleId, fileName, expected } = sample;
  const digest = digestOf(result);
  return {
    sampleId,
    fileName,
    standing: expected === null ? 'not-saved' : digestOf(expected) === digest ? 'as-expected' : 'differs',
    result,
    digest,
    fields: fieldsOf(records),
    records: mapped.slice(0, SHOWN_RECORDS).map((one) => one.tried),
    fault,
  };
}

function digestOf(result: unknown): string {
  return createHash('sha256').update(canonicalJson(result)).digest('hex');
}

async function recordsOf(mapping: Mapping, bytes: Buffer) {
  if (mapping.kind !== 'csv') {
    const read = treeRecords(mapping, bytes);
    if (read.ok) return { records: read.value.map(({ fields }) => fields), fault: null };
    return { records: [], fault: { code: read.refusal.kind, line: read.refusal.line } };
  }
  const records: (readonly RecordField[])[] = [];
  for await (const row of csvRows(inMemory(bytes), mapping.delimiter)) {
    if (row.fault !== null) return { records, fault: { code: row.fault, line: row.line } };
    records.push(row.fields);
  }
  return { records, fault: records.length === 0 ? { code: 'no-records', line: 1 } : null };
}

function tryRecord(mapping: Mapping, fields: readonly RecordField[]) {
  const mapped = mapRecord(mapping, fields, null);
  if (!mapped.ok) {
    const { kind, place } = mapped.refusal;
    const fault = `${kind}: ${place}`;
    return { result: { fault }, tried: { cells: [], drift: [], unmapped: [], fault } };
  }
  const { report, filled } = mapped.value;
  const used = new Set(mapping.rules.map(({ from }) => from));
  const unmapped = fields
    .filter(({ path, value }) => !used.has(path) && value.trim() !== '')
    .map((field) => ({ place: placeOf(field), value: field.value }));
  const cells = filled.map((one) => cellOf(mapping, one));
  return { result: report, tried: { cells, drift: report.drift, unmapped, fault: null } };
}

function cellOf(mapping: Mapping, { rule, place, written, text, time, flag }: FilledTarget): TriedCell {
  const read = time !== null ? time.instant : flag !== null ? String(flag) : text;
  return { rule: mapping.rules.indexOf(rule), from: place, to: rule.to, written, read };
}

function fieldsOf(records: readonly (readonly RecordField[])[]): SampleTrial['fields'] {
  const examples = new Map<string, string[]>();
  for (const { path, value } of records.flat()) {
    const known = examples.get(path) ?? [];
    examples.set(path, known);
    if (value !== '' && known.length < EXAMPLES && !known.includes(value)) known.push(value.slice(0, 200));
  }
  return [...examples].map(([path, values]) => ({ path, examples: values }));
}
