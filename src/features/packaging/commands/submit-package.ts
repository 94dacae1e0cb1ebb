import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { agencyByCode } from '#features/routing';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { type Obstacle, obstaclesOf } from '../domain/submission-rules.ts';
import { heldFactsOf } from '../queries/held-facts.ts';
import { selectItems } from '../store/items.ts';
import { type PackageRow, selectMembers, writeSubmission } from '../store/packages.ts';
import { selectReleases } from '../store/seals.ts';
import { auditAct, type BeginRefusal, beginAct } from './begin-act.ts';
import { carryOut } from './move-package.ts';

/** Why a package is not submitted; `obstacles` names every one of them at once. */
export type SubmitRefusal = BeginRefusal | { readonly kind: 'obstacles'; readonly obstacles: readonly Obstacle[] };

/**
 * Submits a draft, or one whose sealing was parked: its content stands from this instant and is sealed next. Refuses naming
 * every undecided item, every held fact and the lack of a recipient key in force.
 */
export async function submitPackage(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  packageId: number,
): Promise<Result<PackageRow, SubmitRefusal>> {
  const begun = await beginAct(tx, actor, PERMISSIONS.submitPackage, { packageId, inStates: ['draft', 'parked'] });
  if (!begun.ok) return begun;
  const { found, person } = begun.value;
  // Parked after its release: the bytes stand, sending is dispatch's to retry.
  if (await isReleased(tx, found)) return refuse({ kind: 'wrong-state', state: found.state });
  const now = deps.clock.now();
  const obstacles = await findObstacles(tx, deps, found);
  const permission = PERMISSIONS.submitPackage;
  if (obstacles.length > 0) {
    const detail = { obstacles: obstacles.map((obstacle) => obstacle.kind) };
    await auditAct(tx, actor, permission, packageId, { outcome: 'refused', detail });
    return refuse({ kind: 'obstacles', obstacles });
  }
  await writeSubmission(tx, packageId, { staffId: person.staffId, at: now });
  await carryOut(tx, deps, actor, found, { to: 'submitted', note: null });
  await auditAct(tx, actor, permission, packageId, { outcome: 'done', detail: {} });
  await announce(tx, { kind: 'package.submitted', subjects: [packageId] });
  return ok({ ...found, state: 'submitted', submittedAt: now, submittedBy: person.staffId, note: null });
}

/** Everything that stands between this draft and its submission now. */
export async function findObstacles(
  tx: Tx,
  deps: { readonly clock: Clock },
  found: Pick<PackageRow, 'packageId' | 'agencyCode'>,
): Promise<readonly Obstacle[]> {
  const { packageId, agencyCode } = found;
  const now = deps.clock.now();
  const reportIds = (await selectMembers(tx, [packageId])).map((member) => member.reportId);
  const items = await selectItems(tx, [packageId]);
  const heldFacts = await heldFactsOf(tx, packageId, reportIds);
  const keys = (await agencyByCode(tx, agencyCode, now))?.keys ?? [];
  return obstaclesOf({ items, heldFacts, keys, now });
}

async function isReleased(tx: Tx, found: PackageRow): Promise<boolean> {
  if (found.state !== 'parked') return false;
  return (await selectReleases(tx, [found.packageId])).length > 0;
}
