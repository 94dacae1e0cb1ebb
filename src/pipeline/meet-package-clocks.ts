import { meetPackageClocks } from '#features/calls';
import { reportIdsOfPackages } from '#features/packaging';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { StageDeps } from './stage.ts';

/** Packages are in their services' hands: the clocks of the reports they hold are met. */
export async function meetPackageClocksOf(tx: Tx, deps: StageDeps, packageIds: readonly number[]): Promise<void> {
  await meetPackageClocks(tx, await reportIdsOfPackages(tx, packageIds), deps.clock.now());
}
