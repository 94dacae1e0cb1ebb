import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { updateContact } from '../store/agencies.ts';
import { selectKnownCodes } from '../store/routes.ts';

/** Enters a service's duty line as verified today; from then on its contact counts as confirmed. */
export async function enterContact(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  contact: { readonly code: string; readonly dutyLine: string | null },
): Promise<Result<{ readonly code: string }, NotPermitted | { readonly kind: 'unknown-agency' }>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.enterContact);
  if (!allowed.ok) return allowed;
  const { code, dutyLine } = contact;
  if (!(await selectKnownCodes(tx, [code])).has(code)) return refuse({ kind: 'unknown-agency' });
  await updateContact(tx, code, { dutyLine, verifiedOn: deps.clock.now().slice(0, 10) });
  const act = PERMISSIONS.enterContact.name;
  await record(tx, { actor, act, objectKind: 'agency', objectIds: [], outcome: 'done', detail: { code } });
  return ok({ code });
}
