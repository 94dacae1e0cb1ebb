import type { Instant } from '#core/clock.ts';
import type { PackageState } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** A package that holds some of the reports asked about, with all its members. */
export interface HoldingRow {
  readonly packageId: number;
  readonly number: string;
  readonly agency: string;
  readonly state: PackageState;
  readonly reportIds: readonly number[];
  readonly lastMoveAt: Instant;
}

export function selectHolding(q: Queryable, reportIds: readonly number[]): Promise<HoldingRow[]> {
  return q.query<HoldingRow>(
    `select package.package_id as "packageId", package.number, package.agency_code as agency, package.state,
            (select json_agg(member.report_id order by member.report_id)
             from packaging_member member
             where member.package_id = package.package_id) as "reportIds",
            coalesce((select max(move.at) from packaging_move move where move.package_id = package.package_id),
                     package.created_at) as "lastMoveAt"
     from packaging_package package
     where package.package_id in (select package_id from packaging_member where report_id = any($1::bigint[]))
     order by package.package_id`,
    [reportIds],
  );
}

const THEIRS = 'package_id in (select package_id from packaging_member where report_id = any($1::bigint[]))';

/** Every word a person or a report put into these packages; what proves what was sent stays. Answers how many rows. */
export async function emptyPackagesOf(tx: Tx, reportIds: readonly number[]): Promise<number> {
  const items = await tx.query(
    `update packaging_item set body = null, reason = null where ${THEIRS} and (body is not null or reason is not null)
     returning item`,
    [reportIds],
  );
  const facts = await tx.query(`delete from packaging_fact where ${THEIRS} returning target_id`, [reportIds]);
  const sealed = await tx.query(
    `update packaging_sealed set content = '{}' where ${THEIRS} and content <> '{}' returning sealed_id`,
    [reportIds],
  );
  await tx.query(`update packaging_package set note = null where ${THEIRS} and note is not null`, [reportIds]);
  await tx.query(`update packaging_move set note = null where ${THEIRS} and note is not null`, [reportIds]);
  return items.length + facts.length + sealed.length;
}
