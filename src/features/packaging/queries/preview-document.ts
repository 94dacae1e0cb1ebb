import { createHash } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { rawBytesOf } from '#features/intake';
import type { Tx } from '#platform/postgres/transaction.ts';
import { collectContent } from '../commands/collect-content.ts';
import { makeDocument } from '../documents/make-documents.ts';
import type { PackageObject } from '../domain/package-content.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { selectMembers, selectPackageId, selectPackages } from '../store/packages.ts';
import type { PackageTools } from '../tools.ts';

/** Names of documents in addresses. */
export const PREVIEWS = { fdr: 'file-disposition-report', general: 'general-report' } as const;

// A preview only prints digests: nothing is taken out of the vault by this id.
const NO_OBJECT = '00000000-0000-0000-0000-000000000000' as ObjectId;

export type PreviewRefusal = NotPermitted | { readonly kind: 'no-such-package' | 'no-typesetter' };

/** One printed document as it would be sealed now, in either language; the reading is audited. */
export async function previewDocument(
  tx: Tx,
  deps: { readonly clock: Clock } & Pick<PackageTools, 'vault' | 'centre' | 'typesetter'>,
  actor: Actor,
  wanted: { readonly number: string; readonly document: keyof typeof PREVIEWS; readonly language: Language | null },
): Promise<Result<Uint8Array, PreviewRefusal>> {
  const packageId = await selectPackageId(tx, wanted.number);
  if (packageId === null) return refuse({ kind: 'no-such-package' });
  const allowed = await requirePermission(tx, actor, PERMISSIONS.previewDocument, [packageId]);
  if (!allowed.ok) return allowed;
  const [found] = await selectPackages(tx, [packageId]);
  const typesetter = deps.typesetter();
  if (!found) return refuse({ kind: 'no-such-package' });
  if (!typesetter.ok) return refuse({ kind: 'no-typesetter' });
  const act = PERMISSIONS.previewDocument.name;
  const detail = { document: wanted.document };
  await record(tx, { actor, act, objectKind: 'package', objectIds: [packageId], outcome: 'done', detail });
  const content = await collectContent(tx, deps, found, await originalsOf(tx, deps, packageId));
  const language = wanted.language ?? found.language;
  return ok(makeDocument(typesetter.value, content, PREVIEWS[wanted.document], language).pdf);
}

async function originalsOf(
  tx: Tx,
  deps: Pick<PackageTools, 'vault'>,
  packageId: number,
): Promise<ReadonlyMap<number, PackageObject>> {
  const originals = new Map<number, PackageObject>();
  for (const { reportId } of await selectMembers(tx, [packageId])) {
    const bytes = await rawBytesOf(tx, deps.vault, reportId);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    originals.set(reportId, { objectId: NO_OBJECT, sizeBytes: bytes.length, sha256 });
  }
  return originals;
}
