import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import type { PackageRow } from '../store/packages.ts';
import { withdrawSealed } from '../store/seals.ts';
import { auditAct, type BeginRefusal, beginAct } from './begin-act.ts';
import { carryOut } from './move-package.ts';

/**
 * Sends a package of which nothing left yet back to its author with a reason; a sealed version and its release are withdrawn
 * and kept. Refuses `wrong-state` once it is on its way; one parked before it left (an ended key) may come back.
 */
export async function returnPackage(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  wanted: { readonly packageId: number; readonly reason: string },
): Promise<Result<PackageRow, BeginRefusal>> {
  const { packageId, reason } = wanted;
  const permission = PERMISSIONS.returnPackage;
  const begun = await beginAct(tx, actor, permission, { packageId, inStates: ['submitted', 'sealed', 'parked'] });
  if (!begun.ok) return begun;
  const { found } = begun.value;
  await withdrawSealed(tx, packageId, deps.clock.now());
  await carryOut(tx, deps, actor, found, { to: 'draft', note: reason });
  await auditAct(tx, actor, permission, packageId, { outcome: 'done', detail: { from: found.state } });
  return ok({ ...found, state: 'draft', note: reason });
}
