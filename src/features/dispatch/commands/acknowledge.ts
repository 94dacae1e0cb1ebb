import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { movePackage } from '#features/packaging';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { furthest, mayBeAcknowledged } from '../domain/delivery-status.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { insertReceipt, lockDeliveriesOf, writeState } from '../store.ts';

/** What a recipient says: the bag hash it computed, and who computed it. */
export interface Receipt {
  readonly bagHash: string;
  readonly by: string;
}

export type AcknowledgeRefusal = NotPermitted | { readonly kind: 'nothing-delivered' | 'wrong-bag-hash' };

/**
 * Takes a recipient's receipt over the bag hash: the package was opened and is what was sealed. The same receipt again changes
 * nothing. Refuses `nothing-delivered` and `wrong-bag-hash`; refusals are audited.
 */
export async function acknowledge(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  packageId: number,
  receipt: Receipt,
): Promise<Result<{ readonly packageId: number; readonly state: 'acknowledged' }, AcknowledgeRefusal>> {
  const permission = PERMISSIONS.acknowledge;
  const allowed = await requirePermission(tx, actor, permission, [packageId]);
  if (!allowed.ok) return allowed;
  const audited = { actor, act: permission.name, objectKind: permission.objectKind, objectIds: [packageId] };
  const delivery = furthest((await lockDeliveriesOf(tx, packageId)).filter((one) => mayBeAcknowledged(one.state)));
  if (delivery === null || !isSameHash(receipt.bagHash, delivery.bagHash)) {
    const kind = delivery === null ? 'nothing-delivered' : 'wrong-bag-hash';
    await record(tx, { ...audited, outcome: 'refused', detail: { kind } });
    return refuse({ kind });
  }
  if (delivery.state === 'acknowledged') return ok({ packageId, state: 'acknowledged' });
  const { deliveryId, bagHash } = delivery;
  const at = deps.clock.now();
  await insertReceipt(tx, { deliveryId, bagHash, acknowledgedBy: receipt.by, at });
  await writeState(tx, deliveryId, { state: 'acknowledged', at });
  await movePackage(tx, deps, actor, { packageId, to: 'acknowledged' });
  await record(tx, { ...audited, outcome: 'done', detail: { deliveryId } });
  await announce(tx, { kind: 'package.acknowledged', subjects: [packageId] });
  return ok({ packageId, state: 'acknowledged' });
}

/** Compares hexadecimal digests in constant time, whatever was written. */
function isSameHash(given: string, known: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text.trim().toLowerCase()).digest();
  return timingSafeEqual(digest(given), digest(known));
}
