import { z } from 'zod';
import { type Clock, type Instant, parseInstant } from '#core/clock.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { resolveReport } from '#features/intake';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { endHandOverClock } from './commands/end-clock.ts';
import { openFacts } from './commands/open-facts.ts';
import { recordCall } from './commands/record-call.ts';
import { recordCallBack } from './commands/record-call-back.ts';
import { CLOCK_STATES, HAND_OVER_KINDS } from './domain/hand-over-clock.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { MESSAGES } from './messages.ts';
import { callsOfReport } from './queries/calls-of-report.ts';
import { waitingCalls } from './queries/waiting-calls.ts';

interface Deps {
  readonly clock: Clock;
}

const words = z.object({ en: z.string(), fr: z.string() });
const when = z.iso.datetime({ offset: true });
const line = z.string().trim().max(200);
const text = z.string().trim().max(8_000);
const reportParam = z.object({ report: z.string().min(1).max(64) });

const CALL_BACK_RESULTS = ['came', 'not-reached', 'not-needed'] as const;

const callBody = z.object({
  id: z.number().int(),
  agency: z.object({ code: z.string(), name: words }).nullable(),
  number: z.string(),
  numberFrom: z.enum(['directory', 'typed']),
  result: z.enum(['reached', 'no-answer']),
  calledAt: z.string(),
  reachedName: z.string().nullable(),
  reachedBadge: z.string().nullable(),
  hasFacts: z.boolean(),
  ground: words.nullable(),
  awaitsUntil: z.string().nullable(),
  by: z.string(),
  recordedAt: z.string(),
  callBacks: z.array(
    z.object({
      result: z.enum(CALL_BACK_RESULTS),
      at: z.string(),
      note: z.string(),
      awaitsUntil: z.string().nullable(),
      by: z.string(),
    }),
  ),
});

const clockBody = z.object({
  kind: z.enum(HAND_OVER_KINDS),
  startsAt: z.string(),
  dueAt: z.string(),
  metAt: z.string().nullable(),
  state: z.enum(CLOCK_STATES),
  endedReason: z.string().nullable(),
  ruleVersion: z.string(),
});

/** `reports/{report}/calls`, `calls` and the two clocks of a hand-over. */
export function callRoutes(deps: Deps): readonly Route[] {
  return [showCalls(deps), takeCall(deps), showFacts(), takeCallBack(deps), takeEnd(deps), showWaiting(deps)];
}

function showCalls(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/reports/:report/calls',
    audience: 'staff',
    summary: 'What was handed over by telephone about a report, and its clocks',
    permission: PERMISSIONS.seeCalls,
    audit: PERMISSIONS.seeCalls.name,
    params: reportParam,
    answer: z.object({
      calls: z.array(callBody),
      clocks: z.array(clockBody),
      grounds: z.array(z.object({ code: z.string(), words })),
    }),
    handle: async ({ tx, actor, params }) => {
      const found = await resolveReport(tx, params.report);
      if (!found || !(await requirePermission(tx, actor, PERMISSIONS.seeCalls, [found.reportId])).ok) return notFound();
      const act = PERMISSIONS.seeCalls.name;
      await record(tx, { actor, act, objectKind: 'report', objectIds: [found.reportId], outcome: 'done' });
      return answer(await callsOfReport(tx, deps, found.reportId));
    },
  });
}

function takeCall(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/reports/:report/calls',
    audience: 'staff',
    summary: 'Record a hand-over by telephone, or that nobody answered',
    permission: PERMISSIONS.recordCall,
    audit: PERMISSIONS.recordCall.name,
    params: reportParam,
    body: z.object({
      agency: z.string().max(40).nullish(),
      number: line.min(1),
      result: z.enum(['reached', 'no-answer']),
      calledAt: when,
      reachedName: line.nullish(),
      reachedBadge: line.nullish(),
      facts: text.nullish(),
      ground: z.string().max(60).nullish(),
      callBackBy: when.nullish(),
    }),
    answer: z.object({ call: z.number().int() }),
    handle: async ({ tx, actor, params, body }) => {
      const found = await resolveReport(tx, params.report);
      if (!found) return notFound();
      const { agency = null, reachedName = null, reachedBadge = null, facts = null, ground = null } = body;
      const done = await recordCall(tx, deps, actor, found, {
        agency,
        number: body.number,
        result: body.result,
        calledAt: instantOf(body.calledAt),
        reachedName,
        reachedBadge,
        facts,
        ground,
        callBackBy: body.callBackBy == null ? null : instantOf(body.callBackBy),
      });
      return done.ok ? answer({ call: done.value.callId }) : problemOf(done.refusal.kind);
    },
  });
}

