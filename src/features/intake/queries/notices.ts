import type { Actor } from '#core/actor.ts';
import type { UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { type NoticeReceipt, receiptOf } from '../domain/notice-receipt.ts';
import { READ_REPORT } from '../domain/permissions.ts';
import {
  type NoticeLine,
  selectNoticeByNumber,
  selectNoticeByReference,
  selectNoticesOf,
  selectReceipts,
} from '../store/notices.ts';

/** The receipt of a provider's own notice, by its number or by the provider's reference; null when it is none of theirs. */
export async function noticeReceipt(
  q: Queryable,
  providerId: number,
  wanted: { readonly incidentNumber: string } | { readonly reference: string },
): Promise<NoticeReceipt | null> {
  const reportId =
    'reference' in wanted
      ? await selectNoticeByReference(q, providerId, wanted.reference)
      : await selectNoticeByNumber(q, providerId, wanted.incidentNumber.trim().toUpperCase());
  return reportId === null ? null : receiptOf(await selectReceipts(q, [reportId], providerId));
}

/** The receipts of reports that are notices, by number: for whoever has just received them. */
export async function noticeReceipts(
  q: Queryable,
  reportIds: readonly number[],
): Promise<ReadonlyMap<string, NoticeReceipt>> {
  const kept = Map.groupBy(await selectReceipts(q, reportIds, null), (one) => one.number);
  return new Map(
    [...kept].flatMap(([number, versions]) => {
      const receipt = receiptOf(versions);
      return receipt === null ? [] : [[number, receipt] as const];
    }),
  );
}

/** The receipt of the notice under this number, for whoever has just sent it; null for a report that is no notice. */
export async function receiptOfNumber(q: Queryable, number: string): Promise<NoticeReceipt | null> {
  const reportId = Number(/^R-\d{4}-(\d{1,15})$/.exec(number)?.[1] ?? 0);
  return (await noticeReceipts(q, [reportId])).get(number) ?? null;
}

/** The receipt of a notice, as the desk prints it again; null for a report that is no notice. Audited; refuses those who may not read. */
export async function showReceipt(
  tx: Tx,
  actor: Actor,
  reportId: number,
): Promise<Result<NoticeReceipt | null, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, READ_REPORT, [reportId]);
  if (!allowed.ok) return allowed;
  const receipt = receiptOf(await selectReceipts(tx, [reportId], null));
  await record(tx, { actor, act: 'print-receipt', objectKind: 'report', objectIds: [reportId], outcome: 'done' });
  return ok(receipt);
}

/** A provider's own notices, newest first; `after` is the incident number of the last one of the page before. */
export async function listNotices(
  q: Queryable,
  providerId: number,
  page: { readonly limit: number; readonly after?: string },
): Promise<Result<{ readonly items: readonly NoticeLine[]; readonly next: string | null }, UnknownAfter>> {
  const after = page.after === undefined ? null : await selectNoticeByNumber(q, providerId, page.after);
  if (page.after !== undefined && after === null) return refuse({ kind: 'unknown-after' });
  const found = await selectNoticesOf(q, providerId, { limit: page.limit + 1, after });
  const items = found.slice(0, page.limit);
  return ok({ items, next: found.length > page.limit ? (items.at(-1)?.incidentNumber ?? null) : null });
}
