import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import type { Result } from '#core/result.ts';
import { DISPOSITIONS, SOURCES, URGENCIES } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { resolveReport } from '#features/intake';
import type { ReportHead } from '#features/intake/types';
import {
  answer,
  notFound,
  type Route,
  type RouteAnswer,
  refused,
  route,
  staffOf,
  type Tx,
  unknownAfter,
} from '#platform/http/route.ts';
import { changeUrgency } from './commands/change-urgency.ts';
import { claimReport, releaseClaim } from './commands/claim-report.ts';
import { decideReport } from './commands/decide-report.ts';
import { confirmFactor } from './commands/judge-factor.ts';
import { takeNext } from './commands/take-next.ts';
import { undoDecision } from './commands/undo-decision.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { QUEUE_VIEWS } from './domain/queue-view.ts';
import { VERDICTS } from './domain/triage-facts.ts';
import { bundleRoutes } from './http-bundles.ts';
import { joinRoutes } from './http-joins.ts';
import { heldWords } from './queries/offer-acts.ts';
import { queuePage } from './queries/queue-page.ts';
import { triageOfReport } from './queries/triage-of-report.ts';
import { notConsidered, type RefusalKind, refusedBy, unknownReason } from './refusal-problems.ts';
import { leaseAnswer, leaseBody, queuePageBody, triageBody } from './schemas.ts';

interface Deps {
  readonly clock: Clock;
}

const reportParam = z.object({ report: z.string().min(1).max(64) });

/** The queue, claims, decisions, factors and urgency of reports. */
export function triageRoutes(deps: Deps): readonly Route[] {
  return [
    showQueue(deps),
    takeNextRoute(deps),
    claimRoute(deps),
    releaseRoute(deps),
    showTriage(deps),
    decideRoute(deps),
    undoRoute(deps),
    judgeFactorRoute(deps),
    changeUrgencyRoute(deps),
    ...bundleRoutes(deps),
    ...joinRoutes(deps),
  ];
}

function showQueue(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/queue',
    audience: 'staff',
    summary: 'One page of the triage queue',
    permission: PERMISSIONS.seeQueue,
    audit: { none: 'a row holds codes and clocks; opening the report behind it is written down' },
    query: z.object({
      view: z.enum(QUEUE_VIEWS).default('next'),
      urgency: z.enum(URGENCIES).optional(),
      source: z.enum(SOURCES).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.string().max(200).optional(),
    }),
    answer: queuePageBody,
    handle: async ({ tx, query, actor }) => {
      const allowed = await requirePermission(tx, actor, PERMISSIONS.seeQueue);
      if (!allowed.ok) return notFound();
      const { view, urgency = null, source = null, limit, after = null } = query;
      const asOf = deps.clock.now();
      const page = await queuePage(tx, { view, urgency, source, limit, after, actor: staffOf(actor), asOf });
      return page.ok ? answer(page.value) : unknownAfter();
    },
  });
}

function takeNextRoute(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/queue/next',
    audience: 'staff',
    summary: 'Take the next free report',
    permission: PERMISSIONS.claimReport,
    audit: 'take-next',
    answer: leaseBody,
    handle: async ({ tx, actor }) => {
      const taken = await takeNext(tx, deps, actor);
      if (taken.ok) return answer(leaseAnswer(taken.value));
      return taken.refusal.kind === 'queue-empty' ? { status: 204 } : notFound();
    },
  });
}

function claimRoute(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/reports/:report/claim',
    audience: 'staff',
    summary: 'Claim a report, or renew the claim',
    permission: PERMISSIONS.claimReport,
    audit: 'claim-report',
    params: reportParam,
    answer: leaseBody,
    handle: async ({ tx, params, actor }) => {
      const report = await resolveReport(tx, params.report);
      if (report === null) return notFound();
      const claimed = await claimReport(tx, deps, actor, report.reportId);
      if (claimed.ok) return answer(leaseAnswer(claimed.value));
      const { refusal } = claimed;
      if (refusal.kind !== 'held-by-another') return refusedBy(refusal.kind);
      return refused({ status: 409, code: refusal.kind, title: heldWords(refusal.holder, refusal.leaseUntil) });
    },
  });
}

function releaseRoute(deps: Deps): Route {
  return route({
    method: 'DELETE',
    path: '/reports/:report/claim',
    audience: 'staff',
    summary: 'Give a report back to the queue',
    permission: PERMISSIONS.claimReport,
    audit: 'release-claim',
    params: reportParam,
    handle: ({ tx, params, actor }) =>
      onReport(tx, params.report, (report) => releaseClaim(tx, deps, actor, report.reportId)),
  });
}

