import type { Actor } from '#core/actor.ts';
import { mayAct, needsMandate, type Permission } from '#core/permission.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { findHidden, findMandated } from '../store/walls.ts';
import type { NotPermitted } from '../types.ts';

/**
 * Lets the actor through or refuses with `not-permitted`: by role (or, for an auditor, by a mandate over every one of these
 * reports), and by need to know where the objects lie in a compartment. The denial is audited with the ids it was about.
 */
export async function requirePermission(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  objectIds: readonly number[] = [],
): Promise<Result<Actor, NotPermitted>> {
  const cause = await whyNot(tx, actor, permission, objectIds);
  if (cause === null) return ok(actor);
  const objectKind = permission.objectKind ?? 'object';
  await record(tx, { actor, act: permission.name, objectKind, objectIds, outcome: 'denied', detail: { cause } });
  denied.add(tx);
  return refuse({ kind: 'not-permitted' });
}

const denied = new WeakSet<Tx>();

/** Whether this transaction has a denial on record already, so that the frame does not write it a second time. */
export function hasDenied(tx: Tx): boolean {
  return denied.has(tx);
}

async function whyNot(
  q: Queryable,
  actor: Actor,
  permission: Permission,
  objectIds: readonly number[],
): Promise<'role' | 'compartment' | null> {
  const byRole = mayAct(actor, permission);
  if (!byRole && !(await isMandated(q, actor, permission, objectIds))) return 'role';
  if (actor.kind !== 'staff' || objectIds.length === 0) return null;
  const hidden = await findHidden(q, actor.staffId, permission.objectKind ?? 'object', objectIds);
  return hidden.length > 0 ? 'compartment' : null;
}

/** A mandate names reports one by one: nothing without a number is under it. */
async function isMandated(
  q: Queryable,
  actor: Actor,
  permission: Permission,
  objectIds: readonly number[],
): Promise<boolean> {
  if (actor.kind !== 'staff' || objectIds.length === 0) return false;
  if (permission.objectKind !== 'report' || !needsMandate(actor, permission)) return false;
  const mandated = new Set(await findMandated(q, actor.staffId));
  return objectIds.every((id) => mandated.has(id));
}
