import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import { keepObject } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { IspwsCode } from '../domain/ispws-codes.ts';
import { REFUSAL_OF, standingOf } from '../domain/ispws-standing.ts';
import type { RawBytes, ReceiveDeps } from '../received.ts';
import {
  forgetFileDescription,
  holdsRaw,
  insertReportDrift,
  lockIspwsReport,
  selectIspwsFiles,
  touchReport,
  updateFileDetails,
} from '../store/ispws.ts';
import { takeIds } from '../store/receive.ts';
import { insertReceived } from '../store/received-tables.ts';
import type { Drift, SubmittedFileDetails } from '../types.ts';
import { identifierRow, rawColumns } from './receipt-rows.ts';
import type { ProviderActor } from './submit-report.ts';

export interface FileDescription {
  readonly ispwsId: number;
  readonly ispwsFileId: string;
  readonly raw: RawBytes;
  readonly details: SubmittedFileDetails;
  readonly drift: readonly Drift[];
}

/** Stores what a sender says about an uploaded file; said again, the newer words replace the older, the bytes of both are kept. */
export async function describeFile(
  tx: Tx,
  deps: ReceiveDeps,
  actor: ProviderActor,
  description: FileDescription,
): Promise<Result<null, IspwsCode>> {
  const now = deps.clock.now();
  const report = await lockIspwsReport(tx, description.ispwsId, actor.credentialId);
  const standing = report ? standingOf(report, now) : 'closed';
  const audit = (outcome: 'done' | 'refused') => {
    const objectIds = report ? [report.reportId] : [];
    return record(tx, { actor, act: 'describe-file', objectKind: 'report', objectIds, outcome });
  };
  const files = report ? await selectIspwsFiles(tx, report.reportId) : [];
  const file = files.find((one) => one.ispwsFileId === description.ispwsFileId);
  if (!report || standing !== 'unfinished' || !file) {
    await audit('refused');
    if (!report || standing !== 'unfinished')
      return refuse(standing === 'unfinished' ? 'reportUnknown' : REFUSAL_OF[standing]);
    return refuse('fileUnknown');
  }
  const { reportId } = report;
  await keepRaw(tx, deps, actor, reportId, description.raw);
  const path = `files[${file.ordinal}]`;
  const under = <T extends { readonly path: string }>(one: T): T => ({
    ...one,
    path: one.path === '' ? path : `${path}.${one.path}`,
  });
  const details = {
    ...description.details,
    givenName: file.details.givenName ?? description.details.givenName,
    identifiers: description.details.identifiers.map(under),
  };
  await forgetFileDescription(tx, reportId, path);
  await updateFileDetails(tx, file.fileId, details);
  const ids = await takeIds(tx, { identifiers: details.identifiers.length });
  await insertReceived(
    tx,
    'intake_identifier',
    details.identifiers.map((one, at) => ({
      identifier_id: ids.identifiers[at],
      ...identifierRow(one, { report_id: reportId, version: 1 }),
    })),
  );
  await insertReportDrift(tx, reportId, description.drift.map(under));
  await touchReport(tx, reportId, now);
  await audit('done');
  return ok(null);
}

/** Keeps the bytes as received; the same bytes for the same report once. */
async function keepRaw(
  tx: Tx,
  deps: ReceiveDeps,
  actor: ProviderActor,
  reportId: number,
  raw: RawBytes,
): Promise<void> {
  if (await holdsRaw(tx, reportId, 'file-details', raw.sha256)) return;
  const objectId = raw.stored ? await keepObject(tx, deps, raw.stored, { reportId, act: 'received', actor }) : null;
  const { raws } = await takeIds(tx, { raws: 1 });
  await insertReceived(tx, 'intake_raw', [
    {
      raw_id: raws[0],
      report_id: reportId,
      source: 'provider',
      kind: 'file-details',
      ...rawColumns(raw, objectId),
      received_at: deps.clock.now(),
    },
  ]);
}
