import type { Tx } from '#platform/postgres/transaction.ts';
import { noticeFigures } from '../domain/notice-figures.ts';
import { toldOf } from '../domain/notice-terms.ts';
import { termsKnown } from '../queries/draft-terms.ts';
import type { ReceiveDeps } from '../received.ts';
import { type NoticeReceiptRow, type NoticeRow, writeNoticeRows } from '../store/notices.ts';
import type { PlacedNotice } from './known-notices.ts';
import type { Placed } from './write-versions.ts';

/** Writes what makes reports notices: identity, the regime they are born under, figures, and the receipt as it is given. */
export async function writeNotices(
  tx: Tx,
  deps: Pick<ReceiveDeps, 'noticeTerms'>,
  stored: readonly { readonly item: Placed; readonly notice: PlacedNotice | undefined }[],
): Promise<void> {
  const placed = stored.flatMap(({ item, notice }) => (notice === undefined ? [] : [{ item, notice }]));
  if (placed.length === 0) return;
  const termsAt = await termsKnown(tx, deps);
  const notices: NoticeRow[] = [];
  const receipts: NoticeReceiptRow[] = [];
  for (const { item, notice } of placed) {
    const { report, raw, receivedAt } = item.received;
    const { identity, provider, known } = notice;
    // A new version stays under the law of the first one.
    const born = known?.receivedAt ?? receivedAt;
    const told = toldOf(report.notice ?? {}, identity.duty, termsAt(born), report.drift);
    const figures = noticeFigures(report);
    notices.push({
      report_id: item.reportId,
      provider_id: provider.providerId,
      reference: identity.reference,
      duty: identity.duty,
      regime: told.regime,
      received_at: born,
      keep_until: told.keeping?.until ?? null,
      content_sha256: Buffer.from(identity.contentSha256, 'hex'),
      discovered_at: figures.discoveredAt,
      missing: told.missing,
      transmission_data_missing: told.transmissionDataMissing,
      completeness: told.completeness,
      connections: figures.connections,
      connections_without_port: figures.connectionsWithoutPort,
      times: figures.times,
      times_without_zone: figures.timesWithoutZone,
      files: figures.files,
      files_view_unstated: figures.filesViewUnstated,
    });
    receipts.push({
      report_id: item.reportId,
      version: item.version,
      received_at: receivedAt,
      sha256: raw.sha256,
      provider_code: provider.code,
      provider_name: provider.name,
      told,
    });
  }
  await writeNoticeRows(tx, notices, receipts);
}
