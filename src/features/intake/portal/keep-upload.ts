import type { StaffActor } from '#core/actor.ts';
import type { ObjectId } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { keepObject, type StoredBytes } from '#features/vault';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { caseOf, letGoOf, removeUpload } from '../commands/remove-upload.ts';
import { documentKind, SNIFFED_BYTES } from '../domain/document-kind.ts';
import type { IntakeDeps } from '../received.ts';
import { touchDraft } from '../store/drafts.ts';
import { completeUpload, insertPart, insertUpload, selectParts, type Upload } from '../store/uploads.ts';

/** Why a file is not attached; nothing of it is kept. */
export interface UploadRefusal {
  readonly kind: 'imagery' | 'not-a-document' | 'too-large' | 'disk-full' | 'empty';
}

/** Whose act it is, on which upload. */
interface Uploading {
  readonly actor: StaffActor;
  readonly upload: Pick<Upload, 'uploadId' | 'draftId' | 'name' | 'sizeBytes'>;
}

/** Registers a file that is about to come. */
export async function beginUpload(deps: IntakeDeps, { upload }: Uploading): Promise<void> {
  const startedAt = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    await touchDraft(tx, upload.draftId, startedAt);
    await insertUpload(tx, { ...upload, startedAt });
  });
}

/**
 * Takes a piece of an upload as it streams in, sealed on the way. What came before the line broke is kept, so that the rest can follow
 * it. The first bytes decide whether it may come at all. Answers how far the upload is now.
 */
export async function takePiece(
  deps: IntakeDeps,
  { actor, upload }: Uploading,
  offset: number,
  source: AsyncIterable<Uint8Array>,
): Promise<Result<number, UploadRefusal>> {
  const { head, whole } = await lookedAt(untilItBreaks(source));
  const fault = offset === 0 && head.length > 0 ? faultOf(head, upload.name) : null;
  if (fault) return refuse(fault);
  const stored = await deps.vault.storeStream(whole, { maxBytes: upload.sizeBytes - offset });
  if (!stored.ok) return refuse({ kind: stored.refusal.kind });
  if (stored.value.sizeBytes === 0) {
    await deps.vault.discard(stored.value);
    return ok(offset);
  }
  await inTransaction(deps.db, async (tx) => {
    const objectId = await kept(tx, deps, actor, upload.draftId, stored.value);
    const { sizeBytes } = stored.value;
    await touchDraft(tx, upload.draftId, deps.clock.now());
    await insertPart(tx, { uploadId: upload.uploadId, startsAt: offset, sizeBytes, objectId });
  });
  return ok(offset + stored.value.sizeBytes);
}

/** Puts the pieces together, looks at the first bytes once more, and lets the pieces go. */
export async function finishUpload(
  deps: IntakeDeps,
  { actor, upload }: Uploading,
): Promise<Result<null, UploadRefusal>> {
  const parts = await selectParts(deps.db, upload.uploadId);
  const looked = await lookedAt(inOrder(deps, parts));
  const fault = looked.head.length === 0 ? ({ kind: 'empty' } as const) : faultOf(looked.head, upload.name);
  if (fault) {
    await removeUpload(deps, actor, upload);
    return refuse(fault);
  }
  const stored = await deps.vault.storeStream(looked.whole, { maxBytes: upload.sizeBytes });
  if (!stored.ok) return refuse({ kind: stored.refusal.kind });
  await inTransaction(deps.db, async (tx) => {
    const whole = await kept(tx, deps, actor, upload.draftId, stored.value);
    await completeUpload(tx, upload.uploadId, whole);
    await letGoOf(
      tx,
      deps,
      actor,
      upload,
      parts.filter((part) => part !== whole),
    );
  });
  return ok(null);
}

function kept(tx: Tx, deps: IntakeDeps, actor: StaffActor, draftId: number, stored: StoredBytes): Promise<ObjectId> {
  return keepObject(tx, deps, stored, { keptFor: caseOf(draftId), act: 'received', actor });
}

function faultOf(head: Uint8Array, name: string): UploadRefusal | null {
  const kind = documentKind(head, name);
  if (kind === 'document') return null;
  return { kind: kind === 'imagery' ? 'imagery' : 'not-a-document' };
}

/** The first bytes of a stream, and the stream from its beginning again. */
async function lookedAt(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly whole: AsyncIterable<Uint8Array> }> {
  const rest = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < SNIFFED_BYTES) {
    const { value, done } = await rest.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  const whole = async function* () {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => rest };
  };
  return { head, whole: whole() };
}

/** A broken line ends the piece, not the upload. */
async function* untilItBreaks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* source;
  } catch {
    return;
  }
}

async function* inOrder({ db, vault }: IntakeDeps, parts: readonly ObjectId[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* await vault.openObject(db, part);
}
