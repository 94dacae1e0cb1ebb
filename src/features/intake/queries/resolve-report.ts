import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectHeadByIspwsId, selectHeadByNumber, selectHeadByTicket, selectHeadByTip } from '../store/heads.ts';
import type { ReportHead } from '../types.ts';

/** Finds a report by `R-2026-000123`, an ispws `reportId`, `ncmec:<number>` or the ticket it waited under; null when there is none. */
export async function resolveReport(q: Queryable, text: string): Promise<ReportHead | null> {
  const wanted = text.trim();
  if (/^R-\d{4}-\d{6,}$/i.test(wanted)) return selectHeadByNumber(q, wanted.toUpperCase());
  const tip = /^ncmec:(.{1,64})$/i.exec(wanted)?.[1];
  if (tip !== undefined) return selectHeadByTip(q, tip);
  if (/^W-\d{8}-\d{9}-[0-9A-F]{12}$/i.test(wanted)) return selectHeadByTicket(q, wanted.toUpperCase());
  // 15 digits: below 2^53, so that no number is rounded into somebody else's.
  return /^\d{1,15}$/.test(wanted) ? selectHeadByIspwsId(q, Number(wanted)) : null;
}
