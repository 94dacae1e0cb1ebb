import type { PackageState } from '#core/vocabulary.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type HoldingRow, selectHolding } from '../store/forget.ts';
import { selectMembers } from '../store/packages.ts';

/** States in which the recipient has, or has had, the bytes. */
const OUT: ReadonlySet<PackageState> = new Set([
  'sent',
  'delivered',
  'acknowledged',
  'accepted',
  'declined',
  're-routed',
  'closed',
  'rejected',
]);

/** The reports that packages hold, each once. */
export async function reportIdsOfPackages(q: Queryable, packageIds: readonly number[]): Promise<readonly number[]> {
  return [...new Set((await selectMembers(q, packageIds)).map(({ reportId }) => reportId))];
}

/** Packages that hold these reports, with every member, the last move, and whether the recipient has it. */
export async function packagesHolding(
  q: Queryable,
  reportIds: readonly number[],
): Promise<readonly (HoldingRow & { readonly isOut: boolean })[]> {
  return (await selectHolding(q, reportIds)).map((row) => ({ ...row, isOut: OUT.has(row.state) }));
}