function showTriage(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/reports/:report/triage',
    audience: 'staff',
    summary: 'Assessment, claim, decision and ways out of one report',
    permission: PERMISSIONS.seeTriage,
    audit: PERMISSIONS.seeTriage.name,
    params: reportParam,
    answer: triageBody,
    handle: async ({ tx, params, actor }) => {
      const report = await resolveReport(tx, params.report);
      if (report === null) return notFound();
      const allowed = await requirePermission(tx, actor, PERMISSIONS.seeTriage, [report.reportId]);
      if (!allowed.ok) return notFound();
      const shown = await triageOfReport(tx, staffOf(actor), report.reportId, deps.clock.now());
      if (shown === null) return notFound();
      const objectIds = [report.reportId];
      await record(tx, { actor, act: PERMISSIONS.seeTriage.name, objectKind: 'report', objectIds, outcome: 'done' });
      return answer(shown);
    },
  });
}

function decideRoute(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/reports/:report/decision',
    audience: 'staff',
    summary: 'Decide a report; it can be undone for 30 seconds',
    permission: PERMISSIONS.decideReport,
    audit: 'decide-report',
    params: reportParam,
    body: z.object({
      disposition: z.enum(DISPOSITIONS),
      reason: z.string().min(1).max(64).describe('code, or its digit; GET …/triage lists them by disposition'),
      note: z.string().max(4_000).optional(),
      target: z.string().max(200).optional(),
      version: z.number().int().positive().optional(),
    }),
    answer: z.object({ disposition: z.enum(DISPOSITIONS), reason: z.string(), effectiveAt: z.string() }),
    handle: async ({ tx, params, actor, body }) => {
      const report = await resolveReport(tx, params.report);
      if (report === null) return notFound();
      const { disposition, reason, note = null, target = null, version = null } = body;
      const decided = await decideReport(tx, deps, actor, report.reportId, {
        disposition,
        reason,
        note,
        target,
        version,
      });
      if (decided.ok) return answer(decided.value);
      const { refusal } = decided;
      if (refusal.kind === 'factors-not-considered') return notConsidered(refusal.factors);
      return refusal.kind === 'unknown-reason' ? unknownReason(disposition) : refusedBy(refusal.kind);
    },
  });
}

function undoRoute(deps: Deps): Route {
  return route({
    method: 'DELETE',
    path: '/reports/:report/decision',
    audience: 'staff',
    summary: 'Undo one’s own decision within 30 seconds',
    permission: PERMISSIONS.decideReport,
    audit: 'undo-decision',
    params: reportParam,
    handle: ({ tx, params, actor }) =>
      onReport(tx, params.report, (report) => undoDecision(tx, deps, actor, report.reportId)),
  });
}

function judgeFactorRoute(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/reports/:report/factors/:code',
    audience: 'staff',
    summary: 'Confirm, refuse or tick as considered a danger factor',
    permission: PERMISSIONS.judgeFactor,
    audit: 'judge-factor',
    params: reportParam.extend({ code: z.string().min(1).max(64) }),
    body: z.object({ verdict: z.enum(VERDICTS) }),
    handle: ({ tx, params, actor, body }) =>
      onReport(tx, params.report, (report) =>
        confirmFactor(tx, deps, actor, report.reportId, params.code, body.verdict),
      ),
  });
}

function changeUrgencyRoute(deps: Deps): Route {
  return route({
    method: 'PUT',
    path: '/reports/:report/urgency',
    audience: 'staff',
    summary: 'Set the urgency, with a reason',
    permission: PERMISSIONS.changeUrgency,
    audit: 'change-urgency',
    params: reportParam,
    body: z.object({ urgency: z.enum(URGENCIES), reason: z.string().max(2_000) }),
    handle: ({ tx, params, actor, body }) =>
      onReport(tx, params.report, (report) => changeUrgency(tx, deps, actor, report.reportId, body)),
  });
}

/** Runs an act on the report of the path and answers 204. */
async function onReport(
  tx: Tx,
  text: string,
  act: (report: ReportHead) => Promise<Result<null, { readonly kind: RefusalKind }>>,
): Promise<RouteAnswer> {
  const report = await resolveReport(tx, text);
  if (report === null) return notFound();
  const done = await act(report);
  return done.ok ? { status: 204 } : refusedBy(done.refusal.kind);
}
