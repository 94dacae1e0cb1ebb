import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';

/** Which acts are looked for; null where it does not matter. */
export interface ActFilter {
  readonly actor: string | null;
  readonly act: string | null;
  readonly outcome: string | null;
  readonly object: { readonly kind: string; readonly ids: readonly number[] } | null;
  readonly from: Instant | null;
  /** Exclusive. */
  readonly until: Instant | null;
  readonly after: Place | null;
}

/** Where a page ends: the order of the list is by instant, then by number. */
export interface Place {
  readonly entry: number;
  /** With microseconds, as the database keeps it. */
  readonly at: string;
}

export interface ActRow {
  readonly entry: number;
  readonly at: Instant;
  readonly actor: string;
  readonly act: string;
  readonly outcome: string;
  readonly objectKind: string;
  /** The first of them. */
  readonly objectIds: readonly number[];
  readonly objectCount: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What one page looks through at most, so that a rare pair of filters costs the same in a trail of any length. */
const MOST_LOOKED = 10_000;
const MOST_OBJECTS = 20;

/** The filter whose index finds the acts; the others are judged on what it finds. */
const FOUND_BY = {
  object: 'entry_id = any(array(select audit_entries_about($4, $5::bigint[], $6, $7, $8, $9, $10)))',
  actor: 'actor = $1',
  outcome: 'outcome = $3',
  act: 'act = $2',
  none: 'true',
} as const;

function foundBy(filter: ActFilter): (typeof FOUND_BY)[keyof typeof FOUND_BY] {
  if (filter.object !== null) return FOUND_BY.object;
  if (filter.actor !== null) return FOUND_BY.actor;
  // Nearly every act is done: that is no way to find one.
  if (filter.outcome !== null && filter.outcome !== 'done') return FOUND_BY.outcome;
  return filter.act === null ? FOUND_BY.none : FOUND_BY.act;
}

function lookedThrough(filter: ActFilter): string {
  return `select entry_id, at, actor, act, outcome, object_kind, object_ids, detail from audit_entry
     where ${foundBy(filter)}
       and at >= coalesce($6::timestamptz, '-infinity') and at < coalesce($7::timestamptz, 'infinity')
       and ($9::bigint is null or (at, entry_id) < ($8::timestamptz, $9))
     order by at desc, entry_id desc
     limit $10::integer`;
}

const MATCHES = `($1::text is null or actor = $1) and ($2::text is null or act = $2) and ($3::text is null or outcome = $3)
  and ($4::text is null or object_kind = $4) and ($5::bigint[] is null or object_ids && $5)`;

function valuesOf({ actor, act, outcome, object, from, until, after }: ActFilter): readonly unknown[] {
  const about = [object?.kind ?? null, object?.ids ?? null];
  return [actor, act, outcome, ...about, from, until, after?.at ?? null, after?.entry ?? null, MOST_LOOKED];
}

/** Acts, newest first. */
export function selectActs(q: Queryable, filter: ActFilter, limit: number): Promise<readonly ActRow[]> {
  return q.query<ActRow>(
    `select entry_id as entry, at, actor, act, outcome, object_kind as "objectKind",
            to_jsonb(object_ids[1:${MOST_OBJECTS}]) as "objectIds", cardinality(object_ids) as "objectCount", detail
     from (${lookedThrough(filter)}) looked
     where ${MATCHES}
     order by looked.at desc, entry_id desc
     limit $11`,
    [...valuesOf(filter), limit],
  );
}

/** The last act a page has looked through, when there may be more behind it; null when it has seen them all. */
export async function selectEndOfLook(q: Queryable, filter: ActFilter): Promise<number | null> {
  const [row] = await q.query<{ entry: number }>(
    `select entry_id as entry from (${lookedThrough(filter)}) looked
     where ($1::text is null or true) and ($2::text is null or true) and ($3::text is null or true)
       and ($4::text is null or true) and ($5::bigint[] is null or true)
     order by looked.at desc, entry_id desc
     offset $10::integer - 1
     limit 1`,
    valuesOf(filter),
  );
  return row?.entry ?? null;
}

/** Where an act stands in the list; null when there is no such act. */
export async function selectPlace(q: Queryable, entry: number): Promise<Place | null> {
  const [row] = await q.query<Place>(
    `select entry_id as entry, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from audit_entry where entry_id = $1`,
    [entry],
  );
  return row ?? null;
}

/** Those of the acts that the newest signed head covers. */
export async function selectCovered(q: Queryable, entries: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await q.query<{ entry: number }>(
    `select entry_id as entry from audit_leaf
     where entry_id = any($1::bigint[])
       and leaf_index < (select tree_size from audit_checkpoint order by tree_size desc limit 1)`,
    [entries],
  );
  return new Set(rows.map((row) => row.entry));
}

/** Every name of an act, and everybody who acted, found by leaping from one to the next in the index: never by reading the trail. */
export async function selectChoices(
  q: Queryable,
  most: number,
): Promise<{ readonly acts: readonly string[]; readonly actors: readonly string[] }> {
  const [acts, actors] = [await leap(q, 'act', most), await leap(q, 'actor', most)];
  return { acts, actors };
}

async function leap(q: Queryable, column: 'act' | 'actor', most: number): Promise<readonly string[]> {
  const rows = await q.query<{ value: string }>(
    `with recursive leaps as (
       (select ${column} as value, 1 as place from audit_entry order by ${column} limit 1)
       union all
       select (select ${column} from audit_entry where ${column} > leaps.value order by ${column} limit 1), place + 1
       from leaps
       where leaps.value is not null and place < $1
     )
     select value from leaps where value is not null`,
    [most],
  );
  return rows.map((row) => row.value);
}
