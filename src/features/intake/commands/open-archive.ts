import type { Readable } from 'node:stream';
import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Vault } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import { OPEN_ARCHIVE } from '../domain/permissions.ts';
import { type KeptArchive, selectArchivesOf } from '../store/archives.ts';

export interface OpenedArchive extends Pick<KeptArchive, 'fileName' | 'sizeBytes' | 'sha256' | 'receivedAt'> {
  /** Exactly what its sender sent; read it before the transaction ends. */
  readonly bytes: Readable;
}

export type ArchiveRefusal =
  | NotPermitted
  | { readonly kind: 'no-archive' | 'holds-secret' }
  | { readonly kind: 'several-archives'; readonly sha256s: readonly string[] };

/**
 * Opens the archive a report came in, byte by byte as it was sent. Where it came in several, `sha256` says which. Refused for one with a
 * document that carries a password, and once a report of it was disposed of (`no-archive`). Audited.
 */
export async function openArchive(
  tx: Tx,
  deps: { readonly vault: Pick<Vault, 'openObject'> },
  actor: Actor,
  wanted: { readonly reportId: number; readonly sha256?: string },
): Promise<Result<OpenedArchive, ArchiveRefusal>> {
  const { reportId, sha256 } = wanted;
  const allowed = await requirePermission(tx, actor, OPEN_ARCHIVE, [reportId]);
  if (!allowed.ok) return allowed;
  const kept = await selectArchivesOf(tx, reportId);
  const found = sha256 === undefined ? kept : kept.filter((one) => one.sha256 === sha256.toLowerCase());
  const [archive] = found;
  const audit = (outcome: 'done' | 'refused') =>
    record(tx, { actor, act: OPEN_ARCHIVE.name, objectKind: 'report', objectIds: [reportId], outcome });
  if (archive === undefined) return refuse({ kind: 'no-archive' });
  if (found.length > 1) return refuse({ kind: 'several-archives', sha256s: found.map((one) => one.sha256) });
  if (archive.holdsSecret) {
    await audit('refused');
    return refuse({ kind: 'holds-secret' });
  }
  await audit('done');
  const { objectId, holdsSecret: _, ...about } = archive;
  return ok({ ...about, bytes: await deps.vault.openObject(tx, objectId) });
}
