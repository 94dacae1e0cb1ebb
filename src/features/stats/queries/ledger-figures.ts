import { type Instant, systemClock } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { groupLedger, type LedgerCell, type LedgerLine, sumLedger } from '../domain/sum-ledger.ts';
import { countCells, type DayRange, findImbalances, type Imbalance } from '../store/ledger.ts';
import { listBaselines, type PrintedBaseline } from './baselines.ts';

/** Which reports are counted; days of receipt in the centre's time zone, both included. */
export interface FiguresRequest {
  /** `YYYY-MM-DD`. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** Only this breakdown; per source and per day without it. */
  readonly by?: 'source' | 'day' | 'year' | null;
  /** @default now */
  readonly asOf?: Instant;
}

/** The ledger's figures (interface page, section 3): balanced, or the difference with its reports named. */
export interface LedgerFigures extends LedgerLine {
  readonly asOf: Instant;
  readonly balanced: boolean;
  readonly bySource: readonly ({ readonly source: Source } & LedgerLine)[];
  readonly byDay: readonly ({ readonly day: string } & LedgerLine)[];
  /** Asked for by year: what was counted, and beside it, never in the sum, the former totals entered for that year. */
  readonly byYear?: readonly YearFigures[];
  readonly imbalances: readonly Imbalance[];
}

/** One year; the figures of its baseline are marked as such by standing here. */
export interface YearFigures extends LedgerLine {
  readonly year: number;
  readonly baseline: readonly PrintedBaseline[];
}

// Enough to see what is wrong; the difference itself is exact.
const IMBALANCES_NAMED = 100;

/** Recounts received = dispositioned + open from the ledger and from the reports, in all, per source and per day. */
export async function ledgerFigures(q: Queryable, request: FiguresRequest = {}): Promise<LedgerFigures> {
  const range = { from: request.from ?? null, to: request.to ?? null };
  const cells = await countCells(q, range);
  const imbalances = await findImbalances(q, range, IMBALANCES_NAMED);
  const line = sumLedger(cells);
  const by = request.by ?? null;
  const sources = by === null || by === 'source' ? groupLedger(cells, (cell) => cell.source) : [];
  const days = by === null || by === 'day' ? groupLedger(cells, (cell) => cell.day) : [];
  return {
    asOf: request.asOf ?? systemClock.now(),
    balanced: line.difference === 0 && imbalances.length === 0,
    ...line,
    bySource: sources.map(([source, sum]) => ({ source, ...sum })),
    byDay: days.map(([day, sum]) => ({ day, ...sum })),
    ...(by === 'year' ? { byYear: await figuresByYear(q, cells, range) } : {}),
    imbalances,
  };
}

async function figuresByYear(q: Queryable, cells: readonly LedgerCell[], range: DayRange): Promise<YearFigures[]> {
  const { from, to } = range;
  const years = { from: from === null ? FIRST_YEAR : yearOf(from), to: to === null ? LAST_YEAR : yearOf(to) };
  const entered = Map.groupBy(await listBaselines(q, years), (figure) => figure.year);
  const counted = Map.groupBy(cells, (cell) => yearOf(cell.day));
  return [...new Set([...counted.keys(), ...entered.keys()])]
    .sort((a, b) => a - b)
    .map((year) => ({ year, ...sumLedger(counted.get(year) ?? []), baseline: entered.get(year) ?? [] }));
}

const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
