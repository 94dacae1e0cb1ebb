import type { PackageId, PackageNumber } from '#core/ids.ts';
import { packageHeads } from '#features/packaging';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectDelivery } from '../store.ts';

/** Which package a delivery carries; null when there is no such delivery. */
export async function packageOfDelivery(
  q: Queryable,
  deliveryId: number,
): Promise<{ readonly packageId: PackageId; readonly number: PackageNumber } | null> {
  const packageId = (await selectDelivery(q, deliveryId))?.packageId;
  if (packageId === undefined) return null;
  const head = (await packageHeads(q, [packageId])).get(packageId);
  return head ? { packageId, number: head.number } : null;
}
