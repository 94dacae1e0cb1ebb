import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** The day before which a receipt may keep an instant of its own. */
export interface CutOver {
  readonly day: string;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Instant;
}

export async function selectCutOver(q: Queryable): Promise<CutOver | null> {
  const [row] = await q.query<CutOver>(
    `select day::text as day, reason, set_by as "setBy", set_at as "setAt"
     from intake_cut_over
     order by cut_over_id desc
     limit 1`,
  );
  return row ?? null;
}

export async function insertCutOver(tx: Tx, cutOver: CutOver): Promise<void> {
  await tx.query('insert into intake_cut_over (day, reason, set_by, set_at) values ($1, $2, $3, $4)', [
    cutOver.day,
    cutOver.reason,
    cutOver.setBy,
    cutOver.setAt,
  ]);
}

/** The first day this house received by itself; null while it has received nothing. */
export async function selectFirstOwnDay(q: Queryable): Promise<string | null> {
  const [row] = await q.query<{ day: string | null }>('select intake_first_own_day()::text as day');
  return row?.day ?? null;
}
