import type { Actor, StaffActor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { PackageState } from '#core/vocabulary.ts';
import { type NotPermitted, type Permission, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { lockPackage, type PackageRow } from '../store/packages.ts';

/** Why an act on a package does not even begin. */
export type BeginRefusal =
  | NotPermitted
  | { readonly kind: 'no-such-package' }
  | { readonly kind: 'wrong-state'; readonly state: PackageState };

/** A person and the package they act on, its row locked. */
export interface BegunAct {
  readonly person: StaffActor;
  readonly found: PackageRow;
}

/** Lets a person act on a package in one of these states: authorises, locks, compares. Only people act on packages. */
export async function beginAct(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  wanted: { readonly packageId: number; readonly inStates: readonly PackageState[] },
): Promise<Result<BegunAct, BeginRefusal>> {
  const allowed = await requirePermission(tx, actor, permission, [wanted.packageId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const found = await lockPackage(tx, wanted.packageId);
  if (found === null) return refuse({ kind: 'no-such-package' });
  if (!wanted.inStates.includes(found.state)) return refuse({ kind: 'wrong-state', state: found.state });
  return ok({ person: actor, found });
}

/** Writes what came of a person's act on a package into the audit trail. */
export async function auditAct(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  packageId: number,
  came: { readonly outcome: 'done' | 'refused'; readonly detail: Readonly<Record<string, unknown>> },
): Promise<void> {
  await record(tx, { actor, act: permission.name, objectKind: 'package', objectIds: [packageId], ...came });
}
