import type { Queryable } from '#platform/postgres/transaction.ts';
import type { LedgerCell } from '../domain/sum-ledger.ts';

/** Days of receipt, both included, in the centre's time zone; null is unbounded. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

const IN_RANGE = `($1::date is null or received_day >= $1::date) and ($2::date is null or received_day <= $2::date)`;

/** Recounts ledger and reports side by side. */
export function countCells(q: Queryable, range: DayRange): Promise<LedgerCell[]> {
  return q.query<LedgerCell>(
    `select source, received_day as day, state, coalesce(is_open, false) as "isOpen",
            coalesce(sum(received), 0)::bigint as received, count(state) as counted,
            count(repeat.report_id) as repeats
     from stats_reconciliation
     left join stats_bundle_repeat repeat using (report_id)
     where ${IN_RANGE}
     group by source, received_day, state, is_open`,
    [range.from, range.to],
  );
}

export interface Imbalance {
  readonly reportId: number;
  /** Number of the report; its row id where only the ledger knows it. */
  readonly report: string;
  /** `not-in-ledger`, `ledger-says-…`, `broken-chain` … */
  readonly why: string;
}

/** The reports on which ledger and reports disagree. */
export function findImbalances(q: Queryable, range: DayRange, limit: number): Promise<Imbalance[]> {
  return q.query<Imbalance>(
    `select report_id as "reportId", number as report, why
     from stats_reconciliation
     where why is not null and ${IN_RANGE}
     order by report_id
     limit $3`,
    [range.from, range.to, limit],
  );
}
