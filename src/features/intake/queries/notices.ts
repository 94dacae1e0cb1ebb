import type { UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type NoticeReceipt, receiptOf } from '../domain/notice-receipt.ts';
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
