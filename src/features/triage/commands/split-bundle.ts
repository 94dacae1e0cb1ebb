import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { NotPermitted } from '#features/access';
import { record } from '#features/audit';
import { type Bundle, dissolveBundle, findMemberships, keepApart, lockBundle } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { authorizePerson } from './authorize-person.ts';
import { type BundleRefusal, onOpenBundle, recordEach } from './on-bundle.ts';

export type TakeOutRefusal = NotPermitted | { readonly kind: 'not-in-bundle' | 'reason-too-short' | 'bundle-closed' };

/** A person takes one report out of a bundle, with a reason: it waits alone and is never put back. */
export async function takeOutOfBundle(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  bundle: Pick<Bundle, 'bundleId' | 'number'>,
  reportId: number,
  reason: string,
): Promise<Result<null, TakeOutRefusal>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.decideReport, [reportId]);
  if (!person.ok) return person;
  if (reason.trim() === '') return refuse({ kind: 'reason-too-short' });
  const locked = await lockBundle(tx, bundle.bundleId);
  if (locked?.state !== 'open') return refuse({ kind: 'bundle-closed' });
  const [member] = await findMemberships(tx, [reportId]);
  if (member?.bundleId !== bundle.bundleId || member.standing !== 'together') return refuse({ kind: 'not-in-bundle' });
  await keepApart(tx, deps, [reportId], 'taken-out', reason.trim());
  await record(tx, {
    actor,
    act: 'take-out-of-bundle',
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    detail: { bundle: bundle.number },
    typed: { reason: reason.trim() },
  });
  return ok(null);
}

/** A person takes a whole bundle apart, with a reason: every report waits alone again. Gives back how many. */
export async function dissolve(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  bundleId: number,
  reason: string,
): Promise<Result<number, BundleRefusal | { readonly kind: 'reason-too-short' }>> {
  const open = await onOpenBundle(tx, actor, PERMISSIONS.decideReport, bundleId);
  if (!open.ok) return open;
  if (reason.trim() === '') return refuse({ kind: 'reason-too-short' });
  const woken = await dissolveBundle(tx, deps, bundleId, reason.trim());
  await recordEach(tx, actor, 'dissolve-bundle', woken, { bundle: open.value.bundle.number });
  return ok(woken.length);
}
