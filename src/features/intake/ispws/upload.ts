import type { FastifyRequest } from 'fastify';
import type { StoredBytes } from '#features/vault';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { storableName } from '../commands/prepare-raw.ts';
import type { ProviderActor } from '../commands/submit-report.ts';
import { uploadFile } from '../commands/upload-file.ts';
import { REFUSAL_OF, standingOf } from '../domain/ispws-standing.ts';
import { countBytes, payerOf } from '../door/quotas.ts';
import { findIspwsReport } from '../store/ispws.ts';
import { type IspwsAnswer, reportResponse } from './answers.ts';
import type { IspwsDeps } from './deps.ts';
import { readForm, type StreamedFile } from './read-parts.ts';

interface Taken {
  readonly name: string | null;
  readonly stored: StoredBytes | null;
  /** Set when the file was not stored. */
  readonly refusal: IspwsAnswer | null;
}

/** POST /upload: the file streams into the vault, then one transaction adds it to its report. */
export async function answerUpload(
  deps: IspwsDeps,
  actor: ProviderActor,
  request: FastifyRequest,
): Promise<IspwsAnswer> {
  if (!request.isMultipart()) {
    request.raw.resume();
    return reportResponse('invalidRequest', { detail: 'multipart/form-data with the fields id and file is expected' });
  }
  let taken: Taken | null = null;
  const keep = async (file: StreamedFile) => {
    taken = await takeFile(deps, actor, file);
  };
  const ispwsId = await readForm(request, keep).catch(async (error: unknown) => {
    await discard(deps, taken);
    throw error;
  });
  return settle(deps, actor, taken, ispwsId);
}

async function settle(
  deps: IspwsDeps,
  actor: ProviderActor,
  taken: Taken | null,
  ispwsId: number | null,
): Promise<IspwsAnswer> {
  if (taken === null) return reportResponse('invalidRequest', { detail: 'The form holds no file', reportId: ispwsId });
  const { stored, name, refusal } = taken;
  if (refusal) return refusal;
  if (ispwsId === null || stored === null) {
    await discard(deps, taken);
    return reportResponse('invalidRequest', { detail: 'The form holds no report id' });
  }
  // Counted first: should that fail, nothing is stored and the sender may send it again.
  await countBytes(deps, payerOf(actor), stored.sizeBytes);
  const fileId = await inTransaction(deps.db, (tx) => uploadFile(tx, deps, actor, { ispwsId, stored, name }));
  if (!fileId.ok) {
    await discard(deps, taken);
    return reportResponse(fileId.refusal, { reportId: ispwsId });
  }
  const md5Hex = stored.md5.toString('hex');
  return reportResponse('success', { reportId: ispwsId, fileId: fileId.value, md5Hex });
}

/** Stores the bytes; for a report that takes no files (any more) they are read past, not stored. */
async function takeFile(deps: IspwsDeps, actor: ProviderActor, file: StreamedFile): Promise<Taken> {
  const name = storableName(file.name);
  const early = file.numberSoFar === null ? null : await refusalBefore(deps, actor, file.numberSoFar);
  if (early) {
    file.bytes.resume();
    return { name, stored: null, refusal: early };
  }
  const stored = await deps.vault.storeStream(file.bytes, { maxBytes: deps.maxFileBytes });
  if (stored.ok) return { name, stored: stored.value, refusal: null };
  file.bytes.resume();
  if (stored.refusal.kind === 'disk-full')
    return { name, stored: null, refusal: reportResponse('serverError', { status: 503 }) };
  const detail = `The file is larger than ${deps.maxFileBytes} bytes`;
  return { name, stored: null, refusal: reportResponse('fileUploadFailed', { detail, reportId: file.numberSoFar }) };
}

async function refusalBefore(deps: IspwsDeps, actor: ProviderActor, ispwsId: number): Promise<IspwsAnswer | null> {
  const report = await findIspwsReport(deps.db, ispwsId, actor.credentialId);
  const standing = report ? standingOf(report, deps.clock.now()) : 'closed';
  return standing === 'unfinished' ? null : reportResponse(REFUSAL_OF[standing], { reportId: ispwsId });
}

async function discard(deps: IspwsDeps, taken: Taken | null): Promise<void> {
  if (taken?.stored) await deps.vault.discard(taken.stored);
}
