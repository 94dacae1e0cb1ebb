import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { maySign } from '../domain/review-week.ts';
import { type WeekReview, weekReview } from '../queries/review-week.ts';
import { insertReview } from '../store/reviews.ts';
import { record } from './record-acts.ts';

/** Why a week is not signed for. */
export type SignRefusal =
  | { readonly kind: 'week-not-over' }
  | { readonly kind: 'figures-changed' }
  | { readonly kind: 'own-acts-only' }
  | { readonly kind: 'signed-already' };

/** A supervisor or auditor signs for the acts of a week, over exactly the figures they saw; their own acts wait for another person. */
export async function signWeek(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  person: StaffActor,
  given: { readonly week: string; readonly figuresSha256: string },
): Promise<Result<WeekReview, SignRefusal>> {
  const now = clock.now();
  const seen = await weekReview(tx, given.week, now);
  const kind = refusalOf(seen, person, given.figuresSha256);
  const figures = Buffer.from(seen.figuresSha256, 'hex');
  const refused =
    kind ??
    ((await insertReview(tx, { week: given.week, by: person.staffId, at: now, figures })) ? null : 'signed-already');
  await record(tx, {
    actor: person,
    act: 'sign-off-week',
    objectKind: 'review',
    objectIds: [],
    outcome: refused === null ? 'done' : 'refused',
    detail: { week: given.week, ...(refused === null ? { figures: seen.figuresSha256 } : { kind: refused }) },
  });
  return refused === null ? ok(await weekReview(tx, given.week, now)) : refuse({ kind: refused });
}

function refusalOf(seen: WeekReview, person: StaffActor, figuresSha256: string): SignRefusal['kind'] | null {
  if (seen.standing === 'running') return 'week-not-over';
  if (seen.figuresSha256 !== figuresSha256) return 'figures-changed';
  return maySign(seen.people, person.staffId) ? null : 'own-acts-only';
}
