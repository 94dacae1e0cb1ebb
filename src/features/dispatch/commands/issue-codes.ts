import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, type Permission, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { movePackage } from '#features/packaging';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { pickupEnd } from '../domain/pickup-link.ts';
import {
  type DeliveryRow,
  ensureDelivery,
  lockDelivery,
  writeAnswerCode,
  writePickupCode,
  writeState,
} from '../store.ts';

// 256 bits: cannot be guessed, so its SHA-256 is all that is kept.
const CODE_BYTES = 32;

export type CodeRefusal = NotPermitted | { readonly kind: 'no-such-delivery' | 'no-pickup-left' };

/** A pick-up link at the one moment it is shown. */
export interface PickupLink {
  readonly deliveryId: number;
  /** Below the installation's own address. */
  readonly path: string;
  readonly expiresAt: Instant;
}

/**
 * Makes the one-time link of a released package, beside whatever other channel it has; a new link ends the old one. Refuses
 * `no-pickup-left` once the file was fetched whole or before anything was released.
 */
export async function issuePickupLink(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  deliveryId: number,
): Promise<Result<PickupLink, CodeRefusal>> {
  const found = await openFor(tx, actor, PERMISSIONS.issuePickupLink, deliveryId);
  if (!found.ok) return found;
  const { packageId, part, agencyCode, bagHash, files } = found.value;
  const now = deps.clock.now();
  if (found.value.state === 'parked') return refuse({ kind: 'no-pickup-left' });
  const row = await ensureDelivery(tx, {
    packageId,
    part,
    agencyCode,
    bagHash,
    files,
    channel: 'pickup',
    createdAt: now,
  });
  if (row.state !== 'waiting' && row.state !== 'sent') return refuse({ kind: 'no-pickup-left' });
  const code = newCode();
  const expiresAt = pickupEnd(now);
  await writePickupCode(tx, row.deliveryId, { codeSha256: sha256Of(code), expiresAt });
  await writeState(tx, row.deliveryId, { state: 'sent', at: now });
  // A package that is further by another channel stays there.
  await movePackage(tx, deps, actor, { packageId, to: 'sent' });
  await audit(tx, actor, PERMISSIONS.issuePickupLink, row.deliveryId);
  return ok({ deliveryId: row.deliveryId, path: `/partner/pickup/${code}`, expiresAt });
}

/** Makes the code by which the recipient answers without signing in; shown once, a new one ends the old one. */
export async function issueAnswerCode(
  tx: Tx,
  actor: Actor,
  deliveryId: number,
): Promise<Result<{ readonly code: string }, CodeRefusal>> {
  const found = await openFor(tx, actor, PERMISSIONS.issueAnswerCode, deliveryId);
  if (!found.ok) return found;
  const code = newCode();
  await writeAnswerCode(tx, deliveryId, sha256Of(code));
  await audit(tx, actor, PERMISSIONS.issueAnswerCode, deliveryId);
  return ok({ code });
}

/** What is kept and looked up of a code. */
export function sha256Of(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

function newCode(): string {
  return randomBytes(CODE_BYTES).toString('base64url');
}

async function openFor(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  deliveryId: number,
): Promise<Result<DeliveryRow, CodeRefusal>> {
  const allowed = await requirePermission(tx, actor, permission, [deliveryId]);
  if (!allowed.ok) return allowed;
  const row = await lockDelivery(tx, deliveryId);
  return row === null ? refuse({ kind: 'no-such-delivery' }) : ok(row);
}

async function audit(tx: Tx, actor: Actor, permission: Permission, deliveryId: number): Promise<void> {
  await record(tx, {
    actor,
    act: permission.name,
    objectKind: 'delivery',
    objectIds: [deliveryId],
    outcome: 'done',
  });
}
