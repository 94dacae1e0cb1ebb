import type { Actor } from '#core/actor.ts';
import { ok, type Result } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { findRootUses, type RootUse } from '../store/rotation.ts';

/** Every root key by name, the current one first, and what still hangs on each; audited. */
export async function rootKeys(tx: Tx, actor: Actor): Promise<Result<readonly RootUse[], NotPermitted>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeRootKeys);
  if (!allowed.ok) return allowed;
  const act = PERMISSIONS.seeRootKeys.name;
  await record(tx, { actor, act, objectKind: 'root-key', objectIds: [], outcome: 'done' });
  return ok(await findRootUses(tx));
}
