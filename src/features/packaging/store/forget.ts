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

/** Seen with the service's eyes, whoever asks. */
export function selectHolding(q: Queryable, reportIds: readonly number[]): Promise<HoldingRow[]> {
  return q.query<HoldingRow>(
    `select package_id as "packageId", number, agency_code as agency, state, to_jsonb(report_ids) as "reportIds",
            last_move_at as "lastMoveAt"
     from packaging_holding($1)
     order by package_id`,
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
