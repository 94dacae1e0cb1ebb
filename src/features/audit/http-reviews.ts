import { z } from 'zod';
import type { StaffActor } from '#core/actor.ts';
import { answer, notFound, type Route, refused, route, staffOf, type Tx } from '#platform/http/route.ts';
import { record } from './commands/record-acts.ts';
import { signWeek } from './commands/sign-week.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { isWeek, maySign } from './domain/review-week.ts';
import { PROBLEMS } from './messages.ts';
import { actorBody, actorsIn } from './present-actor.ts';
import { reviewedWeeks, type WeekReview, weekReview } from './queries/review-week.ts';
import type { AuditRouteDeps } from './route-deps.ts';

const standing = z.enum(['running', 'open', 'partly', 'signed', 'overdue']);
const count = z.number().int();
const weekParam = z.object({ week: z.string().refine(isWeek) });
const WEEKS = 26;

const reviewBody = z.object({
  week: z.string(),
  standing,
  acts: z.array(z.object({ act: z.string(), outcome: z.string(), count })),
  actors: z.array(z.object({ actor: actorBody, count, denied: count, refused: count })),
  notable: z.array(
    z.object({
      entry: count,
      at: z.string(),
      actor: actorBody,
      act: z.string(),
      outcome: z.string(),
      objectKind: z.string(),
      objectIds: z.array(count),
    }),
  ),
  reviews: z.array(z.object({ by: actorBody, at: z.string() })),
  left: z.array(actorBody),
  figuresSha256: z.string(),
  actions: z.array(
    z.object({
      name: z.string(),
      allowed: z.boolean(),
      reason: z.object({ en: z.string(), fr: z.string() }).nullable(),
    }),
  ),
});

/** The weekly look through the acts: by kind, by person, what was denied, opened in an emergency, or left the house. */
export function reviewRoutes(deps: AuditRouteDeps): readonly Route[] {
  return [showWeeks(deps), showWeek(deps), signOff(deps)];
}

function showWeeks({ authorize, clock }: AuditRouteDeps): Route {
  return route({
    method: 'GET',
    path: '/audit/reviews',
    audience: 'staff',
    summary: 'Weeks with acts, newest first, and where the review of each stands',
    permission: PERMISSIONS.reviewActs,
    audit: PERMISSIONS.reviewActs.name,
    answer: z.object({ items: z.array(z.object({ week: z.string(), standing, count, denied: count })) }),
    handle: async ({ tx, actor }) => {
      if (!(await authorize(tx, actor, PERMISSIONS.reviewActs))) return notFound();
      const items = await reviewedWeeks(tx, clock.now(), WEEKS);
      await recordLook(tx, staffOf(actor), { weeks: items.length });
      return answer({ items });
    },
  });
}

function showWeek(deps: AuditRouteDeps): Route {
  return route({
    method: 'GET',
    path: '/audit/reviews/{week}',
    audience: 'staff',
    summary: 'The acts of one week (its Monday)',
    permission: PERMISSIONS.reviewActs,
    audit: PERMISSIONS.reviewActs.name,
    params: weekParam,
    answer: reviewBody,
    handle: async ({ tx, actor, params }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.reviewActs))) return notFound();
      const seen = await weekReview(tx, params.week, deps.clock.now());
      await recordLook(tx, staffOf(actor), { week: params.week });
      return answer(await presented(tx, deps, staffOf(actor), seen));
    },
  });
}

function signOff(deps: AuditRouteDeps): Route {
  return route({
    method: 'POST',
    path: '/audit/reviews/{week}/sign-off',
    audience: 'staff',
    summary: 'Signs for the acts of a week, over exactly the figures seen',
    permission: PERMISSIONS.reviewActs,
    audit: 'sign-off-week',
    stepUp: true,
    params: weekParam,
    body: z.object({ figuresSha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    answer: reviewBody,
    handle: async ({ tx, actor, params, body }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.reviewActs))) return notFound();
      const person = staffOf(actor);
      const signed = await signWeek(tx, deps, person, { week: params.week, figuresSha256: body.figuresSha256 });
      if (!signed.ok) return refused(PROBLEMS[signed.refusal.kind]);
      return answer(await presented(tx, deps, person, signed.value));
    },
  });
}

function recordLook(tx: Tx, actor: StaffActor, detail: Readonly<Record<string, unknown>>): Promise<void> {
  const { name: act, objectKind } = PERMISSIONS.reviewActs;
  return record(tx, { actor, act, objectKind, objectIds: [], outcome: 'done', detail });
}

async function presented(tx: Tx, deps: AuditRouteDeps, person: StaffActor, seen: WeekReview) {
  const reviewers = seen.reviews.map((review) => review.reviewedBy);
  const named = await actorsIn(
    tx,
    deps,
    [...seen.people, ...reviewers].map((staffId) => `staff:${staffId}`),
  );
  return {
    week: seen.week,
    standing: seen.standing,
    acts: seen.acts,
    actors: seen.actors.map((one) => ({ ...one, actor: named(one.actor) })),
    notable: seen.notable.map((one) => ({ ...one, actor: named(one.actor) })),
    reviews: seen.reviews.map(({ reviewedBy, reviewedAt: at }) => ({ by: named(`staff:${reviewedBy}`), at })),
    left: seen.left.map((staffId) => named(`staff:${staffId}`)),
    figuresSha256: seen.figuresSha256,
    actions: [signingAct(seen, person)],
  };
}

function signingAct(seen: WeekReview, person: StaffActor) {
  const name = 'sign-off';
  const why = (kind: keyof typeof PROBLEMS) => ({ name, allowed: false, reason: PROBLEMS[kind].title });
  if (seen.standing === 'running') return why('week-not-over');
  if (seen.reviews.some((review) => review.reviewedBy === person.staffId)) return why('signed-already');
  return maySign(seen.people, person.staffId) ? { name, allowed: true, reason: null } : why('own-acts-only');
}
