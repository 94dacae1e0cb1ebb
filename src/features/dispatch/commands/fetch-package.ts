import type { Readable } from 'node:stream';
import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { record } from '#features/audit';
import { movePackage, packageHeads, releasedVersions } from '#features/packaging';
import type { Vault } from '#features/vault';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { opens } from '../domain/pickup-link.ts';
import { spoolName } from '../domain/spool-name.ts';
import { type DeliveryRow, lockDelivery, selectByPickupCode, writeFetched, writeState } from '../store.ts';
import { markDelivered } from './deliver-package.ts';
import { sha256Of } from './issue-codes.ts';

/** A file waiting behind a pick-up link. */
export interface PickupFile {
  readonly delivery: DeliveryRow;
  readonly name: string;
  readonly sizeBytes: number;
  open(): Promise<Readable>;
}

/** What a pick-up code opens now; null for an unknown, an ended, a used or a withdrawn one, all alike. */
export async function openPickup(
  db: Db,
  deps: { readonly clock: Clock; readonly vault: Pick<Vault, 'openObject'> },
  code: string,
): Promise<PickupFile | null> {
  const delivery = await selectByPickupCode(db, sha256Of(code));
  const [file] = delivery?.files ?? [];
  if (!delivery || !file) return null;
  const { state, pickupExpiresAt: expiresAt, fetchedAt } = delivery;
  if (!opens({ state, expiresAt, fetchedAt }, deps.clock.now())) return null;
  const [released] = await releasedVersions(db, [delivery.packageId]);
  if (released?.bagHash !== delivery.bagHash) return null;
  const name = spoolName({ number: released.number, part: delivery.part, form: file.form });
  return { delivery, name, sizeBytes: file.sizeBytes, open: () => deps.vault.openObject(db, file.objectId) };
}

/** The file went out whole: the link is used, the package delivered. Told twice, it counts once. */
export async function finishPickup(tx: Tx, deps: { readonly clock: Clock }, deliveryId: number): Promise<void> {
  const delivery = await lockDelivery(tx, deliveryId);
  if (delivery?.state !== 'sent' || delivery.fetchedAt !== null) return;
  const { packageId, agencyCode } = delivery;
  const actor: Actor = { kind: 'recipient', agencyCode };
  const at = deps.clock.now();
  await writeFetched(tx, deliveryId, at);
  await writeState(tx, deliveryId, { state: 'delivered', at });
  const state = (await packageHeads(tx, [packageId])).get(packageId)?.state;
  // Another channel may have delivered before.
  if (state === 'sent') await movePackage(tx, deps, actor, { packageId, to: 'delivered' });
  await markDelivered(tx, deps, actor, delivery);
  await record(tx, {
    actor,
    act: 'fetch-package',
    objectKind: 'delivery',
    objectIds: [deliveryId],
    outcome: 'done',
  });
}

/** Runs `finishPickup` in a transaction of its own. */
export function completePickup(db: Db, deps: { readonly clock: Clock }, deliveryId: number): Promise<void> {
  return inTransaction(db, (tx) => finishPickup(tx, deps, deliveryId));
}
