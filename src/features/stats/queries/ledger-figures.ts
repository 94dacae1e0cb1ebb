import { type Instant, systemClock } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { groupLedger, type LedgerLine, sumLedger } from '../domain/sum-ledger.ts';
import { countCells, findImbalances, type Imbalance } from '../store.ts';

/** Which reports are counted; days of receipt in the centre's time zone, both included. */
export interface FiguresRequest {
  /** `YYYY-MM-DD`. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** Only this breakdown; both without it. */
  readonly by?: 'source' | 'day' | null;
  /** @default now */
  readonly asOf?: Instant;
}

/** The ledger's figures (interface page, section 3): balanced, or the difference with its reports named. */
export interface LedgerFigures extends LedgerLine {
  readonly asOf: Instant;
  readonly balanced: boolean;
  readonly bySource: readonly ({ readonly source: Source } & LedgerLine)[];
  readonly byDay: readonly ({ readonly day: string } & LedgerLine)[];
  readonly imbalances: readonly Imbalance[];
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
  const sources = by === 'day' ? [] : groupLedger(cells, (cell) => cell.source);
  const days = by === 'source' ? [] : groupLedger(cells, (cell) => cell.day);
  return {
    asOf: request.asOf ?? systemClock.now(),
    balanced: line.difference === 0 && imbalances.length === 0,
    ...line,
    bySource: sources.map(([source, sum]) => ({ source, ...sum })),
    byDay: days.map(([day, sum]) => ({ day, ...sum })),
    imbalances,
  };
}
