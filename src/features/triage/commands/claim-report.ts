import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, staffByIds } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { letGo, takeOne } from '../store/claims.ts';
import { findQueueRows } from '../store/queue.ts';
import { authorizePerson } from './authorize-person.ts';
import { type Lease, leaseEnds, leaseOf } from './take-next.ts';

export type ClaimRefusal =
  | { readonly kind: 'held-by-another'; readonly holder: string; readonly leaseUntil: Instant }
  | { readonly kind: 'in-bundle' }
  | { readonly kind: 'already-decided' }
  | { readonly kind: 'not-in-queue' };

/** Claims a report for this person, or renews their claim and with it the version they decide on. */
export async function claimReport(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
): Promise<Result<Lease, NotPermitted | ClaimRefusal>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.claimReport, [reportId]);
  if (!person.ok) return person;
  const now = deps.clock.now();
  const taken = await takeOne(tx, reportId, person.value.staffId, now, leaseEnds(now));
  const outcome = taken === null ? 'refused' : 'done';
  await record(tx, { actor, act: 'claim-report', objectKind: 'report', objectIds: [reportId], outcome });
  if (taken === null) return refuse(await whyNot(tx, reportId));
  return ok(await leaseOf(tx, taken));
}

/** Gives a report back to the queue; only its holder can. */
export async function releaseClaim(
  tx: Tx,
  _deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
): Promise<Result<null, NotPermitted | { readonly kind: 'not-claimed' }>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.claimReport, [reportId]);
  if (!person.ok) return person;
  const released = await letGo(tx, reportId, person.value.staffId);
  const outcome = released ? 'done' : 'refused';
  await record(tx, { actor, act: 'release-claim', objectKind: 'report', objectIds: [reportId], outcome });
  return released ? ok(null) : refuse({ kind: 'not-claimed' });
}

async function whyNot(tx: Tx, reportId: number): Promise<ClaimRefusal> {
  const [row] = await findQueueRows(tx, [reportId]);
  if (row === undefined) return { kind: 'not-in-queue' };
  if (row.swallowed) return { kind: 'in-bundle' };
  if (row.holder === null || row.leaseUntil === null) return { kind: 'already-decided' };
  const [holder] = await staffByIds(tx, [row.holder]);
  return { kind: 'held-by-another', holder: holder?.name ?? `staff:${row.holder}`, leaseUntil: row.leaseUntil };
}
