import type { Instant } from '#core/clock.ts';
import type { ObjectId, PackageId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** One encrypted file of a sealed version, in the vault. */
export interface SealedFile {
  readonly keyId: number;
  readonly form: 'x509' | 'age';
  readonly objectId: ObjectId;
  /** Lower-case hex, of the encrypted bytes. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A sealed version that stands; it never changes. */
export interface SealedRow {
  readonly packageId: PackageId;
  readonly part: number;
  readonly bagHash: string;
  readonly files: readonly SealedFile[];
  readonly signer: string;
  readonly sealedAt: Instant;
}

/** Keeps a sealed version with the content it was built from; false when one of this part stands already. */
export async function insertSealed(
  tx: Tx,
  sealed: SealedRow & { readonly zipSha256: Buffer; readonly content: unknown },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into packaging_sealed (package_id, part, bag_hash, zip_sha256, content, files, signer, sealed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (package_id, part) where withdrawn_at is null do nothing
     returning sealed_id`,
    [
      sealed.packageId,
      sealed.part,
      sealed.bagHash,
      sealed.zipSha256,
      JSON.stringify(sealed.content),
      JSON.stringify(sealed.files),
      sealed.signer,
      sealed.sealedAt,
    ],
  );
  return rows.length > 0;
}

/** The standing sealed versions of a set of packages, by package and part. */
export async function selectSealed(q: Queryable, packageIds: readonly number[]): Promise<readonly SealedRow[]> {
  return q.query<SealedRow>(
    `select package_id as "packageId", part, bag_hash as "bagHash", files, signer, sealed_at as "sealedAt"
     from packaging_sealed
     where package_id = any($1) and withdrawn_at is null
     order by package_id, part`,
    [packageIds],
  );
}

/** A version that was sent back stays on record and is never delivered. */
export async function withdrawSealed(tx: Tx, packageId: number, at: Instant): Promise<void> {
  await tx.query('update packaging_sealed set withdrawn_at = $2 where package_id = $1 and withdrawn_at is null', [
    packageId,
    at,
  ]);
}

/** A named person's release of one part. */
export interface ReleaseRow {
  readonly packageId: PackageId;
  readonly part: number;
  readonly bagHash: string;
  readonly releasedBy: number;
  readonly releasedAt: Instant;
}

export async function insertRelease(tx: Tx, release: ReleaseRow): Promise<void> {
  await tx.query(
    `insert into packaging_release (package_id, part, bag_hash, released_by, released_at)
     values ($1, $2, $3, $4, $5)`,
    [release.packageId, release.part, release.bagHash, release.releasedBy, release.releasedAt],
  );
}

export async function selectReleases(q: Queryable, packageIds: readonly number[]): Promise<readonly ReleaseRow[]> {
  return q.query<ReleaseRow>(
    `select package_id as "packageId", part, bag_hash as "bagHash", released_by as "releasedBy",
       released_at as "releasedAt"
     from packaging_release
     where package_id = any($1) and withdrawn_at is null
     order by package_id, part`,
    [packageIds],
  );
}
