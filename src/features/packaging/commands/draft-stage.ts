import type { Clock } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { draftPackagesOf, lineUpLeads } from './draft-packages.ts';
import { gatherRouted } from './gather-routed.ts';

/**
 * Stage on `report.routed`: what a person decided to package goes into a draft for each accepted route, what is forwarded as a
 * lead into its service's line. Run again, nothing changes.
 */
export async function draftPackages(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
): Promise<void> {
  const routed = await gatherRouted(tx, reportIds);
  await draftPackagesOf(tx, deps, routed.toPackage);
  await lineUpLeads(tx, deps, routed.leads);
}
