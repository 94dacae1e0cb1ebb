import type { Page, UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectHeadByNumber, selectHeads, selectIspwsNumbers, selectPage } from '../store/heads.ts';
import type { ReportHead } from '../types.ts';

/** The heads of a set of reports, by ascending id; unknown ids are left out. */
export async function reportHeads(q: Queryable, reportIds: readonly number[]): Promise<ReportHead[]> {
  return reportIds.length === 0 ? [] : selectHeads(q, reportIds);
}

/** The heads with the number their sender knows them by: its own, else the one it was told when it submitted. */
export async function asSendersKnow(q: Queryable, heads: readonly ReportHead[]): Promise<ReportHead[]> {
  const numbers = await selectIspwsNumbers(
    q,
    heads.map((head) => head.reportId),
  );
  return heads.map((head) => ({ ...head, externalId: head.externalId ?? numbers.get(head.reportId) ?? null }));
}

export interface ReportFilter {
  /** A code of the interface page, section 5; an unknown one matches nothing. */
  readonly state?: string;
  readonly source?: string;
  /** Only what its sender marked as a test: the list tests wait in. @default false */
  readonly tests?: boolean;
  /** @default 50 */
  readonly limit?: number;
  /** Number of the last report of the page before. */
  readonly after?: string;
}

const PAGE = 50;
const LARGEST_PAGE = 1_000;

/** Reports, newest first, a page at a time; `next` is given back as `after`. */
export async function listReports(
  q: Queryable,
  filter: ReportFilter = {},
): Promise<Result<Page<ReportHead>, UnknownAfter>> {
  const limit = Math.min(filter.limit ?? PAGE, LARGEST_PAGE);
  const after = filter.after === undefined ? null : await selectHeadByNumber(q, filter.after);
  if (filter.after !== undefined && after === null) return refuse({ kind: 'unknown-after' });
  const { state = null, source = null, tests = false } = filter;
  const found = await selectPage(q, { state, source, tests, limit: limit + 1, after });
  const items = await asSendersKnow(q, found.slice(0, limit));
  return ok({ items, next: found.length > limit ? (items.at(-1)?.number ?? null) : null });
}
