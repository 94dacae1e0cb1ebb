import type { Instant } from '#core/clock.ts';
import type { AgencyCode, PackageId, PackageNumber } from '#core/ids.ts';
import type { PackageState } from '#core/vocabulary.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectIdsIn, selectPackageId, selectPackages } from '../store/packages.ts';
import { type SealedFile, selectReleases, selectSealed } from '../store/seals.ts';

/** A released version as dispatch sends it. */
export interface ReleasedVersion {
  readonly packageId: PackageId;
  readonly number: PackageNumber;
  readonly state: PackageState;
  readonly agencyCode: AgencyCode;
  readonly part: number;
  readonly bagHash: string;
  readonly files: readonly SealedFile[];
  readonly releasedBy: number;
  readonly releasedAt: Instant;
}

/** The released versions of a set of packages: only these may be sent. Packages without a release are absent. */
export async function releasedVersions(
  q: Queryable,
  packageIds: readonly number[],
): Promise<readonly ReleasedVersion[]> {
  const packages = new Map((await selectPackages(q, packageIds)).map((row) => [row.packageId, row]));
  const sealed = await selectSealed(q, packageIds);
  return (await selectReleases(q, packageIds)).flatMap((release) => {
    const row = packages.get(release.packageId);
    const version = sealed.find((one) => one.packageId === release.packageId && one.part === release.part);
    // A release over other bytes than those that stand is worth nothing.
    if (!row || version?.bagHash !== release.bagHash) return [];
    const { packageId, number, state, agencyCode } = row;
    const { part, bagHash, files } = version;
    const { releasedBy, releasedAt } = release;
    return { packageId, number, state, agencyCode, part, bagHash, files, releasedBy, releasedAt };
  });
}

/** The id behind a package number; null when there is none. */
export function packageIdOf(q: Queryable, number: string): Promise<PackageId | null> {
  return selectPackageId(q, number);
}

/** What a package is called and where it stands, by id. */
export async function packageHeads(
  q: Queryable,
  packageIds: readonly number[],
): Promise<
  ReadonlyMap<number, { readonly number: PackageNumber; readonly state: PackageState; readonly agencyCode: AgencyCode }>
> {
  const rows = await selectPackages(q, packageIds);
  return new Map(rows.map(({ packageId, number, state, agencyCode }) => [packageId, { number, state, agencyCode }]));
}

/** Packages in one state, oldest first. */
export function packageIdsIn(q: Queryable, state: PackageState): Promise<readonly PackageId[]> {
  return selectIdsIn(q, state);
}
