import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { packagesHolding } from '#features/packaging';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { insertRetractions, writeTold } from '../store/retractions.ts';

interface Deps {
  readonly clock: Clock;
}

/** Opens a task for every recipient that holds a package with one of these disposed reports. Answers how many. */
export async function retractDisposed(tx: Tx, deps: Deps, reportIds: readonly number[]): Promise<number> {
  const packages = await packagesHolding(tx, reportIds);
  const ids = packages.map((one) => one.packageId);
  return insertRetractions(tx, ids, 'expunged', deps.clock.now());
}

/** Stage on `package.retracted`: a task for the recipient of each package that left before. */
export async function retractPackages(tx: Tx, deps: Deps, packageIds: readonly number[]): Promise<void> {
  await insertRetractions(tx, packageIds, 'retracted', deps.clock.now());
}

/** A person says that the recipient was told, and how: a call, a letter, a message with its reference. */
export async function noteTold(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  told: { readonly retractionId: number; readonly how: string },
): Promise<Result<{ readonly packageId: number }, NotPermitted | { readonly kind: 'no-such-retraction' }>> {
  const { retractionId, how } = told;
  const allowed = await requirePermission(tx, actor, PERMISSIONS.tellRetraction, [retractionId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const packageId = await writeTold(tx, retractionId, { by: actor.staffId, at: deps.clock.now(), how });
  if (packageId === null) return refuse({ kind: 'no-such-retraction' });
  const act = PERMISSIONS.tellRetraction.name;
  await record(tx, { actor, act, objectKind: 'retraction', objectIds: [retractionId], outcome: 'done' });
  return ok({ packageId });
}
