import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { AgencyCode } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { insertKey } from '../store/agencies.ts';
import { selectKnownCodes } from '../store/routes.ts';
import { readRecipientKey } from './read-recipient-key.ts';

/** Why a recipient's key is not taken. */
export type KeyRefusal = NotPermitted | { readonly kind: 'unknown-agency' | 'unreadable-key' | 'key-expired' };

/** Keeps a recipient's certificate (PEM) or age recipient as proposed; it encrypts nothing until somebody else approves it. */
export async function proposeRecipientKey(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  proposed: { readonly code: string; readonly material: string },
): Promise<Result<{ readonly keyId: number; readonly fingerprint: string }, KeyRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.proposeRecipientKey);
  if (!allowed.ok) return allowed;
  if (!(await selectKnownCodes(tx, [proposed.code])).has(proposed.code)) return refuse({ kind: 'unknown-agency' });
  const key = readRecipientKey(proposed.material);
  if (!key.ok) return key;
  const now = deps.clock.now();
  if (key.value.validTo !== null && key.value.validTo <= now) return refuse({ kind: 'key-expired' });
  const code = proposed.code as AgencyCode;
  const validFrom = key.value.validFrom ?? now;
  const keyId = await insertKey(tx, { ...key.value, code, validFrom, proposedBy: actorRef(actor), proposedAt: now });
  const { fingerprint } = key.value;
  await record(tx, {
    actor,
    act: PERMISSIONS.proposeRecipientKey.name,
    objectKind: 'recipient-key',
    objectIds: [keyId],
    outcome: 'done',
    detail: { code, fingerprint },
  });
  return ok({ keyId, fingerprint });
}
