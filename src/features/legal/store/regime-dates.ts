import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { RegimeDate } from '../domain/regimes-known.ts';

/** A dated row with who stands behind it. */
export interface RegimeDateEntry extends RegimeDate {
  readonly authority: string;
  readonly setBy: string;
  readonly approvedBy: string;
}

/** Every day ever set, oldest first: one regime has a handful. */
export function selectRegimeDates(q: Queryable): Promise<RegimeDateEntry[]> {
  return q.query<RegimeDateEntry>(
    `select regime, in_force_from::text as "inForceFrom", authority, set_by as "setBy", approved_by as "approvedBy",
            set_at as "setAt"
     from legal_regime_date
     order by regime_date_id`,
  );
}

export async function insertRegimeDate(tx: Tx, entry: RegimeDateEntry & { readonly setAt: Instant }): Promise<void> {
  await tx.query(
    `insert into legal_regime_date (regime, in_force_from, authority, set_by, approved_by, set_at)
     values ($1, $2::date, $3, $4, $5, $6)`,
    [entry.regime, entry.inForceFrom, entry.authority, entry.setBy, entry.approvedBy, entry.setAt],
  );
}
