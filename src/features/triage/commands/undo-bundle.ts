import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { NotPermitted } from '#features/access';
import { moveInLedger } from '#features/intake';
import { countWithBundle, findMemberships, hasSuccessor, lockBundle, setBundleState } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { findBundleDecisions, undoBundleDecision } from '../store/bundle-decisions.ts';
import { bundleAgain, findFaces, reopenRows } from '../store/bundled-rows.ts';
import { takeOne } from '../store/claims.ts';
import { authorizePerson } from './authorize-person.ts';
import { recordEach } from './on-bundle.ts';
import { leaseEnds } from './take-next.ts';

/**
 * Takes back one's own decision on a bundle within its 30 seconds: every report is open again and in the bundle, which is in the same hands.
 * A report that was set apart meanwhile, or taken back by itself, stays alone.
 */
export async function undoBundle(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  bundleId: number,
): Promise<Result<null, NotPermitted | { readonly kind: 'too-late' }>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.decideReport, []);
  if (!person.ok) return person;
  const bundle = await lockBundle(tx, bundleId);
  if (bundle === null) return refuse({ kind: 'not-permitted' });
  const now = deps.clock.now();
  const [decision] = await findBundleDecisions(tx, [bundleId]);
  const isOwn = decision !== undefined && decision.decidedBy === person.value.staffId;
  if (!isOwn || decision.effectiveAt <= now || (await hasSuccessor(tx, bundleId))) return refuse({ kind: 'too-late' });
  const reports = await undoBundleDecision(tx, decision.bundleDecisionId, now);
  const moves = reports.map((reportId) => ({ reportId, from: decision.disposition, to: 'open' as const }));
  const moved = await moveInLedger(tx, deps, person.value, moves);
  if (!moved.ok) throw new Error(`The ledger does not take bundle ${bundle.number} back: ${moved.refusal.kind}.`);
  await countWithBundle(tx, reports, false);
  await setBundleState(tx, bundleId, { state: 'open', closedAt: null, settlesAt: null });
  const together = new Set(
    (await findMemberships(tx, reports))
      .filter((member) => member.standing === 'together' && member.bundleId === bundleId)
      .map((member) => member.reportId),
  );
  await reopenRows(
    tx,
    reports.filter((reportId) => !together.has(reportId)),
  );
  await bundleAgain(tx, [...together], bundleId);
  const [face] = await findFaces(tx, [bundleId]);
  if (face) await takeOne(tx, face.reportId, person.value.staffId, now, leaseEnds(now));
  await recordEach(tx, actor, 'undo-bundle-decision', reports, { bundle: bundle.number });
  return ok(null);
}
