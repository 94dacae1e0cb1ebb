import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { codesOf, type DetailCodes } from '../domain/codes-of-detail.ts';
import { type ActRow, selectActs, selectChoices, selectCovered, selectEndOfLook, selectPlace } from '../store/acts.ts';

/** What acts are asked for; absent means any. */
export interface WantedActs {
  readonly person?: number | undefined;
  readonly act?: string | undefined;
  readonly outcome?: string | undefined;
  /** Null: a number nobody here knows, so nothing is about it. */
  readonly object?: { readonly kind: string; readonly ids: readonly number[] } | null;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly limit: number;
  /** Number of the last act of the page before. */
  readonly after?: number | undefined;
}

/** An act as lists show it: numbers, instants and codes; nothing that was typed. */
export interface ListedAct extends Omit<ActRow, 'detail'> {
  readonly detail: readonly DetailCodes[];
  /** Whether a signed head covers it, so that it can be proved. */
  readonly isProvable: boolean;
}

/** A page; with `next` and fewer acts than asked for, those further back have not been looked through yet. */
export interface ActPage {
  readonly items: readonly ListedAct[];
  readonly next: number | null;
}

/** Acts, newest first, a page at a time; refused when `after` is no act of the log. */
export async function listActs(
  q: Queryable,
  wanted: WantedActs,
): Promise<Result<ActPage, { readonly kind: 'unknown-after' }>> {
  const after = wanted.after === undefined ? null : await selectPlace(q, wanted.after);
  if (wanted.after !== undefined && after === null) return refuse({ kind: 'unknown-after' });
  if (wanted.object === null) return ok({ items: [], next: null });
  const filter = {
    actor: wanted.person === undefined ? null : `staff:${wanted.person}`,
    act: wanted.act ?? null,
    outcome: wanted.outcome ?? null,
    object: wanted.object ?? null,
    from: wanted.from ?? null,
    until: wanted.until ?? null,
    after,
  };
  const found = await selectActs(q, filter, wanted.limit + 1);
  const shown = found.slice(0, wanted.limit);
  const covered = await selectCovered(
    q,
    shown.map((row) => row.entry),
  );
  const items = shown.map((row) => ({ ...row, detail: codesOf(row.detail), isProvable: covered.has(row.entry) }));
  const isFull = found.length > wanted.limit;
  return ok({ items, next: isFull ? (items.at(-1)?.entry ?? null) : await selectEndOfLook(q, filter) });
}

const MOST_CHOICES = 1_000;

/** The acts there are, and the people who acted: what a filter can be set to. */
export async function actChoices(
  q: Queryable,
): Promise<{ readonly acts: readonly string[]; readonly people: readonly number[] }> {
  const { acts, actors } = await selectChoices(q, MOST_CHOICES);
  return { acts, people: actors.flatMap((actor) => /^staff:(\d+)$/.exec(actor)?.[1] ?? []).map(Number) };
}
