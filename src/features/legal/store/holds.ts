import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { HoldKind } from '../domain/hold-kinds.ts';
import type { HoldScope } from '../types.ts';

/** A legal hold as kept. */
export interface HoldRow {
  readonly holdId: number;
  readonly scope: HoldScope;
  readonly target: string;
  readonly targetId: number;
  readonly kind: HoldKind;
  readonly reason: string;
  readonly placedBy: number;
  readonly placedAt: Instant;
  readonly holdsFrom: Instant;
  readonly holdsUntil: Instant | null;
  readonly liftedBy: number | null;
  readonly liftedAt: Instant | null;
  readonly liftReason: string | null;
}

const COLUMNS = `hold_id as "holdId", scope, target, target_id as "targetId", kind, reason, placed_by as "placedBy",
  placed_at as "placedAt", holds_from as "holdsFrom", holds_until as "holdsUntil", lifted_by as "liftedBy",
  lifted_at as "liftedAt", lift_reason as "liftReason"`;

// One lock for all: a hold placed while a disposal runs comes before it or after it, never beside it.
const DISPOSAL_LOCK = 7_400_020;

/** Lets holds and disposals wait for each other until the transaction ends. */
export async function lockDisposals(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [DISPOSAL_LOCK]);
}

export async function insertHold(
  tx: Tx,
  hold: Omit<HoldRow, 'holdId' | 'liftedBy' | 'liftedAt' | 'liftReason'>,
): Promise<number> {
  const [row] = await tx.query<{ holdId: number }>(
    `insert into legal_hold (scope, target, target_id, kind, reason, placed_by, placed_at, holds_from, holds_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning hold_id as "holdId"`,
    [
      hold.scope,
      hold.target,
      hold.targetId,
      hold.kind,
      hold.reason,
      hold.placedBy,
      hold.placedAt,
      hold.holdsFrom,
      hold.holdsUntil,
    ],
  );
  if (!row) throw new Error('The hold was not kept.');
  return row.holdId;
}

/** Lifts a hold once; answers whether there was one to lift. */
export async function writeLift(
  tx: Tx,
  holdId: number,
  lift: { readonly by: number; readonly at: Instant; readonly reason: string },
): Promise<boolean> {
  const rows = await tx.query(
    `update legal_hold
     set lifted_by = $2, lifted_at = $3, lift_reason = $4
     where hold_id = $1 and lifted_at is null
     returning hold_id`,
    [holdId, lift.by, lift.at, lift.reason],
  );
  return rows.length > 0;
}

/** Holds, the live ones first, newest first. */
export function selectHolds(q: Queryable, limit: number): Promise<HoldRow[]> {
  return q.query<HoldRow>(`select ${COLUMNS} from legal_hold order by (lifted_at is not null), hold_id desc limit $1`, [
    limit,
  ]);
}

/** The holds that reach these reports at an instant: themselves, a package they are in, the subject they belong to, another report of their archive. */
export async function heldReports(
  q: Queryable,
  reportIds: readonly number[],
  at: Instant,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await q.query<{ reportId: number; holds: readonly number[] }>(
    `select report_id as "reportId", json_agg(hold_id order by hold_id) as holds
     from (select report_id, hold_id from legal_held_reports($1::bigint[], $2)
           union
           select report_id, hold_id from legal_held_by_archive($1::bigint[], $2)) as held
     group by report_id`,
    [reportIds, at],
  );
  return new Map(rows.map((row) => [row.reportId, row.holds]));
}
