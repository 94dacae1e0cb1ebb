import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { DISPOSITIONS } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import { resolveReport } from '#features/intake';
import { type Bundle, findBundleByNumber } from '#features/linking';
import {
  answer,
  notFound,
  type Route,
  type RouteAnswer,
  refused,
  route,
  staffOf,
  type Tx,
} from '#platform/http/route.ts';
import { bundleBody, reportBundleBody, sampleBody } from './bundle-schemas.ts';
import { claimReport, releaseClaim } from './commands/claim-report.ts';
import { decideBundle } from './commands/decide-bundle.ts';
import { openBundleSample } from './commands/open-bundle-sample.ts';
import { dissolve, takeOutOfBundle } from './commands/split-bundle.ts';
import { undoBundle } from './commands/undo-bundle.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { bundleOfReport } from './queries/bundle-of-report.ts';
import { bundlePage } from './queries/bundle-page.ts';
import { heldWords } from './queries/offer-acts.ts';
import { sampledReports } from './queries/sampled-reports.ts';
import { refusedBy } from './refusal-problems.ts';
import { leaseAnswer, leaseBody } from './schemas.ts';
import { findFaces } from './store/bundled-rows.ts';

interface Deps {
  readonly clock: Clock;
}

const bundleParam = z.object({ bundle: z.string().min(1).max(64) });
const reasonBody = z.object({ reason: z.string().max(2_000) });

/** Viral bundles: one row of the queue for many reports, decided once after a shown sample. */
export function bundleRoutes(deps: Deps): readonly Route[] {
  return [
    showBundle(deps),
    claimBundle(deps),
    releaseBundle(deps),
    openSample(deps),
    decide(deps),
    undo(deps),
    takeOut(deps),
    dissolveRoute(deps),
    showReportBundle(),
  ];
}

function showBundle(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/bundles/:bundle',
    audience: 'staff',
    summary: 'One viral bundle: how many together, which apart and why, its decision',
    permission: PERMISSIONS.seeTriage,
    audit: PERMISSIONS.seeTriage.name,
    params: bundleParam,
    answer: bundleBody,
    handle: async ({ tx, params, actor }) => {
      const allowed = await requirePermission(tx, actor, PERMISSIONS.seeTriage);
      const bundle = allowed.ok ? await byNumber(tx, params.bundle) : null;
      if (bundle === null) return notFound();
      const objectIds = [bundle.bundleId];
      await record(tx, { actor, act: PERMISSIONS.seeTriage.name, objectKind: 'bundle', objectIds, outcome: 'done' });
      return answer(await bundlePage(tx, staffOf(actor), bundle, deps.clock.now()));
    },
  });
}

function claimBundle(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/bundles/:bundle/claim',
    audience: 'staff',
    summary: 'Claim a bundle, or renew the claim',
    permission: PERMISSIONS.claimReport,
    audit: 'claim-report',
    params: bundleParam,
    answer: leaseBody,
    handle: async ({ tx, params, actor }) => {
      const face = await faceOf(tx, params.bundle);
      if (face === null) return notFound();
      if (face === 'closed') return refusedBy('bundle-closed');
      const claimed = await claimReport(tx, deps, actor, face);
      if (claimed.ok) return answer(leaseAnswer(claimed.value));
      const { refusal } = claimed;
      if (refusal.kind !== 'held-by-another') return refusedBy(refusal.kind);
      return refused({ status: 409, code: refusal.kind, title: heldWords(refusal.holder, refusal.leaseUntil) });
    },
  });
}

function releaseBundle(deps: Deps): Route {
  return route({
    method: 'DELETE',
    path: '/bundles/:bundle/claim',
    audience: 'staff',
    summary: 'Give a bundle back to the queue',
    permission: PERMISSIONS.claimReport,
    audit: 'release-claim',
    params: bundleParam,
    handle: async ({ tx, params, actor }) => {
      const face = await faceOf(tx, params.bundle);
      if (face === null) return notFound();
      const released = face === 'closed' ? null : await releaseClaim(tx, deps, actor, face);
      if (released === null) return refusedBy('bundle-closed');
      return released.ok ? { status: 204 } : refusedBy(released.refusal.kind);
    },
  });
}

function openSample(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/bundles/:bundle/sample',
    audience: 'staff',
    summary: 'Draw and open the sample on which a bundle is decided',
    permission: PERMISSIONS.decideReport,
    audit: 'open-bundle-sample',
    params: bundleParam,
    answer: sampleBody,
    handle: ({ tx, params, actor }) =>
      onBundle(tx, params.bundle, async ({ bundleId }) => {
        const opened = await openBundleSample(tx, deps, actor, bundleId);
        if (!opened.ok) return refusedBy(opened.refusal.kind);
        const { sampleHash, openedAt, present, reportIds } = opened.value;
        return answer({ sampleHash, openedAt, present, ...(await sampledReports(tx, reportIds)) });
      }),
  });
}

