import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { mayAct } from '../domain/may-act.ts';
import type { NotPermitted, Permission } from '../types.ts';

/** Lets the actor through or refuses with `not-permitted`; the denial is audited with the ids it was about. */
export async function requirePermission(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  objectIds: readonly number[] = [],
): Promise<Result<Actor, NotPermitted>> {
  if (mayAct(actor, permission)) return ok(actor);
  const objectKind = permission.objectKind ?? 'object';
  await record(tx, { actor, act: permission.name, objectKind, objectIds, outcome: 'denied' });
  return refuse({ kind: 'not-permitted' });
}
