import { z } from 'zod';
import { type Instant, parseInstant } from '#core/clock.ts';
import { answer, notFound, type Route, type RouteAnswer, refused, route, staffOf } from '#platform/http/route.ts';
import { proposeAct } from './commands/propose-act.ts';
import { askUrgentNotice, leaveAlone, releaseUrgentNotice, type UrgentDeps } from './commands/urgent-notice.ts';
import { reviewUrgentUse, setUrgentSwitch, switchContent } from './commands/urgent-switch.ts';
import { REVIEW_URGENT, SEE_URGENT, SEND_URGENT } from './domain/permissions.ts';
import { proposing } from './domain/proposal-permissions.ts';
import { PAGE_CHARACTERS, type UrgentObstacle } from './domain/urgent-notice.ts';
import type { ActsByKind } from './http-proposals.ts';
import { PROPOSAL_REFUSALS, URGENT_REFUSALS } from './messages.ts';
import { urgentRegister } from './queries/urgent-register.ts';

const proposed = z.object({ proposalId: z.number().int() });
const reasonText = z.string().trim().min(1).max(2_000);

const registerBody = z.object({
  on: z.boolean(),
  switches: z.array(
    z.object({
      switchId: z.number().int(),
      isOn: z.boolean(),
      signedBy: z.string(),
      signedOn: z.string(),
      document: z.string(),
      validFrom: z.string(),
      validUntil: z.string().nullable(),
      proposalId: z.number().int(),
    }),
  ),
  uses: z.array(
    z.object({
      useId: z.number().int(),
      proposalId: z.number().int(),
      reportId: z.number().int(),
      agencyCode: z.string(),
      leftBy: z.number().int(),
      leftByName: z.string(),
      leftAt: z.string(),
      reason: z.string(),
      reviewDueAt: z.string(),
      reviewedBy: z.number().int().nullable(),
      reviewedByName: z.string().nullable(),
      reviewedAt: z.string().nullable(),
      verdict: z.enum(['justified', 'not-justified']).nullable(),
      reviewNote: z.string().nullable(),
      isOverdue: z.boolean(),
      mayReview: z.boolean(),
    }),
  ),
});

/** `urgent-notices`: asking for one, the one written exception with its switch, and the register of its uses. */
export function urgentRoutes(deps: UrgentDeps): readonly Route[] {
  return [register(deps), ask(deps), leave(deps), review(deps), proposeSwitch(deps)];
}

/** What the list of proposals carries out for this part of the slice. */
export function urgentActs(deps: Pick<UrgentDeps, 'clock'>): ActsByKind {
  return {
    'urgent-notice-switch': async (tx, actor, { content }) => {
      const set = await setUrgentSwitch(tx, deps, actor, content);
      return set.ok ? answer(set.value) : problemOf(set.refusal.kind);
    },
    'urgent-notice': async (tx, actor, { target, content }) => {
      const released = await releaseUrgentNotice(tx, deps, actor, { target, content });
      return released.ok ? answer(released.value) : problemOf(released.refusal.kind);
    },
  };
}

function register(deps: UrgentDeps): Route {
  return route({
    method: 'GET',
    path: '/urgent-notices',
    audience: 'staff',
    summary: 'The exception for urgent notices: its switch and every use',
    permission: SEE_URGENT,
    audit: SEE_URGENT.name,
    answer: registerBody,
    handle: async ({ tx, actor }) => {
      const found = await urgentRegister(tx, deps, staffOf(actor));
      return found.ok ? answer(found.value) : notFound();
    },
  });
}

function ask(deps: UrgentDeps): Route {
  return route({
    method: 'POST',
    path: '/urgent-notices',
    audience: 'staff',
    summary: 'Put an urgent notice (one page of facts, no files) before a second person',
    permission: SEND_URGENT,
    audit: 'propose-act',
    body: z.object({
      report: z.string().max(100),
      agency: z.string().max(20),
      page: z.string().trim().min(1).max(PAGE_CHARACTERS),
      reason: reasonText,
    }),
    answer: proposed,
    handle: async ({ tx, actor, body }) => {
      const asked = await askUrgentNotice(tx, deps, actor, body);
      return asked.ok ? answer({ proposalId: asked.value.proposalId }) : problemOf(asked.refusal.kind);
    },
  });
}

