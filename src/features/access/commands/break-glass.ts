import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type ReviewRefusal, termsOf, whyNotReview } from '../domain/break-glass.ts';
import type { Compartment } from '../domain/compartments.ts';
import { BREAK_GLASS, REVIEW_BREAK_GLASS } from '../domain/permissions.ts';
import { insertOpening, lockOpening, markOverdue, writeReview } from '../store/break-glass.ts';
import type { NotPermitted } from '../types.ts';
import { requirePermission } from './require-permission.ts';

interface Deps {
  readonly clock: Clock;
}

/** Opens a compartment to one person for 60 minutes, on their written reason; supervisors and auditors are told at once. */
export async function breakGlass(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: { readonly compartment: Compartment; readonly reason: string },
): Promise<Result<{ readonly opening: number; readonly endsAt: string }, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, BREAK_GLASS);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  const terms = termsOf(now);
  const opening = await insertOpening(tx, { staffId: actor.staffId, ...wanted, openedAt: now, ...terms });
  await recordOn(tx, actor, BREAK_GLASS.name, opening, { compartment: wanted.compartment }, wanted.reason);
  await announce(tx, { kind: 'access.break-glass-opened', subjects: [opening], urgency: 'urgent' });
  return ok({ opening, endsAt: terms.endsAt });
}

/** A second person's word on an opening; it also gives back an account that was locked because nobody had looked in time. */
export async function reviewBreakGlass(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  review: { readonly opening: number; readonly verdict: 'justified' | 'not-justified'; readonly note: string },
): Promise<Result<null, NotPermitted | ReviewRefusal | { readonly kind: 'unknown-opening' }>> {
  const allowed = await requirePermission(tx, actor, REVIEW_BREAK_GLASS, [review.opening]);
  if (!allowed.ok) return allowed;
  const opening = await lockOpening(tx, review.opening);
  if (opening === null) return refuse({ kind: 'unknown-opening' });
  const refusal = whyNotReview(opening, actor.staffId);
  if (refusal) {
    const about = { objectKind: 'opening', objectIds: [review.opening] };
    const outcome = refusal.kind === 'own-opening' ? 'denied' : 'refused';
    await record(tx, { actor, act: REVIEW_BREAK_GLASS.name, ...about, outcome });
    return refuse(refusal);
  }
  await writeReview(tx, {
    ...review,
    by: actor.staffId,
    at: deps.clock.now(),
    unlocks: review.verdict === 'justified',
  });
  if (review.verdict === 'not-justified')
    await announce(tx, { kind: 'access.break-glass-misused', subjects: [review.opening] });
  await recordOn(tx, actor, REVIEW_BREAK_GLASS.name, review.opening, { verdict: review.verdict }, review.note);
  return ok(null);
}

/** Locks the accounts whose openings nobody reviewed in a day, and says so; called every minute. Answers how many. */
export async function lockUnreviewed(tx: Tx, deps: Deps): Promise<number> {
  const overdue = await markOverdue(tx, deps.clock.now());
  for (const { opening, staffId } of overdue) {
    await record(tx, {
      actor: { kind: 'stage', stage: 'break-glass-review' },
      act: 'lock-account',
      objectKind: 'staff',
      objectIds: [staffId],
      outcome: 'done',
      detail: { opening },
    });
  }
  await announce(tx, { kind: 'access.break-glass-overdue', subjects: overdue.map(({ opening }) => opening) });
  return overdue.length;
}

async function recordOn(
  tx: Tx,
  actor: StaffActor,
  act: string,
  opening: number,
  detail: Readonly<Record<string, unknown>>,
  purpose: string,
): Promise<void> {
  await record(tx, { actor, act, objectKind: 'opening', objectIds: [opening], outcome: 'done', detail, purpose });
}
