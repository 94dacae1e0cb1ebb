import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { OUTCOMES } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { answer, notFound, type Problem, type Route, refused, route, unknownAfter } from '#platform/http/route.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { issueAnswerCode, issuePickupLink } from './commands/issue-codes.ts';
import { recordAnswer, recordOutcome } from './commands/record-outcome.ts';
import { queueRetry } from './commands/retry-delivery.ts';
import { DELIVERY_STATES } from './domain/delivery-status.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { retractionRoutes } from './http-retractions.ts';
import { MESSAGES } from './messages.ts';
import { listDeliveries } from './queries/list-deliveries.ts';
import { packageOfDelivery } from './queries/package-of-delivery.ts';

interface Deps {
  readonly clock: Clock;
}

const deliveryParam = z.object({ delivery: z.coerce.number().int().positive() });
const stateBody = z.object({ package: z.string(), state: z.string() });

const deliveryBody = z.object({
  id: z.number().int(),
  package: z.string(),
  part: z.number().int(),
  recipient: z.string(),
  channel: z.enum(['spool', 'pickup']),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  bagHash: z.string(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  acknowledged: z.object({ by: z.string(), at: z.string() }).nullable(),
  pickupUntil: z.string().nullable(),
});

const PAGE = 50;
const LARGEST_PAGE = 500;

/** `deliveries`: what is on its way and what came back, for the desk. */
export function dispatchRoutes(deps: Deps): readonly Route[] {
  return [
    showDeliveries(),
    takeReceipt(deps),
    takeAnswer(deps),
    makePickupLink(deps),
    makeAnswerCode(),
    sendAgain(deps),
    ...retractionRoutes(deps),
  ];
}

/** `outcomes`: what a recipient says of a package by its answer code, without an account. */
export function recipientRoutes(deps: Deps): readonly Route[] {
  return [takeOutcome(deps)];
}

function conflict(code: string, title: Bilingual): ReturnType<typeof refused> {
  const problem: Problem = { status: 409, code, title };
  return refused(problem);
}

function showDeliveries(): Route {
  return route({
    method: 'GET',
    path: '/deliveries',
    audience: 'staff',
    summary: 'Deliveries, newest first',
    permission: PERMISSIONS.seeDeliveries,
    audit: PERMISSIONS.seeDeliveries.name,
    query: z.object({
      state: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
      after: z.string().max(20).optional(),
    }),
    answer: z.object({ items: z.array(deliveryBody), next: z.string().nullable() }),
    handle: async ({ tx, actor, query }) => {
      if (!(await requirePermission(tx, actor, PERMISSIONS.seeDeliveries)).ok) return notFound();
      const { state, limit, after } = query;
      const found = await listDeliveries(tx, {
        limit,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after }),
      });
      if (!found.ok) return unknownAfter();
      const page = found.value;
      const objectIds = page.items.map((item) => item.id);
      const act = PERMISSIONS.seeDeliveries.name;
      await record(tx, { actor, act, objectKind: 'delivery', objectIds, outcome: 'done' });
      return answer(page);
    },
  });
}

function takeReceipt(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/deliveries/:delivery/acknowledgement',
    audience: 'staff',
    summary: 'Take a recipient’s receipt over the bag hash',
    permission: PERMISSIONS.acknowledge,
    audit: PERMISSIONS.acknowledge.name,
    params: deliveryParam,
    body: z.object({ bagHash: z.string().min(1).max(200), by: z.string().trim().min(1).max(200) }),
    answer: stateBody,
    handle: async ({ tx, actor, params, body }) => {
      const found = await packageOfDelivery(tx, params.delivery);
      if (found === null) return notFound();
      const taken = await acknowledge(tx, deps, actor, found.packageId, body);
      if (taken.ok) return answer({ package: found.number, state: taken.value.state });
      const { kind } = taken.refusal;
      if (kind === 'not-permitted') return notFound();
      return conflict(kind, kind === 'wrong-bag-hash' ? MESSAGES.wrongBagHash : MESSAGES.nothingDelivered);
    },
  });
}

