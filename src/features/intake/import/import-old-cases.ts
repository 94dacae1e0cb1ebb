import { createReadStream } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { parse } from 'csv-parse';
import type { Actor } from '#core/actor.ts';
import { type Instant, parseInstant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Source } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { judgeOriginalReceipt, type UndatedReason } from '../domain/original-receipt.ts';
import { RECEIVE_OLD_CASES } from '../domain/permissions.ts';
import type { ImportResult, Waiting } from '../door/arrival.ts';
import { storeReceipts } from '../door/store-receipts.ts';
import { showCutOver } from '../queries/cut-over.ts';
import type { IntakeDeps } from '../received.ts';
import { readArrivals } from './read-arrivals.ts';

export interface OldCases {
  readonly source: Source;
  readonly provider?: string;
  /** One instant for all, or each document's own: by its line in a CSV `file,receivedAt`, else by the date it bears itself. */
  readonly receivedAt: Instant | 'from-file';
  /** Path of that CSV. @default none */
  readonly dates?: string;
}

/** What came in, and what stayed outside with the reason. */
export interface ImportedCases extends ImportResult {
  readonly left: readonly { readonly file: string; readonly reason: UndatedReason }[];
}

export type OldCasesRefusal = NotPermitted | { readonly kind: 'no-cut-over' } | UnreadableDates;

interface UnreadableDates {
  readonly kind: 'unreadable-dates';
  readonly line: number;
}

/**
 * Receives old cases with their original receipt: numbers of that year, counted in that day, clocks from that instant. Refuses
 * `no-cut-over` while no administrator has set the day before which this is so. Who may not is refused, and the refusal is audited.
 */
export async function importOldCases(
  deps: IntakeDeps,
  actor: Actor,
  paths: readonly string[],
  cases: OldCases,
): Promise<Result<ImportedCases, OldCasesRefusal>> {
  const allowed = await inTransaction(deps.db, (tx) => requirePermission(tx, actor, RECEIVE_OLD_CASES));
  if (!allowed.ok) return allowed;
  const { cutOver } = await showCutOver(deps.db);
  if (cutOver === null) return refuse({ kind: 'no-cut-over' });
  const dates = await readDates(cases.dates ?? null);
  if (!dates.ok) return dates;
  const left: { file: string; reason: UndatedReason }[] = [];
  const arriving = dated(deps, paths, cases, dates.value, (waiting, at) => {
    const reason = judgeOriginalReceipt(at, cutOver.day);
    if (reason !== null) left.push({ file: waiting.file, reason });
    return reason === null;
  });
  return ok({ ...(await storeReceipts(deps, actor, arriving)), left });
}

async function* dated(
  deps: IntakeDeps,
  paths: readonly string[],
  cases: OldCases,
  dates: ReadonlyMap<string, Instant>,
  admits: (waiting: Waiting, at: Instant | null) => boolean,
): AsyncGenerator<Waiting> {
  const enteredAt = deps.clock.now();
  const { source, provider } = cases;
  const how = { source, receivedAt: enteredAt, ...(provider === undefined ? {} : { provider }) };
  for await (const waiting of readArrivals(deps, paths, how)) {
    const { received } = waiting;
    const document = documentOf(waiting.file);
    if (cases.dates !== undefined && resolve(document) === resolve(cases.dates)) continue;
    const own = dateOf(document, paths, dates) ?? received.report.reportedAt?.instant ?? null;
    const at = cases.receivedAt === 'from-file' ? own : cases.receivedAt;
    if (admits(waiting, at) && at !== null) yield { ...waiting, received: { ...received, receivedAt: at, enteredAt } };
  }
}

/** The document a report lay in: a row of a table names its place behind it. */
function documentOf(file: string): string {
  return file.replace(/#[^#/]*$/, '');
}

/** A document's line: by its path as given, by its path inside the folder given, or by its bare name. */
function dateOf(path: string, paths: readonly string[], dates: ReadonlyMap<string, Instant>): Instant | undefined {
  const names = [path, ...paths.map((folder) => relative(folder, path)), basename(path)];
  return names.map((name) => dates.get(name)).find((found) => found !== undefined);
}

async function readDates(path: string | null): Promise<Result<ReadonlyMap<string, Instant>, UnreadableDates>> {
  const dates = new Map<string, Instant>();
  if (path === null) return ok(dates);
  const rows = createReadStream(path).pipe(parse({ columns: true, bom: true, trim: true, relax_column_count: true }));
  let line = 1;
  try {
    for await (const row of rows as AsyncIterable<Readonly<Record<string, string>>>) {
      line += 1;
      const at = parseInstant(row['receivedAt'] ?? '');
      if (at === null || !row['file']) return refuse({ kind: 'unreadable-dates', line });
      dates.set(row['file'], at);
    }
  } catch {
    return refuse({ kind: 'unreadable-dates', line: line + 1 });
  }
  return ok(dates);
}
