import type { Actor } from '#core/actor.ts';
import type { ObjectId } from '#core/ids.ts';
import { type CaseRef, expungeObjects } from '#features/vault';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import type { IntakeDeps } from '../received.ts';
import { deleteUpload, selectHeldElsewhere, selectParts, selectUpload, type Upload } from '../store/uploads.ts';

type Deps = Pick<IntakeDeps, 'db' | 'clock' | 'vault'>;

/** Takes a file out of its draft; what no other file of the draft holds is destroyed. */
export async function removeUpload(
  deps: Deps,
  actor: Actor,
  { uploadId, draftId }: Pick<Upload, 'uploadId' | 'draftId'>,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const upload = await selectUpload(tx, uploadId);
    const parts = await selectParts(tx, uploadId);
    await deleteUpload(tx, uploadId);
    const objects = upload?.objectId ? [...parts, upload.objectId] : parts;
    await letGoOf(tx, deps, actor, { uploadId, draftId }, objects);
  });
}

/** Expunges objects of a draft that no other file of it holds. */
export async function letGoOf(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { uploadId, draftId }: Pick<Upload, 'uploadId' | 'draftId'>,
  objects: readonly ObjectId[],
): Promise<void> {
  const held = await selectHeldElsewhere(tx, draftId, uploadId);
  const objectIds = [...new Set(objects)].filter((object) => !held.includes(object));
  if (objectIds.length > 0) await expungeObjects(tx, deps, { objectIds, from: caseOf(draftId) }, { actor });
}

/** Where the bytes of a draft are kept. */
export function caseOf(draftId: number): CaseRef {
  return { kind: 'draft', id: draftId };
}