function takeAnswer(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/deliveries/:delivery/answer',
    audience: 'staff',
    summary: 'Record whether the service takes the package on',
    permission: PERMISSIONS.recordAnswer,
    audit: PERMISSIONS.recordAnswer.name,
    params: deliveryParam,
    body: z.object({
      answer: z.enum(['accepted', 'declined', 're-routed']),
      note: z.string().trim().min(1).max(2_000),
    }),
    answer: stateBody,
    handle: async ({ tx, actor, params, body }) => {
      const found = await packageOfDelivery(tx, params.delivery);
      if (found === null) return notFound();
      const { packageId, number } = found;
      const taken = await recordAnswer(tx, deps, actor, { packageId, to: body.answer, note: body.note });
      if (taken.ok) return answer({ package: number, state: taken.value.state });
      return taken.refusal.kind === 'not-permitted' ? notFound() : conflict('wrong-state', MESSAGES.wrongState);
    },
  });
}

function makePickupLink(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/deliveries/:delivery/pickup-link',
    audience: 'staff',
    summary: 'Make a one-time download link; shown once',
    permission: PERMISSIONS.issuePickupLink,
    audit: PERMISSIONS.issuePickupLink.name,
    stepUp: true,
    params: deliveryParam,
    shownOnce: ['path'],
    answer: z.object({ deliveryId: z.number().int(), path: z.string().nullable(), expiresAt: z.string() }),
    handle: async ({ tx, actor, params }) => {
      const made = await issuePickupLink(tx, deps, actor, params.delivery);
      if (made.ok) return answer(made.value);
      return made.refusal.kind === 'no-pickup-left' ? conflict('no-pickup-left', MESSAGES.noPickupLeft) : notFound();
    },
  });
}

function makeAnswerCode(): Route {
  return route({
    method: 'POST',
    path: '/deliveries/:delivery/answer-code',
    audience: 'staff',
    summary: 'Make the code by which the recipient answers; shown once',
    permission: PERMISSIONS.issueAnswerCode,
    audit: PERMISSIONS.issueAnswerCode.name,
    params: deliveryParam,
    shownOnce: ['code'],
    answer: z.object({ code: z.string().nullable() }),
    handle: async ({ tx, actor, params }) => {
      const made = await issueAnswerCode(tx, actor, params.delivery);
      return made.ok ? answer(made.value) : notFound();
    },
  });
}

function sendAgain(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/deliveries/:delivery/retry',
    audience: 'staff',
    summary: 'Send what waits or is parked again',
    permission: PERMISSIONS.retryDelivery,
    audit: PERMISSIONS.retryDelivery.name,
    params: deliveryParam,
    answer: stateBody,
    handle: async ({ tx, actor, params }) => {
      const found = await packageOfDelivery(tx, params.delivery);
      if (found === null) return notFound();
      const queued = await queueRetry(tx, deps, actor, found.packageId);
      if (queued.ok) return answer({ package: found.number, state: queued.value.state });
      return queued.refusal.kind === 'not-permitted' ? notFound() : conflict('not-waiting', MESSAGES.notWaiting);
    },
  });
}

function takeOutcome(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/outcomes',
    audience: 'anyone',
    summary: 'A recipient’s outcome, by the answer code of its package',
    permission: 'public',
    audit: 'return-outcome',
    body: z.object({
      code: z.string().min(1).max(100),
      outcome: z.enum(OUTCOMES),
      note: z.string().trim().max(2_000).optional(),
    }),
    handle: async ({ tx, body }) => {
      const taken = await recordOutcome(tx, deps, { ...body, note: body.note ?? null });
      if (taken.ok) return { status: 204 };
      return refused({ status: 404, code: 'unknown-code', title: MESSAGES.unknownCode });
    },
  });
}
