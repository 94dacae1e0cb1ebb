import type { Instant } from '#core/clock.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import { emptyReport } from '../domain/empty-report.ts';
import { adviceOf } from '../domain/stays-in-vault.ts';
import { adviceOnUnread } from '../parse/find-imagery.ts';
import { parseIspwsReport } from '../parse/parse-ispws-report.ts';
import { readJsonReport } from '../parse/read-json-report.ts';
import { readTree as readMappedTree, readWith } from '../parse/read-mapped.ts';
import type { SubmittedReport } from '../types.ts';
import type { FoundRecord } from './found-record.ts';

/** A document that is read as one tree: `live` mappings go before the ordinary readers. */
export interface TreeDocument {
  readonly live: readonly LiveMapping[];
  readonly kind: 'json' | 'xml';
  readonly bytes: Buffer;
  readonly now: Instant;
  /** A person said which mapping reads it, whether that recognises it or not. */
  readonly given?: LiveMapping;
}

/** The reports of one tree. */
export function readTree({ live, kind, bytes, now, given }: TreeDocument): readonly FoundRecord[] {
  if (given) return readWith(given, bytes).map((record) => ({ ...record, contentType: `application/${kind}` }));
  const mapped = live.length === 0 ? null : readMappedTree(live, kind, bytes);
  if (mapped !== null) return mapped.map((record) => ({ ...record, contentType: `application/${kind}` }));
  return [kind === 'xml' ? readXml(bytes, now) : readJson(bytes, now)];
}

/** Whether bytes of which nothing is said begin as XML does. */
export function looksXml(bytes: Buffer): boolean {
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
