import { join } from 'node:path';
import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { areKeysLive, movePackage, packageHeads, type ReleasedVersion, releasedVersions } from '#features/packaging';
import { agencyByCode } from '#features/routing';
import { recordCustody } from '#features/vault';
import { codeOf } from '#platform/log/log.ts';
import { announce } from '#platform/outbox/announce.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import type { DeliveryTools } from '../delivery-tools.ts';
import { isFolderName, spoolName } from '../domain/spool-name.ts';
import { MESSAGES } from '../messages.ts';
import { countAttempt, type DeliveryRow, ensureDelivery, lockDelivery, writeError, writeState } from '../store.ts';
import { isPlaced, type PlacedFile, placeFile } from './place-file.ts';
import { retractPackages } from './retract-copies.ts';
import { withdrawCopies } from './withdraw-copies.ts';

const STAGE: Actor = { kind: 'stage', stage: 'deliver-package' };

interface DeliverDeps {
  readonly clock: Clock;
  readonly delivery: DeliveryTools;
}

/**
 * Stage on `package.released`: brings the released bytes to the service by its channel (a folder when none is entered). The
 * wire is at-least-once, the effect once: killed anywhere and run again, exactly one complete file stands. A key that ended
 * parks the delivery with its reason.
 */
export async function deliverPackage(db: Db, deps: DeliverDeps, packageId: number): Promise<void> {
  const [released] = await releasedVersions(db, [packageId]);
  // Sent back between the release and this run: nothing may leave.
  if (!released) return;
  const delivery = await inTransaction(db, (tx) => openDelivery(tx, deps, released));
  if (delivery === null || delivery.channel !== 'spool') return;
  try {
    await spool(db, deps, released, delivery);
  } catch (error) {
    await inTransaction(db, (tx) => writeError(tx, delivery.deliveryId, codeOf(error)));
    throw error;
  }
}

/** Makes the delivery's row, or parks it; null when there is nothing to do now. */
async function openDelivery(tx: Tx, deps: DeliverDeps, released: ReleasedVersion): Promise<DeliveryRow | null> {
  const { packageId, part, agencyCode, bagHash, files } = released;
  const agency = await agencyByCode(tx, agencyCode, deps.clock.now());
  const channel = agency?.channel?.kind ?? 'spool';
  const createdAt = deps.clock.now();
  const row = await ensureDelivery(tx, { packageId, part, agencyCode, channel, bagHash, files, createdAt });
  if (row.state !== 'waiting' && row.state !== 'sent') return null;
  const fault = await faultOf(tx, deps, released);
  if (fault !== null && row.state === 'waiting') {
    await writeState(tx, row.deliveryId, { state: 'parked', at: createdAt, lastError: fault.en });
    await movePackage(tx, deps, STAGE, { packageId, to: 'parked', note: `${fault.en} / ${fault.fr}` });
    return null;
  }
  if (channel === 'spool') await countAttempt(tx, row.deliveryId);
  return row;
}

async function faultOf(tx: Tx, deps: DeliverDeps, released: ReleasedVersion) {
  if (!isFolderName(released.agencyCode)) return MESSAGES.noFolder;
  return (await areKeysLive(tx, deps, released.agencyCode, released.files)) ? null : MESSAGES.keyEnded;
}

async function spool(db: Db, deps: DeliverDeps, released: ReleasedVersion, delivery: DeliveryRow): Promise<void> {
  const { vault, spoolDir } = deps.delivery;
  const folder = join(spoolDir, released.agencyCode);
  const placed: PlacedFile[] = [];
  for (const { form, objectId, sha256 } of delivery.files) {
    const file = { folder, name: spoolName({ number: released.number, part: released.part, form }), sha256 };
    await placeFile(file, () => vault.openObject(db, objectId));
    placed.push(file);
  }
  await inTransaction(db, (tx) => settle(tx, deps, delivery, 'sent'));
  if (await wasTakenBack(db, released)) return withdrawCopies(db, deps, released.packageId);
  // "Delivered" only once the folder itself says so.
  for (const file of placed) if (!(await isPlaced(file))) throw new Error('A delivered file is not what was sealed.');
  await inTransaction(db, (tx) => settle(tx, deps, delivery, 'delivered'));
}

async function wasTakenBack(db: Db, { packageId }: ReleasedVersion): Promise<boolean> {
  return (await packageHeads(db, [packageId])).get(packageId)?.state === 'retracted';
}

/** Moves delivery and package together, once; a delivery that is further already stays. */
async function settle(tx: Tx, deps: DeliverDeps, delivery: DeliveryRow, to: 'sent' | 'delivered'): Promise<void> {
  const { deliveryId, packageId } = delivery;
  const now = await lockDelivery(tx, deliveryId);
  const from = to === 'sent' ? 'waiting' : 'sent';
  if (now?.state !== from || now.bagHash !== delivery.bagHash) return;
  await writeState(tx, deliveryId, { state: to, at: deps.clock.now() });
  const moved = await movePackage(tx, deps, STAGE, { packageId, to });
  // Taken back while its bytes were being placed: the recall saw nobody who held it, now somebody does.
  if (!moved.ok) await retractPackages(tx, deps, [packageId]);
  if (to !== 'delivered') return;
  await markDelivered(tx, deps, STAGE, delivery);
}

/** Custody and the event of a delivery that arrived. */
export async function markDelivered(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  delivery: Pick<DeliveryRow, 'packageId' | 'files'>,
): Promise<void> {
  const { packageId, files } = delivery;
  await recordCustody(
    tx,
    deps,
    files.map(({ objectId }) => ({ objectId, packageId, act: 'delivered', actor })),
  );
  await announce(tx, { kind: 'package.delivered', subjects: [packageId] });
}
