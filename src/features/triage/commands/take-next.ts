import type { Actor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { NotPermitted } from '#features/access';
import { record } from '#features/audit';
import { reportHeads } from '#features/intake';
import { findBundles } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { leaseMs } from '../domain/order-queue.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { type Claimed, type LeaseEnds, takeFirstFree } from '../store/claims.ts';
import { authorizePerson } from './authorize-person.ts';

/** A report in one person's hands, until when. */
export interface Lease {
  readonly reportId: number;
  /** Its number: `R-2026-000123`. */
  readonly report: string;
  readonly leaseUntil: Instant;
  /** Number of the bundle the report stands for. */
  readonly bundle: string | null;
}

/** Takes the first free report of the queue for this person; `queue-empty` when there is none. Never gives one report to two people. */
export async function takeNext(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
): Promise<Result<Lease, NotPermitted | { readonly kind: 'queue-empty' }>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.claimReport, []);
  if (!person.ok) return person;
  const now = deps.clock.now();
  const taken = await takeFirstFree(tx, person.value.staffId, now, leaseEnds(now));
  if (taken === null) return refuse({ kind: 'queue-empty' });
  await record(tx, { actor, act: 'take-next', objectKind: 'report', objectIds: [taken.reportId], outcome: 'done' });
  return ok(await leaseOf(tx, taken));
}

/** A claim as people read it. */
export async function leaseOf(tx: Tx, { reportId, leaseUntil, bundleId }: Claimed): Promise<Lease> {
  const [bundle] = bundleId === null ? [] : await findBundles(tx, [bundleId]);
  return { reportId, leaseUntil, report: await numberOf(tx, reportId), bundle: bundle?.number ?? null };
}

/** When a lease taken now ends, by level. */
export function leaseEnds(now: Instant): LeaseEnds {
  return { imminent: plusMs(now, leaseMs(1)), other: plusMs(now, leaseMs(2)) };
}

/** The number people read; throws for a row without a report (a defect). */
async function numberOf(tx: Tx, reportId: number): Promise<string> {
  const [head] = await reportHeads(tx, [reportId]);
  if (head === undefined) throw new Error(`The queue holds report ${reportId}, which intake does not have.`);
  return head.number;
}
