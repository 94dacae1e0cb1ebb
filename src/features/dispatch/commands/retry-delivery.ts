import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { movePackage, releasedVersions } from '#features/packaging';
import { announce } from '#platform/outbox/announce.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import type { DeliveryTools } from '../delivery-tools.ts';
import { type DeliveryState, furthest } from '../domain/delivery-status.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { lockDeliveriesOf, selectDeliveriesOf, writeState } from '../store.ts';
import { deliverPackage } from './deliver-package.ts';

/** Why a delivery is not tried again. */
export type RetryRefusal = NotPermitted | { readonly kind: 'not-waiting' };

/** Sends a released package again now, parked ones too; answers where it stands after. Refuses `not-waiting` when nothing waits. */
export async function retryDelivery(
  db: Db,
  deps: { readonly clock: Clock; readonly delivery: DeliveryTools },
  actor: Actor,
  packageId: number,
): Promise<Result<{ readonly state: DeliveryState }, RetryRefusal>> {
  const opened = await inTransaction(db, (tx) => reopen(tx, deps, actor, packageId));
  if (!opened.ok) return opened;
  await deliverPackage(db, deps, packageId);
  const state = furthest(await selectDeliveriesOf(db, [packageId]))?.state;
  return state === undefined ? refuse({ kind: 'not-waiting' }) : ok({ state });
}

/** Puts a package back before the worker, for callers inside a transaction. Refuses as `retryDelivery`. */
export async function queueRetry(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  packageId: number,
): Promise<Result<{ readonly state: DeliveryState }, RetryRefusal>> {
  const opened = await reopen(tx, deps, actor, packageId);
  if (!opened.ok) return opened;
  await announce(tx, { kind: 'package.released', subjects: [packageId] });
  return ok({ state: 'waiting' });
}

async function reopen(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  packageId: number,
): Promise<Result<null, RetryRefusal>> {
  const permission = PERMISSIONS.retryDelivery;
  const allowed = await requirePermission(tx, actor, permission, [packageId]);
  if (!allowed.ok) return allowed;
  const [released] = await releasedVersions(tx, [packageId]);
  const waits = released !== undefined && ['released', 'sent', 'parked'].includes(released.state);
  const audited = { actor, act: permission.name, objectKind: permission.objectKind, objectIds: [packageId] };
  await record(tx, { ...audited, outcome: waits ? 'done' : 'refused' });
  if (!waits) return refuse({ kind: 'not-waiting' });
  const parked = (await lockDeliveriesOf(tx, packageId)).filter((delivery) => delivery.state === 'parked');
  const at = deps.clock.now();
  for (const { deliveryId } of parked) await writeState(tx, deliveryId, { state: 'waiting', at });
  if (released.state === 'parked') await movePackage(tx, deps, actor, { packageId, to: 'released' });
  return ok(null);
}
