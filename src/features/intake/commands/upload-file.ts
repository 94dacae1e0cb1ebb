import { randomBytes } from 'node:crypto';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import { keepObject, type StoredBytes } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import { undescribedFile } from '../domain/empty-report.ts';
import { fileToken } from '../domain/file-token.ts';
import type { IspwsCode } from '../domain/ispws-codes.ts';
import { REFUSAL_OF, standingOf } from '../domain/ispws-standing.ts';
import type { ReceiveDeps } from '../received.ts';
import { findSameUpload, lockIspwsReport, selectIspwsFiles, touchReport } from '../store/ispws.ts';
import { takeIds } from '../store/receive.ts';
import { insertReceived } from '../store/received-tables.ts';
import type { ProviderActor } from './submit-report.ts';

export interface Upload {
  readonly ispwsId: number;
  readonly stored: StoredBytes;
  readonly name: string | null;
}

/**
 * Adds a stored file to an unfinished report. The same bytes under the same name again answer the first fileId. Refuses a report that
 * is unknown, another sender's, finished, retracted or run out; the report's row is locked, so a file answered 0 is in `/finish`.
 */
export async function uploadFile(
  tx: Tx,
  deps: ReceiveDeps,
  actor: ProviderActor,
  { ispwsId, stored, name }: Upload,
): Promise<Result<string, IspwsCode>> {
  const now = deps.clock.now();
  const report = await lockIspwsReport(tx, ispwsId, actor.credentialId);
  const standing = report ? standingOf(report, now) : 'closed';
  const audit = (outcome: 'done' | 'refused') => {
    const objectIds = report ? [report.reportId] : [];
    return record(tx, { actor, act: 'upload-file', objectKind: 'report', objectIds, outcome });
  };
  if (!report || standing !== 'unfinished') {
    await audit('refused');
    return refuse(standing === 'unfinished' ? 'reportUnknown' : REFUSAL_OF[standing]);
  }
  const { reportId } = report;
  await touchReport(tx, reportId, now);
  const same = await findSameUpload(tx, reportId, stored.sha256, name);
  const objectId = await keepObject(tx, deps, stored, { reportId, act: 'received', actor });
  await audit('done');
  if (same) return ok(same.ispwsFileId);
  const ispwsFileId = fileToken(randomBytes(16));
  const details = undescribedFile(name);
  const { files } = await takeIds(tx, { files: 1 });
  await insertReceived(tx, 'intake_file', [
    {
      file_id: files[0],
      report_id: reportId,
      version: 1,
      ordinal: (await selectIspwsFiles(tx, reportId)).length,
      ispws_file_id: ispwsFileId,
      object_id: objectId,
      original_name: name,
      size_bytes: stored.sizeBytes,
      md5: stored.md5,
      sha1: stored.sha1,
      sha256: stored.sha256,
      viewed_by_esp: null,
      details,
      received_at: now,
    },
  ]);
  return ok(ispwsFileId);
}
