import type { Instant } from '#core/clock.ts';
import type { Disposition } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** What a person was shown of a bundle. */
export interface SampleRecord {
  readonly bundleId: number;
  readonly staffId: number;
  readonly round: number;
  readonly sampleHash: string;
  readonly reportIds: readonly number[];
  readonly openedAt: Instant;
}

export async function insertSample(tx: Tx, sample: SampleRecord): Promise<void> {
  await tx.query(
    `insert into triage_bundle_sample (bundle_id, staff_id, round, sample_hash, report_ids, opened_at)
     values ($1, $2, $3, $4, $5::bigint[], $6)`,
    [sample.bundleId, sample.staffId, sample.round, sample.sampleHash, sample.reportIds, sample.openedAt],
  );
}

/** The last sample of a bundle that this person opened; null before the first. */
export async function findLastSample(q: Queryable, bundleId: number, staffId: number): Promise<SampleRecord | null> {
  const [sample] = await q.query<SampleRecord>(
    `select bundle_id as "bundleId", staff_id as "staffId", round, sample_hash as "sampleHash", report_ids as "reportIds",
            opened_at as "openedAt"
     from triage_bundle_sample
     where bundle_id = $1 and staff_id = $2
     order by sample_id desc
     limit 1`,
    [bundleId, staffId],
  );
  return sample ?? null;
}

/** A decision on a bundle as stored. */
export interface BundleDecisionRecord {
  readonly bundleDecisionId: number;
  readonly bundleId: number;
  readonly disposition: Disposition;
  readonly reason: string;
  readonly target: string | null;
  readonly reports: number;
  readonly decidedBy: number;
  readonly decidedAt: Instant;
  readonly effectiveAt: Instant;
}

const COLUMNS = `bundle_decision_id as "bundleDecisionId", bundle_id as "bundleId", disposition, reason, target, reports,
  decided_by as "decidedBy", decided_at as "decidedAt", effective_at as "effectiveAt"`;

/** Keeps a decision on a bundle and one decision for each of its members. */
export async function insertBundleDecision(
  tx: Tx,
  decision: Omit<BundleDecisionRecord, 'bundleDecisionId' | 'reports'> & {
    readonly sampleHash: string;
    readonly note: string | null;
    readonly reportIds: readonly number[];
  },
): Promise<void> {
  await tx.query(
    `with whole as (
       insert into triage_bundle_decision (bundle_id, disposition, reason, target, sample_hash, reports, decided_by, decided_at, effective_at)
       values ($1, $2, $3, $4, $5, cardinality($6::bigint[]), $7, $8, $9)
       returning bundle_decision_id)
     insert into triage_decision (report_id, disposition, reason, note, target, decided_by, decided_at, effective_at, bundle_decision_id)
     select report_id, $2, $3, $10, $4, $7, $8, $9, whole.bundle_decision_id
     from unnest($6::bigint[]) as report_id
     cross join whole
     order by report_id`,
    [
      decision.bundleId,
      decision.disposition,
      decision.reason,
      decision.target,
      decision.sampleHash,
      decision.reportIds,
      decision.decidedBy,
      decision.decidedAt,
      decision.effectiveAt,
      decision.note,
    ],
  );
}

/** The standing decision of each bundle. */
export function findBundleDecisions(q: Queryable, bundleIds: readonly number[]): Promise<BundleDecisionRecord[]> {
  return q.query<BundleDecisionRecord>(
    `select distinct on (bundle_id) ${COLUMNS}
     from triage_bundle_decision
     where bundle_id = any ($1::bigint[]) and undone_at is null
     order by bundle_id, bundle_decision_id desc`,
    [bundleIds],
  );
}

/** Takes back a decision on a bundle with those of its members that still can be; gives back whose. */
export async function undoBundleDecision(tx: Tx, bundleDecisionId: number, now: Instant): Promise<readonly number[]> {
  await tx.query('update triage_bundle_decision set undone_at = $2 where bundle_decision_id = $1', [
    bundleDecisionId,
    now,
  ]);
  const rows = await tx.query<{ reportId: number }>(
    `update triage_decision set undone_at = $2
     where bundle_decision_id = $1 and undone_at is null and announced_at is null
     returning report_id as "reportId"`,
    [bundleDecisionId, now],
  );
  return rows.map((row) => row.reportId);
}
