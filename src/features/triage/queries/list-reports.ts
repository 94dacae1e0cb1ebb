import { type Instant, systemClock } from '#core/clock.ts';
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
  readonly urgency?: Urgency;
  /** @default now */
  readonly asOf?: Instant;
}

interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Reports, newest first, a page at a time, with their standing in triage; `next` is given back as `after`. */
export async function listWithStanding(q: Queryable, filter: ListFilter): Promise<ListPage<ListedReport>> {
  const { urgency, asOf = systemClock.now(), ...rest } = filter;
  const page = urgency === undefined ? await listReports(q, rest) : await pageAtLevel(q, rest, levelOf(urgency));
  return { items: await withStanding(q, page.items, asOf), next: page.next };
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

async function pageAtLevel(q: Queryable, filter: ReportFilter, level: number): Promise<ListPage<ReportHead>> {
  const limit = Math.min(filter.limit ?? PAGE, STEP);
  let after = filter.after === undefined ? null : await resolveReport(q, filter.after);
  if (filter.after !== undefined && after === null) return { items: [], next: null };
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
  return { items, next: found.length > limit ? (items.at(-1)?.number ?? null) : null };
}
