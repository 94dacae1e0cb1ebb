import type { Actor, StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { SECOND_MS } from '#core/units.ts';
import type { Disposition } from '#core/vocabulary.ts';
import type { NotPermitted } from '#features/access';
import { record } from '#features/audit';
import { moveInLedger, reportHeads, resolveReport } from '#features/intake';
import type { ReportHead } from '#features/intake/types';
import { leaveBundles } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import {
  type DecisionRefusal,
  type DecisionRequest,
  type DecisionSituation,
  judgeDecision,
} from '../domain/decision-rules.ts';
import { DISPOSITION_CHOICES } from '../domain/dispositions.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { rulesOf } from '../rule-book.ts';
import { findLatestAssessments, findVerdicts } from '../store/assessments.ts';
import { closeRow } from '../store/claims.ts';
import { insertDecision } from '../store/decisions.ts';
import { lockQueueRows } from '../store/queue.ts';
import { authorizePerson } from './authorize-person.ts';

/** How long a decision can be undone before anything leaves (handbook ux page, section 0, item 8). */
const UNDO_MS = 30 * SECOND_MS;

export interface Decided {
  readonly disposition: Disposition;
  readonly reason: string;
  readonly effectiveAt: Instant;
}

export type DecideRefusal =
  | NotPermitted
  | DecisionRefusal
  | { readonly kind: 'not-in-queue' }
  | { readonly kind: 'unknown-target' };

/** A person disposes of a report they hold. Nothing is announced for 30 seconds; the ledger moves at once. */
export async function decideReport(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
  request: DecisionRequest,
): Promise<Result<Decided, DecideRefusal>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.decideReport, [reportId]);
  if (!person.ok) return person;
  const decided = await decideAllowed(tx, deps, person.value, reportId, request);
  const detail = decided.ok
    ? { disposition: decided.value.disposition, reason: decided.value.reason }
    : { refusal: decided.refusal.kind };
  const outcome = decided.ok ? 'done' : 'refused';
  await record(tx, { actor, act: 'decide-report', objectKind: 'report', objectIds: [reportId], outcome, detail });
  return decided;
}

async function decideAllowed(
  tx: Tx,
  deps: { readonly clock: Clock },
  person: StaffActor,
  reportId: number,
  request: DecisionRequest,
): Promise<Result<Decided, DecideRefusal>> {
  const situation = await situationOf(tx, reportId);
  const [head] = await reportHeads(tx, [reportId]);
  if (situation === null || head === undefined) return refuse({ kind: 'not-in-queue' });
  const now = deps.clock.now();
  const target = await resolveTarget(tx, request, head);
  const current = { ...situation, currentVersion: head.version };
  const judged = judgeDecision({ ...request, target: target.given }, current, person.staffId, now);
  if (!judged.ok) return judged;
  if (!target.known) return refuse({ kind: 'unknown-target' });
  const { disposition, note } = request;
  const { reason } = judged.value;
  const moved = await moveInLedger(tx, deps, person, [{ reportId, from: head.state, to: disposition }]);
  if (!moved.ok) return refuse({ kind: 'already-decided' });
  const effectiveAt = plusMs(now, UNDO_MS);
  await insertDecision(tx, {
    reportId,
    disposition,
    reason,
    note,
    target: target.given,
    decidedBy: person.staffId,
    decidedAt: now,
    effectiveAt,
  });
  await leaveBundles(tx, [reportId], 'decided-alone');
  await closeRow(tx, reportId);
  return ok({ disposition, reason, effectiveAt });
}

async function situationOf(tx: Tx, reportId: number): Promise<DecisionSituation | null> {
  const [row] = await lockQueueRows(tx, [reportId]);
  if (row === undefined) return null;
  const [assessment] = await findLatestAssessments(tx, [reportId]);
  const verdicts = await findVerdicts(tx, [reportId]);
  return {
    state: row.state,
    holder: row.holder,
    leaseUntil: row.leaseUntil,
    claimedVersion: row.claimedVersion ?? row.version,
    currentVersion: row.version,
    dangerFactors: (assessment?.factors.danger ?? []).map(({ code, weight }) => ({ code, weight, applied: true })),
    proposed: (assessment?.factors.proposed ?? []).map((passage) => passage.factor),
    verdicts: Object.fromEntries(verdicts.map(({ factor, verdict }) => [factor, verdict])),
    bundled: row.bundleId !== null,
    considerFromWeight: rulesOf(assessment?.ruleVersion ?? '').considerFromWeight,
  };
}

interface Target {
  readonly given: string | null;
  readonly known: boolean;
}

/** A report named as target is kept by its number and must be another one; the duplicate intake found is taken when none is named. */
async function resolveTarget(tx: Tx, request: DecisionRequest, head: ReportHead): Promise<Target> {
  const given = request.target?.trim() || null;
  const kind = DISPOSITION_CHOICES.find((choice) => choice.code === request.disposition)?.needsTarget ?? null;
  if (kind !== 'report') return { given, known: true };
  const other = given === null ? await foundDuplicate(tx, head) : await resolveReport(tx, given);
  if (other === null) return { given, known: false };
  return { given: other.number, known: other.reportId !== head.reportId };
}

async function foundDuplicate(tx: Tx, head: ReportHead): Promise<ReportHead | null> {
  if (head.duplicateOf === null) return null;
  return resolveReport(tx, head.duplicateOf);
}
