import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { approveKey, lockKey } from '../store/agencies.ts';

/** Why a proposed key is not approved. */
export type ApprovalRefusal =
  | NotPermitted
  | { readonly kind: 'unknown-key' | 'already-approved' | 'same-person' | 'fingerprint-differs' };

/** Approves a key after its fingerprint was compared with the recipient's; never by the person who proposed it. */
export async function approveRecipientKey(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  approval: { readonly keyId: number; readonly fingerprint: string },
): Promise<Result<{ readonly keyId: number }, ApprovalRefusal>> {
  const { keyId } = approval;
  const allowed = await requirePermission(tx, actor, PERMISSIONS.approveRecipientKey, [keyId]);
  if (!allowed.ok) return allowed;
  const key = await lockKey(tx, keyId);
  const kind = refusalOf(key, approval.fingerprint, actorRef(actor));
  const audited = { actor, act: PERMISSIONS.approveRecipientKey.name, objectKind: 'recipient-key', objectIds: [keyId] };
  if (kind !== null) {
    await record(tx, { ...audited, outcome: 'refused', detail: { kind } });
    return refuse({ kind });
  }
  await approveKey(tx, keyId, actorRef(actor), deps.clock.now());
  await record(tx, { ...audited, outcome: 'done', detail: { fingerprint: approval.fingerprint } });
  return ok({ keyId });
}

function refusalOf(
  key: Awaited<ReturnType<typeof lockKey>>,
  fingerprint: string,
  by: string,
): Exclude<ApprovalRefusal['kind'], 'not-permitted'> | null {
  if (key === null || key.revokedAt !== null) return 'unknown-key';
  if (key.approvedBy !== null) return 'already-approved';
  if (key.proposedBy === by) return 'same-person';
  return key.fingerprint === fingerprint.toLowerCase() ? null : 'fingerprint-differs';
}
