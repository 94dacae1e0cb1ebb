import type { Actor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { SECOND_MS } from '#core/units.ts';
import type { Disposition } from '#core/vocabulary.ts';
import { record } from '#features/audit';
import { moveInLedger, resolveReport } from '#features/intake';
import {
  BUNDLE_RULES,
  type Bundle,
  countWithBundle,
  lockTogether,
  releaseMembers,
  setBundleState,
} from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type BundleOutcomeRefusal, judgeBundleOutcome, splitMembers } from '../domain/bundle-decision.ts';
import { holds } from '../domain/decision-rules.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { findLastSample, insertBundleDecision } from '../store/bundle-decisions.ts';
import { endBundling, findFaces, lockBundledRows } from '../store/bundled-rows.ts';
import { authorizePerson } from './authorize-person.ts';
import { type BundleRefusal, onOpenBundle, recordEach } from './on-bundle.ts';

// As for one report (handbook ux page, section 0, item 8).
const UNDO_MS = 30 * SECOND_MS;

/** What a person asks for. */
export interface BundleRequest {
  readonly disposition: Disposition;
  readonly reason: string;
  readonly note: string | null;
  /** For `duplicate-of`: a report outside the bundle. */
  readonly target: string | null;
  /** Of the sample they were shown. */
  readonly sampleHash: string;
}

export interface BundleDecided {
  readonly disposition: Disposition;
  readonly reason: string;
  readonly effectiveAt: Instant;
  readonly decided: number;
  /** Came or changed since the sample: each waits alone. */
  readonly leftAlone: number;
}

export type DecideBundleRefusal =
  | BundleRefusal
  | BundleOutcomeRefusal
  | { readonly kind: 'bundle-not-claimed' | 'sample-not-opened' | 'nothing-to-decide' | 'unknown-target' };

/**
 * A person who holds a bundle and was shown its sample disposes of every member that was there then, in one transaction: a ledger row, a
 * decision and a row of the trail for each. What came or changed since waits alone. Nothing is announced for 30 seconds.
 */
export async function decideBundle(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  bundleId: number,
  request: BundleRequest,
): Promise<Result<BundleDecided, DecideBundleRefusal>> {
  const open = await onOpenBundle(tx, actor, PERMISSIONS.decideReport, bundleId);
  if (!open.ok) return open;
  const { person, bundle } = open.value;
  const now = deps.clock.now();
  const members = await lockTogether(tx, bundleId);
  const rows = await lockBundledRows(tx, bundleId);
  const [face] = await findFaces(tx, [bundleId]);
  const sample = await findLastSample(tx, bundleId, person.staffId);
  const judged = await judge(tx, request, members);
  const refusal =
    face === undefined || !holds(face, person.staffId, now)
      ? 'bundle-not-claimed'
      : sample === null || sample.sampleHash !== request.sampleHash
        ? 'sample-not-opened'
        : null;
  if (refusal !== null) return refuseAudited(tx, actor, bundle, { kind: refusal });
  if (!judged.ok) return refuseAudited(tx, actor, bundle, judged.refusal);
  const { decided, left } = splitMembers(members, rows, sample?.round ?? -1);
  if (decided.length === 0) return refuseAudited(tx, actor, bundle, { kind: 'nothing-to-decide' });
  const allowed = await authorizePerson(tx, actor, PERMISSIONS.decideReport, decided);
  if (!allowed.ok) return allowed;
  const { disposition, note } = request;
  const { reason, target } = judged.value;
  const moves = decided.map((reportId) => ({ reportId, from: 'open' as const, to: disposition }));
  const moved = await moveInLedger(tx, deps, person, moves);
  // Rows and reports are locked and open: a ledger that says otherwise is a defect, and nothing of this is kept.
  if (!moved.ok) throw new Error(`The ledger does not take bundle ${bundle.number}: ${moved.refusal.kind}.`);
  const effectiveAt = plusMs(now, UNDO_MS);
  const by = { decidedBy: person.staffId, decidedAt: now, effectiveAt };
  const { sampleHash } = request;
  await insertBundleDecision(tx, {
    bundleId,
    disposition,
    reason,
    note,
    target,
    sampleHash,
    reportIds: decided,
    ...by,
  });
  await endBundling(tx, decided, true);
  await setBundleState(tx, bundleId, { state: 'decided', closedAt: now, settlesAt: effectiveAt });
  await countWithBundle(tx, decided, true);
  await releaseMembers(tx, left);
  await endBundling(tx, left, false);
  await recordEach(tx, actor, 'decide-bundle', decided, { bundle: bundle.number, disposition, reason, sampleHash });
  return ok({ disposition, reason, effectiveAt, decided: decided.length, leftAlone: left.length });
}

async function judge(
  tx: Tx,
  request: BundleRequest,
  members: readonly { readonly reportId: number }[],
): Promise<
  Result<{ readonly reason: string; readonly target: string | null }, BundleOutcomeRefusal | { kind: 'unknown-target' }>
> {
  const judged = judgeBundleOutcome(request, BUNDLE_RULES.outcomes);
  if (!judged.ok) return judged;
  const { reason, needsTarget } = judged.value;
  if (!needsTarget) return ok({ reason, target: null });
  const other = await resolveReport(tx, request.target?.trim() ?? '');
  const isOutside = other !== null && !members.some(({ reportId }) => reportId === other.reportId);
  return isOutside ? ok({ reason, target: other.number }) : refuse({ kind: 'unknown-target' });
}

async function refuseAudited<R extends { readonly kind: string }>(
  tx: Tx,
  actor: Actor,
  bundle: Bundle,
  refusal: R,
): Promise<{ readonly ok: false; readonly refusal: R }> {
  const detail = { bundle: bundle.number, refusal: refusal.kind };
  await record(tx, {
    actor,
    act: 'decide-bundle',
    objectKind: 'bundle',
    objectIds: [bundle.bundleId],
    outcome: 'refused',
    detail,
  });
  return { ok: false, refusal };
}
