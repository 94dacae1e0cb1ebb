import { type Instant, systemClock } from '#core/clock.ts';
import type { Page, UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Source, Urgency } from '#core/vocabulary.ts';
import { staffByIds } from '#features/access';
import { asSendersKnow, listReports, type ReportFilter, reportHeads, resolveReport } from '#features/intake';
import type { ReportHead } from '#features/intake/types';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { levelOf, urgencyOf } from '../domain/urgency-level.ts';
import { findNewestAtLevel } from '../store/pages.ts';
import { findQueueRows } from '../store/queue.ts';

/** A report as lists show it (interface page, section 3): what was received, how urgent it is, and in whose hands. */
export interface ListedReport extends ReportHead {
  readonly urgency: Urgency | null;
  readonly danger: number | null;
  readonly completeness: number | null;
  /** Name of the person whose claim lives. */
  readonly holder: string | null;
}

export interface ListFilter extends ReportFilter {
  /** Tests have no urgency: with `tests` nothing is of any. */
  readonly urgency?: Urgency;
  /** @default now */
  readonly asOf?: Instant;
}

/** Reports, newest first, a page at a time, with their standing in triage; `next` is given back as `after`. */
export async function listWithStanding(
  q: Queryable,
  filter: ListFilter,
): Promise<Result<Page<ListedReport>, UnknownAfter>> {
  const { urgency, asOf = systemClock.now(), ...rest } = filter;
  const page = urgency === undefined ? await listReports(q, rest) : await pageAtLevel(q, rest, levelOf(urgency));
  if (!page.ok) return page;
  return ok({ items: await withStanding(q, page.value.items, asOf), next: page.value.next });
}

async function withStanding(q: Queryable, heads: readonly ReportHead[], asOf: Instant): Promise<ListedReport[]> {
  const rows = await findQueueRows(
    q,
    heads.map((head) => head.reportId),
  );
  const rowOf = new Map(rows.map((row) => [row.reportId, row]));
  const held = rows.filter((row) => row.holder !== null && row.leaseUntil !== null && row.leaseUntil > asOf);
  const holderOf = new Map(held.map((row) => [row.reportId, row.holder]));
  const people = await staffByIds(q, [...new Set(held.flatMap((row) => (row.holder === null ? [] : [row.holder])))]);
  const nameOf = new Map(people.map((person) => [Number(person.staffId), person.name]));
  return heads.map((head) => {
    const row = rowOf.get(head.reportId);
    return {
      ...head,
      urgency: row ? urgencyOf(row.level) : null,
      danger: row?.danger ?? null,
      completeness: row?.completeness ?? null,
      holder: nameOf.get(Number(holderOf.get(head.reportId))) ?? null,
    };
  });
}

const PAGE = 50;
// Reports of another state are stepped over: one walk step, not one query for each.
const STEP = 1_000;

async function pageAtLevel(
  q: Queryable,
  filter: ReportFilter,
  level: number,
): Promise<Result<Page<ReportHead>, UnknownAfter>> {
  const limit = Math.min(filter.limit ?? PAGE, STEP);
  let after = filter.after === undefined ? null : await resolveReport(q, filter.after);
  if (filter.after !== undefined && after === null) return refuse({ kind: 'unknown-after' });
  const found: ReportHead[] = [];
  for (let isLast = false; !isLast && found.length <= limit; ) {
    const source = (filter.source ?? null) as Source | null;
    const ids = await findNewestAtLevel(q, { level, source, after, limit: STEP });
    const heads = new Map((await reportHeads(q, ids)).map((head) => [head.reportId, head]));
    const step = ids.flatMap((id) => heads.get(id) ?? []);
    found.push(...step.filter((head) => filter.state === undefined || head.state === filter.state));
    after = step.at(-1) ?? after;
    isLast = ids.length < STEP;
  }
  const items = await asSendersKnow(q, found.slice(0, limit));
  return ok({ items, next: found.length > limit ? (items.at(-1)?.number ?? null) : null });
}
