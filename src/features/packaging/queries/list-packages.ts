import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Page, UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { PackageState } from '#core/vocabulary.ts';
import { reportHeads } from '#features/intake';
import { agenciesByCode } from '#features/routing';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type PackageRow, selectMembers, selectPackageId, selectPage } from '../store/packages.ts';
import { selectSealed } from '../store/seals.ts';

/** A package as lists show it. */
export interface PackageListItem {
  readonly number: string;
  readonly state: PackageState;
  readonly recipient: string;
  readonly recipientName: Bilingual;
  readonly reports: readonly string[];
  readonly subject: string | null;
  readonly bagHash: string | null;
  readonly createdAt: Instant;
  readonly note: string | null;
}

export interface PackageFilter {
  readonly limit: number;
  /** Number of the last package of the page before. */
  readonly after?: string;
  readonly state?: string;
}

/** Packages, newest first, a page at a time; `next` is given back as `after`. */
export async function listPackages(
  q: Queryable,
  filter: PackageFilter,
): Promise<Result<Page<PackageListItem>, UnknownAfter>> {
  const before = filter.after === undefined ? null : await selectPackageId(q, filter.after);
  if (filter.after !== undefined && before === null) return refuse({ kind: 'unknown-after' });
  const states = filter.state === undefined ? null : filter.state.split(',');
  const found = await selectPage(q, { states, before, limit: filter.limit + 1 });
  const page = found.slice(0, filter.limit);
  const items = await present(q, page);
  return ok({ items, next: found.length > page.length ? (page.at(-1)?.number ?? null) : null });
}

async function present(q: Queryable, page: readonly PackageRow[]): Promise<readonly PackageListItem[]> {
  const ids = page.map((row) => row.packageId);
  const members = Map.groupBy(await selectMembers(q, ids), (member) => member.packageId);
  const bagHashes = new Map((await selectSealed(q, ids)).map((sealed) => [sealed.packageId, sealed.bagHash]));
  const agencies = await agenciesByCode(q, [...new Set(page.map((row) => row.agencyCode))]);
  const reportIds = [...new Set([...members.values()].flat().map((member) => member.reportId))];
  const numbers = new Map((await reportHeads(q, reportIds)).map((head) => [Number(head.reportId), head.number]));
  return page.map((row) => ({
    number: row.number,
    state: row.state,
    recipient: row.agencyCode,
    recipientName: agencies.get(row.agencyCode)?.name ?? { en: row.agencyCode, fr: row.agencyCode },
    reports: (members.get(row.packageId) ?? []).flatMap((member) => numbers.get(member.reportId) ?? []),
    subject: row.subjectId === null ? null : `S-${row.subjectId}`,
    bagHash: bagHashes.get(row.packageId) ?? null,
    createdAt: row.createdAt,
    note: row.note,
  }));
}
