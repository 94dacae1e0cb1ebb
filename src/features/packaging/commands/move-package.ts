import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { PackageState } from '#core/vocabulary.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { mayMove } from '../domain/package-status.ts';
import { lockPackage, type PackageRow, writeMove } from '../store/packages.ts';

/** Why a package does not move. */
export type MoveRefusal =
  | { readonly kind: 'no-such-package' }
  | { readonly kind: 'wrong-state'; readonly state: PackageState };

/**
 * Moves a package along its state table and audits it; a package that is there already stays (a repeated act has one effect).
 * For dispatch: sending, delivery, receipts and answers. Refuses what the table does not allow.
 */
export async function movePackage(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  move: { readonly packageId: number; readonly to: PackageState; readonly note?: string },
): Promise<Result<PackageRow, MoveRefusal>> {
  const found = await lockPackage(tx, move.packageId);
  if (found === null) return refuse({ kind: 'no-such-package' });
  if (found.state === move.to) return ok(found);
  if (!mayMove(found.state, move.to)) return refuse({ kind: 'wrong-state', state: found.state });
  await carryOut(tx, deps, actor, found, { to: move.to, note: move.note ?? null });
  return ok({ ...found, state: move.to, note: move.note ?? null });
}

/** Writes a move the caller has judged, on the row it holds locked. */
export async function carryOut(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  found: Pick<PackageRow, 'packageId' | 'state'>,
  move: { readonly to: PackageState; readonly note: string | null },
): Promise<void> {
  const { packageId, state: from } = found;
  await writeMove(tx, { packageId, from, by: actorRef(actor), at: deps.clock.now(), ...move });
  const detail = { from, to: move.to };
  await record(tx, {
    actor,
    act: 'move-package',
    objectKind: 'package',
    objectIds: [packageId],
    outcome: 'done',
    detail,
  });
}
