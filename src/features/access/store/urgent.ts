import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { UrgentSwitch } from '../domain/urgent-notice.ts';

export interface SwitchRow extends UrgentSwitch {
  readonly switchId: number;
  readonly signedBy: string;
  /** `YYYY-MM-DD` */
  readonly signedOn: string;
  readonly document: string;
  readonly proposalId: number;
}

/** A notice that left on one person's reason. */
export interface UseRow {
  readonly useId: number;
  readonly proposalId: number;
  readonly reportId: number;
  readonly agencyCode: string;
  readonly leftBy: number;
  readonly leftAt: Instant;
  readonly reason: string;
  readonly reviewDueAt: Instant;
  readonly reviewedBy: number | null;
  readonly reviewedAt: Instant | null;
  readonly verdict: 'justified' | 'not-justified' | null;
  readonly reviewNote: string | null;
}

const SWITCH = `switch_id as "switchId", is_on as "isOn", signed_by as "signedBy", signed_on as "signedOn", document,
  valid_from as "validFrom", valid_until as "validUntil", proposal_id as "proposalId"`;
const USE = `use_id as "useId", proposal_id as "proposalId", report_id as "reportId", agency_code as "agencyCode",
  left_by as "leftBy", left_at as "leftAt", reason, review_due_at as "reviewDueAt", reviewed_by as "reviewedBy",
  reviewed_at as "reviewedAt", verdict, review_note as "reviewNote"`;

export function selectSwitches(q: Queryable): Promise<SwitchRow[]> {
  return q.query<SwitchRow>(`select ${SWITCH} from access_urgent_switch order by valid_from desc, switch_id desc`);
}

export async function insertSwitch(
  tx: Tx,
  row: Omit<SwitchRow, 'switchId'> & { readonly enteredAt: Instant },
): Promise<number> {
  const [kept] = await tx.query<{ switchId: number }>(
    `insert into access_urgent_switch
       (is_on, signed_by, signed_on, document, valid_from, valid_until, proposal_id, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning switch_id as "switchId"`,
    [row.isOn, row.signedBy, row.signedOn, row.document, row.validFrom, row.validUntil, row.proposalId, row.enteredAt],
  );
  if (!kept) throw new Error('The switch was not kept.');
  return kept.switchId;
}

export async function insertUse(
  tx: Tx,
  use: Pick<UseRow, 'proposalId' | 'reportId' | 'agencyCode' | 'leftBy' | 'leftAt' | 'reason' | 'reviewDueAt'> & {
    readonly switchId: number;
  },
): Promise<number> {
  const [kept] = await tx.query<{ useId: number }>(
    `insert into access_urgent_use
       (proposal_id, switch_id, report_id, agency_code, left_by, left_at, reason, review_due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning use_id as "useId"`,
    [use.proposalId, use.switchId, use.reportId, use.agencyCode, use.leftBy, use.leftAt, use.reason, use.reviewDueAt],
  );
  if (!kept) throw new Error('The use was not kept.');
  return kept.useId;
}

/** The register, newest first. */
export function selectUses(q: Queryable, limit: number): Promise<UseRow[]> {
  return q.query<UseRow>(`select ${USE} from access_urgent_use order by use_id desc limit $1`, [limit]);
}

export async function lockUse(tx: Tx, useId: number): Promise<UseRow | null> {
  const [row] = await tx.query<UseRow>(`select ${USE} from access_urgent_use where use_id = $1 for update`, [useId]);
  return row ?? null;
}

export async function writeReview(
  tx: Tx,
  useId: number,
  review: { readonly by: number; readonly at: Instant; readonly verdict: string; readonly note: string },
): Promise<void> {
  await tx.query(
    `update access_urgent_use
     set reviewed_by = $2, reviewed_at = $3, verdict = $4, review_note = $5
     where use_id = $1`,
    [useId, review.by, review.at, review.verdict, review.note],
  );
}

/** Marks the uses whose review is overdue and not yet told; answers their ids. */
export async function markOverdue(tx: Tx, now: Instant): Promise<readonly number[]> {
  const rows = await tx.query<{ useId: number }>(
    `update access_urgent_use
     set overdue_announced_at = $1
     where reviewed_at is null and overdue_announced_at is null and review_due_at <= $1
     returning use_id as "useId"`,
    [now],
  );
  return rows.map((row) => row.useId);
}
