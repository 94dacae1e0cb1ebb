import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { QueueView } from '../domain/queue-view.ts';
import { QUEUE_COLUMNS, type QueueRecord } from './queue.ts';

/** Where the page before ended. */
export interface PageKey {
  readonly level: number;
  readonly at: Instant;
  readonly reportId: number;
}

export interface PageFilter {
  readonly view: QueueView;
  readonly level: number | null;
  readonly source: Source | null;
  readonly staffId: number;
  readonly now: Instant;
  readonly after: PageKey | null;
  readonly limit: number;
}

// Each view is a walk along one index; the fragments are constants, values are always parameters.
const VIEW_ROWS = {
  next: `state <> 'decided' and not swallowed and state = 'open' and (holder_staff_id is null or lease_until <= $2)`,
  'dies-first': `state <> 'decided' and not swallowed and dies_at is not null`,
  mine: `state <> 'decided' and not swallowed and holder_staff_id = $1 and lease_until > $2`,
  all: `state <> 'decided' and not swallowed`,
  reawakened: `state = 'decided' and reawakened_reason is not null`,
} as const satisfies Record<QueueView, string>;

/** One page by key, in the order of the queue or of expiry. */
export function findPage(q: Queryable, filter: PageFilter): Promise<QueueRecord[]> {
  const byExpiry = filter.view === 'dies-first';
  const order = byExpiry ? 'dies_at, report_id' : 'level, due_at, report_id';
  const values: unknown[] = [filter.staffId, filter.now];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // Both are named so that every view uses both parameters.
  const where = [VIEW_ROWS[filter.view], '$1::bigint is not null', '$2::timestamptz is not null'];
  if (filter.level !== null) where.push(`level = ${bind(filter.level)}`);
  if (filter.source !== null) where.push(`source = ${bind(filter.source)}`);
  if (filter.after !== null) {
    const { level, at, reportId } = filter.after;
    const key = byExpiry ? [bind(at), bind(reportId)] : [bind(level), bind(at), bind(reportId)];
    where.push(`(${order}) > (${key.join(', ')})`);
  }
  return q.query<QueueRecord>(
    `select ${QUEUE_COLUMNS} from triage_queue where ${where.join(' and ')} order by ${order} limit ${bind(filter.limit)}`,
    values,
  );
}

/** Reports of one urgency, decided ones too, newest first; a sort of that level's rows. */
export async function findNewestAtLevel(
  q: Queryable,
  filter: Pick<PageFilter, 'source' | 'limit'> & {
    readonly level: number;
    /** The last report of the page before. */
    readonly after: { readonly receivedAt: Instant; readonly reportId: number } | null;
  },
): Promise<number[]> {
  const rows = await q.query<{ reportId: number }>(
    `select report_id as "reportId"
     from triage_queue
     where level = $1
       and ($2::text is null or source = $2)
       and ($3::timestamptz is null or (received_at, report_id) < ($3, $4::bigint))
     order by received_at desc, report_id desc
     limit $5`,
    [filter.level, filter.source, filter.after?.receivedAt ?? null, filter.after?.reportId ?? null, filter.limit],
  );
  return rows.map((row) => row.reportId);
}

export interface QueueCounts {
  readonly open: number;
  readonly imminent: number;
  readonly imminentInFilter: number;
  readonly diesToday: number;
  readonly mine: number;
}

// The day of the desk, as in the ledger: the centre is in Ottawa.
const CENTRE_ZONE = 'America/Toronto';

/** The counts of the strip above the list: a sum of a few changes, and short ranges of indexes. */
export async function countQueue(
  q: Queryable,
  filter: Pick<PageFilter, 'staffId' | 'now' | 'level' | 'source'>,
): Promise<QueueCounts> {
  const [row] = await q.query<QueueCounts>(
    `select
       (select coalesce(sum(difference), 0)::bigint from triage_open_change) as open,
       (select count(*) from triage_queue where state <> 'decided' and not swallowed and level = 1) as imminent,
       (select count(*) from triage_queue
        where state <> 'decided' and not swallowed and level = 1 and ($3::smallint is null or $3 = 1) and ($4::text is null or source = $4))
         as "imminentInFilter",
       (select count(*) from triage_queue where state <> 'decided' and not swallowed and dies_at is not null
          and dies_at < (date_trunc('day', $2::timestamptz at time zone '${CENTRE_ZONE}') + interval '1 day') at time zone '${CENTRE_ZONE}')
         as "diesToday",
       (select count(*) from triage_queue where holder_staff_id = $1 and lease_until > $2) as mine`,
    [filter.staffId, filter.now, filter.level, filter.source],
  );
  return row ?? { open: 0, imminent: 0, imminentInFilter: 0, diesToday: 0, mine: 0 };
}
