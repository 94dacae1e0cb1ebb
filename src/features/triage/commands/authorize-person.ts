import type { Actor, StaffActor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, type Permission, requirePermission } from '#features/access';
import type { Tx } from '#platform/postgres/transaction.ts';

/** Lets a person through who may do this; machines never, and every denial is audited. */
export async function authorizePerson(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  reportIds: readonly number[],
): Promise<Result<StaffActor, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, permission, reportIds);
  if (!allowed.ok) return allowed;
  return actor.kind === 'staff' ? ok(actor) : refuse({ kind: 'not-permitted' });
}