function decide(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/bundles/:bundle/decision',
    audience: 'staff',
    summary:
      'Decide every report of a bundle that was there when its sample was drawn; it can be undone for 30 seconds',
    permission: PERMISSIONS.decideReport,
    audit: 'decide-bundle',
    params: bundleParam,
    body: z.object({
      disposition: z.enum(DISPOSITIONS),
      reason: z
        .string()
        .min(1)
        .max(64)
        .describe('code, or its digit; GET …/{bundle} lists those that fit many at once'),
      note: z.string().max(4_000).optional(),
      target: z.string().max(200).optional(),
      sampleHash: z.string().min(1).max(128),
    }),
    answer: z.object({
      disposition: z.enum(DISPOSITIONS),
      reason: z.string(),
      effectiveAt: z.string(),
      decided: z.number().int(),
      leftAlone: z.number().int().describe('came or changed since the sample; each waits by itself'),
    }),
    handle: ({ tx, params, actor, body }) =>
      onBundle(tx, params.bundle, async ({ bundleId }) => {
        const { note = null, target = null, ...asked } = body;
        const decided = await decideBundle(tx, deps, actor, bundleId, { ...asked, note, target });
        return decided.ok ? answer(decided.value) : refusedBy(decided.refusal.kind);
      }),
  });
}

function undo(deps: Deps): Route {
  return route({
    method: 'DELETE',
    path: '/bundles/:bundle/decision',
    audience: 'staff',
    summary: 'Undo one’s own decision on a bundle within 30 seconds',
    permission: PERMISSIONS.decideReport,
    audit: 'undo-bundle-decision',
    params: bundleParam,
    handle: ({ tx, params, actor }) =>
      onBundle(tx, params.bundle, async ({ bundleId }) => {
        const undone = await undoBundle(tx, deps, actor, bundleId);
        return undone.ok ? { status: 204 } : refusedBy(undone.refusal.kind);
      }),
  });
}

function takeOut(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/bundles/:bundle/reports/:report/removal',
    audience: 'staff',
    summary: 'Take a report out of a bundle, for good',
    permission: PERMISSIONS.decideReport,
    audit: 'take-out-of-bundle',
    params: bundleParam.extend({ report: z.string().min(1).max(64) }),
    body: reasonBody,
    handle: ({ tx, params, actor, body }) =>
      onBundle(tx, params.bundle, async (bundle) => {
        const report = await resolveReport(tx, params.report);
        if (report === null) return notFound();
        const out = await takeOutOfBundle(tx, deps, actor, bundle, report.reportId, body.reason);
        return out.ok ? { status: 204 } : refusedBy(out.refusal.kind);
      }),
  });
}

function dissolveRoute(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/bundles/:bundle/dissolution',
    audience: 'staff',
    summary: 'Take a whole bundle apart: every report waits by itself again',
    permission: PERMISSIONS.decideReport,
    audit: 'dissolve-bundle',
    params: bundleParam,
    body: reasonBody,
    answer: z.object({ woken: z.number().int() }),
    handle: ({ tx, params, actor, body }) =>
      onBundle(tx, params.bundle, async ({ bundleId }) => {
        const woken = await dissolve(tx, deps, actor, bundleId, body.reason);
        return woken.ok ? answer({ woken: woken.value }) : refusedBy(woken.refusal.kind);
      }),
  });
}

function showReportBundle(): Route {
  return route({
    method: 'GET',
    path: '/reports/:report/bundle',
    audience: 'staff',
    summary: 'What a report has to do with viral bundles',
    permission: PERMISSIONS.seeTriage,
    audit: PERMISSIONS.seeTriage.name,
    params: z.object({ report: z.string().min(1).max(64) }),
    answer: reportBundleBody,
    handle: async ({ tx, params, actor }) => {
      const report = await resolveReport(tx, params.report);
      if (report === null) return notFound();
      const objectIds = [report.reportId];
      const allowed = await requirePermission(tx, actor, PERMISSIONS.seeTriage, objectIds);
      if (!allowed.ok) return notFound();
      await record(tx, { actor, act: PERMISSIONS.seeTriage.name, objectKind: 'report', objectIds, outcome: 'done' });
      return answer(await bundleOfReport(tx, report.reportId));
    },
  });
}

function byNumber(tx: Tx, text: string): Promise<Bundle | null> {
  return findBundleByNumber(tx, text.trim().toUpperCase());
}

async function onBundle(tx: Tx, text: string, act: (bundle: Bundle) => Promise<RouteAnswer>): Promise<RouteAnswer> {
  const bundle = await byNumber(tx, text);
  return bundle === null ? notFound() : act(bundle);
}

/** The report that stands for an open bundle in the queue. */
async function faceOf(tx: Tx, text: string): Promise<number | 'closed' | null> {
  const bundle = await byNumber(tx, text);
  if (bundle === null) return null;
  const [face] = await findFaces(tx, [bundle.bundleId]);
  return face?.reportId ?? 'closed';
}