function leave(deps: UrgentDeps): Route {
  return route({
    method: 'POST',
    path: '/urgent-notices/:id/departure',
    audience: 'staff',
    summary: 'Send it on one person’s reason when nobody answered (only while the exception is signed)',
    permission: SEND_URGENT,
    audit: SEND_URGENT.name,
    stepUp: true,
    params: z.object({ id: z.coerce.number().int().positive() }),
    body: z.object({ reason: reasonText }),
    answer: z.object({ useId: z.number().int() }),
    handle: async ({ tx, actor, params, body }) => {
      const left = await leaveAlone(tx, deps, actor, { proposalId: params.id, reason: body.reason });
      if (left.ok) return answer(left.value);
      return left.refusal.kind === 'obstacles'
        ? obstaclesProblem(left.refusal.obstacles)
        : problemOf(left.refusal.kind);
    },
  });
}

function review(deps: UrgentDeps): Route {
  return route({
    method: 'POST',
    path: '/urgent-notices/uses/:id/review',
    audience: 'staff',
    summary: 'Say afterwards, as another person, whether leaving alone was justified',
    permission: REVIEW_URGENT,
    audit: REVIEW_URGENT.name,
    params: z.object({ id: z.coerce.number().int().positive() }),
    body: z.object({ verdict: z.enum(['justified', 'not-justified']), note: reasonText }),
    answer: z.object({ useId: z.number().int() }),
    handle: async ({ tx, actor, params, body }) => {
      const reviewed = await reviewUrgentUse(tx, deps, actor, { useId: params.id, ...body });
      return reviewed.ok ? answer(reviewed.value) : problemOf(reviewed.refusal.kind);
    },
  });
}

function proposeSwitch(deps: UrgentDeps): Route {
  return route({
    method: 'POST',
    path: '/urgent-notices/switch',
    audience: 'staff',
    summary: 'Propose a row of the switch as the head of the centre signed it',
    permission: proposing('urgent-notice-switch'),
    audit: 'propose-act',
    body: z.object({
      on: z.boolean(),
      signedBy: z.string().trim().min(1).max(200),
      signedOn: z.iso.date(),
      document: z.string().trim().min(1).max(200),
      from: z.iso.datetime({ offset: true }),
      until: z.iso.datetime({ offset: true }).nullish(),
      reason: reasonText,
    }),
    answer: proposed,
    handle: async ({ tx, actor, body }) => {
      const { reason, from, until = null, ...signed } = body;
      const row = { ...signed, from: instantIn(from), until: until === null ? null : instantIn(until) };
      const content = switchContent(row);
      const act = { kind: 'urgent-notice-switch', target: 'urgent-notice', content, reason } as const;
      const made = await proposeAct(tx, deps, actor, act);
      return made.ok ? answer({ proposalId: made.value.proposalId }) : problemOf(made.refusal.kind);
    },
  });
}

/** The schema has read it already. */
function instantIn(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new Error('A validated time is not an instant.');
  return instant;
}

const ABSENT = new Set(['not-permitted', 'no-such-proposal', 'no-such-use', 'unknown-target']);

function problemOf(kind: string): RouteAnswer {
  if (ABSENT.has(kind)) return notFound();
  const own = URGENT_REFUSALS[kind as UrgentObstacle];
  const title = own ?? PROPOSAL_REFUSALS[kind as keyof typeof PROPOSAL_REFUSALS];
  return refused({ status: 409, code: kind, title });
}

/** Every obstacle, one sentence after the other. */
function obstaclesProblem(obstacles: readonly UrgentObstacle[]): RouteAnswer {
  const said = (language: 'en' | 'fr') => obstacles.map((one) => URGENT_REFUSALS[one][language]).join(' ');
  return refused({ status: 409, code: obstacles[0] ?? 'obstacles', title: { en: said('en'), fr: said('fr') } });
}