function showFacts(): Route {
  return route({
    method: 'POST',
    path: '/calls/:call/opening',
    audience: 'staff',
    summary: 'Open the facts that were given in a call; written down',
    permission: PERMISSIONS.openFacts,
    audit: PERMISSIONS.openFacts.name,
    params: z.object({ call: z.coerce.number().int().positive() }),
    answer: z.object({ facts: z.string() }),
    handle: async ({ tx, actor, params }) => {
      const opened = await openFacts(tx, actor, params.call);
      return opened.ok ? answer(opened.value) : notFound();
    },
  });
}

function takeCallBack(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/calls/:call/call-backs',
    audience: 'staff',
    summary: 'Record what became of a promised call-back',
    permission: PERMISSIONS.recordCall,
    audit: PERMISSIONS.recordCall.name,
    params: z.object({ call: z.coerce.number().int().positive() }),
    body: z.object({ result: z.enum(CALL_BACK_RESULTS), note: text.min(1), callBackBy: when.nullish() }),
    answer: z.object({ call: z.number().int() }),
    handle: async ({ tx, actor, params, body }) => {
      const callBackBy = body.callBackBy == null ? null : instantOf(body.callBackBy);
      const done = await recordCallBack(tx, deps, actor, params.call, { ...body, callBackBy });
      return done.ok ? answer({ call: params.call }) : problemOf(done.refusal.kind);
    },
  });
}

function takeEnd(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/reports/:report/hand-over-clocks/:kind/end',
    audience: 'staff',
    summary: 'End a clock of the hand-over, with a reason',
    permission: PERMISSIONS.endClock,
    audit: PERMISSIONS.endClock.name,
    params: reportParam.extend({ kind: z.enum(HAND_OVER_KINDS) }),
    body: z.object({ reason: text }),
    handle: async ({ tx, actor, params, body }) => {
      const found = await resolveReport(tx, params.report);
      if (!found) return notFound();
      const end = { kind: params.kind, reason: body.reason };
      const done = await endHandOverClock(tx, deps, actor, found.reportId, end);
      return done.ok ? { status: 204 } : problemOf(done.refusal.kind);
    },
  });
}

function showWaiting(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/calls',
    audience: 'staff',
    summary: 'Hand-overs whose clock runs and call-backs that are awaited, the earliest first',
    permission: PERMISSIONS.seeCalls,
    audit: { none: 'a row holds clocks and whom to expect; opening the report behind it is written down' },
    answer: z.object({
      asOf: z.string(),
      hasMore: z.boolean(),
      clocks: z.array(clockBody.extend({ report: z.string() })),
      callBacks: z.array(
        callBody
          .pick({ id: true, agency: true, number: true, reachedName: true, awaitsUntil: true })
          .extend({ report: z.string() }),
      ),
    }),
    handle: async ({ tx, actor }) => {
      if (!(await requirePermission(tx, actor, PERMISSIONS.seeCalls)).ok) return notFound();
      return answer(await waitingCalls(tx, deps));
    },
  });
}

function instantOf(written: string): Instant {
  const read = parseInstant(written);
  if (read === null) throw new Error('The schema let through what is no instant.');
  return read;
}

/** Not permitted and unknown look alike outside. */
function problemOf(kind: keyof typeof MESSAGES | 'not-permitted' | 'unknown-call'): RouteAnswer {
  if (kind === 'not-permitted' || kind === 'unknown-call') return notFound();
  return refused({ status: 409, code: kind, title: MESSAGES[kind] });
}
