import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { mayAct } from '#core/permission.ts';
import { ok, type Result } from '#core/result.ts';
import { type NotPermitted, requirePermission, staffByIds } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { type HoldRow, selectHolds } from '../store/holds.ts';

/** A hold as its screen shows it. */
export interface HoldView extends HoldRow {
  readonly placedByName: string;
  readonly liftedByName: string | null;
  readonly isLive: boolean;
  readonly mayLift: boolean;
}

const SHOWN = 200;

/** Holds, the live ones first; audited. */
export async function listHolds(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
): Promise<Result<readonly HoldView[], NotPermitted>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeRetention);
  if (!allowed.ok) return allowed;
  const rows = await selectHolds(tx, SHOWN);
  const people = rows.flatMap((row) => [row.placedBy, row.liftedBy].filter((id) => id !== null));
  const names = new Map<number, string>((await staffByIds(tx, people)).map((one) => [one.staffId, one.name]));
  const now = deps.clock.now();
  await record(tx, {
    actor,
    act: 'list-holds',
    objectKind: 'legal-hold',
    objectIds: rows.map((row) => row.holdId),
    outcome: 'done',
  });
  return ok(
    rows.map((row) => ({
      ...row,
      placedByName: names.get(row.placedBy) ?? `${row.placedBy}`,
      liftedByName: row.liftedBy === null ? null : (names.get(row.liftedBy) ?? `${row.liftedBy}`),
      isLive: row.liftedAt === null && row.holdsFrom <= now && (row.holdsUntil === null || row.holdsUntil > now),
      mayLift: row.liftedAt === null && mayAct(actor, PERMISSIONS.liftHold),
    })),
  );
}
