import { z } from 'zod';
import { type Clock, parseInstant } from '#core/clock.ts';
import type { PackageId } from '#core/ids.ts';
import { LANGUAGES } from '#core/locale.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import {
  answer,
  notFound,
  type Route,
  type RouteAnswer,
  refused,
  route,
  type Tx,
  unknownAfter,
} from '#platform/http/route.ts';
import { proposeFirstUse } from './commands/first-use.ts';
import { judgeFact } from './commands/judge-fact.ts';
import { putItem } from './commands/put-item.ts';
import { releasePackage } from './commands/release-package.ts';
import { returnPackage } from './commands/return-package.ts';
import { submitPackage } from './commands/submit-package.ts';
import { ITEM_STATES, type ItemNumber } from './domain/item-rules.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { recallRoute } from './http-recall.ts';
import { MESSAGES } from './messages.ts';
import { listPackages, type PackageListItem } from './queries/list-packages.ts';
import { previewDocument } from './queries/preview-document.ts';
import { packageIdOf } from './queries/sealed-version.ts';
import { packageByNumber } from './queries/show-package.ts';
import { problemOf } from './refusal-problems.ts';
import { listBody, pageBody, stateBody } from './schemas.ts';
import type { PackageTools } from './tools.ts';

type Deps = { readonly clock: Clock } & Pick<PackageTools, 'vault' | 'centre' | 'typesetter'>;

const packageParam = z.object({ package: z.string().max(40) });
const PAGE = 50;
const LARGEST_PAGE = 500;

/** `packages`: drafts, their items, submission, release by a second person, return, and what the documents will look like. */
export function packagingRoutes(deps: Deps): readonly Route[] {
  return [
    showPackages(),
    showPackage(deps),
    changeItem(deps),
    changeFact(deps),
    submit(deps),
    release(deps),
    askFirstUse(deps),
    sendBack(deps),
    recallRoute(deps),
    showDocument(deps),
  ];
}

function showPackages(): Route {
  return route({
    method: 'GET',
    path: '/packages',
    audience: 'staff',
    summary: 'Investigational packages, newest first',
    permission: PERMISSIONS.seePackages,
    audit: PERMISSIONS.seePackages.name,
    query: z.object({
      state: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
      after: z.string().max(40).optional(),
    }),
    answer: listBody,
    handle: async ({ tx, actor, query }) => {
      if (!(await requirePermission(tx, actor, PERMISSIONS.seePackages)).ok) return notFound();
      const { state, limit, after } = query;
      const found = await listPackages(tx, {
        limit,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after }),
      });
      if (!found.ok) return unknownAfter();
      const page = found.value;
      const act = PERMISSIONS.seePackages.name;
      const detail = { count: page.items.length };
      await record(tx, { actor, act, objectKind: 'package', objectIds: [], outcome: 'done', detail });
      return answer({ items: page.items.map(listed), next: page.next });
    },
  });
}

function listed(item: PackageListItem) {
  const { number, recipient, recipientName, ...rest } = item;
  return { package: number, recipient: { code: recipient, name: recipientName }, ...rest };
}

function showPackage(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/packages/:package',
    audience: 'staff',
    summary: 'One package with its items, reports, obstacles and history',
    permission: PERMISSIONS.seePackages,
    audit: PERMISSIONS.seePackages.name,
    params: packageParam,
    answer: pageBody,
    handle: async ({ tx, actor, params }) => {
      const page = await packageByNumber(tx, actor, params.package, deps);
      return page === null ? notFound() : answer(page);
    },
  });
}

function changeItem(deps: Deps): Route {
  return route({
    method: 'PUT',
    path: '/packages/:package/items/:item',
    audience: 'staff',
    summary: 'Say whether an item is present, does not apply or is awaited',
    permission: PERMISSIONS.putItem,
    audit: PERMISSIONS.putItem.name,
    params: packageParam.extend({ item: z.coerce.number().int().min(1).max(7) }),
    body: z.object({
      state: z.enum(ITEM_STATES),
      reason: z.string().trim().max(2_000).nullish(),
      text: z.string().trim().max(20_000).nullish(),
      dueAt: z.iso.datetime({ offset: true }).nullish(),
    }),
    answer: z.object({ item: z.number().int(), state: z.enum(ITEM_STATES) }),
    handle: ({ tx, actor, params, body }) =>
      withPackage(tx, params.package, async (packageId) => {
        const { state, reason = null, text = null, dueAt = null } = body;
        const item = params.item as ItemNumber;
        const due = dueAt === null ? null : parseInstant(dueAt);
        const put = await putItem(tx, deps, actor, { packageId, item, state, reason, text, dueAt: due });
        return put.ok ? answer({ item, state: put.value.state }) : problemOf(put.refusal);
      }),
  });
}

function changeFact(deps: Deps): Route {
  return route({
    method: 'PUT',
    path: '/packages/:package/facts/:target/:id',
    audience: 'staff',
    summary: 'Leave a held fact out, or record the authority that releases it',
    permission: PERMISSIONS.judgeFact,
    audit: PERMISSIONS.judgeFact.name,
    params: packageParam.extend({
      target: z.enum(['identifier', 'file']),
      id: z.coerce.number().int().positive(),
    }),
    body: z.object({ verdict: z.enum(['excluded', 'released']), reason: z.string().trim().min(1).max(2_000) }),
    answer: z.object({ verdict: z.enum(['excluded', 'released']) }),
    handle: ({ tx, actor, params, body }) =>
      withPackage(tx, params.package, async (packageId) => {
        const { target, id: targetId } = params;
        const judged = await judgeFact(tx, deps, actor, { packageId, target, targetId, ...body });
        return judged.ok ? answer({ verdict: judged.value.verdict }) : problemOf(judged.refusal);
      }),
  });
}

function submit(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/packages/:package/submission',
    audience: 'staff',
    summary: 'Submit a draft to be sealed',
    permission: PERMISSIONS.submitPackage,
    audit: PERMISSIONS.submitPackage.name,
    params: packageParam,
    answer: stateBody,
    handle: ({ tx, actor, params }) =>
      withPackage(tx, params.package, async (packageId) => {
        const submitted = await submitPackage(tx, deps, actor, packageId);
        return submitted.ok
          ? answer({ package: params.package, state: submitted.value.state })
          : problemOf(submitted.refusal);
      }),
  });
}

function release(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/packages/:package/release',
    audience: 'staff',
    summary: 'Release exactly the sealed bytes, as a second person',
    permission: PERMISSIONS.releasePackage,
    audit: PERMISSIONS.releasePackage.name,
    stepUp: true,
    params: packageParam,
    body: z.object({ bagHash: z.string().max(200) }),
    answer: stateBody,
    handle: ({ tx, actor, params, body }) =>
      withPackage(tx, params.package, async (packageId) => {
        const released = await releasePackage(tx, deps, actor, { packageId, bagHash: body.bagHash });
        return released.ok ? answer({ package: params.package, state: 'released' }) : problemOf(released.refusal);
      }),
  });
}

function askFirstUse(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/packages/:package/first-use',
    audience: 'staff',
    summary: 'Put the first use of an unconfirmed contact abroad before a second person',
    permission: PERMISSIONS.proposeFirstUse,
    audit: PERMISSIONS.proposeFirstUse.name,
    params: packageParam,
    body: z.object({ reason: z.string().trim().min(1).max(2_000) }),
    answer: z.object({ proposalId: z.number().int() }),
    handle: ({ tx, actor, params, body }) =>
      withPackage(tx, params.package, async (packageId) => {
        const proposed = await proposeFirstUse(tx, deps, actor, { packageId, reason: body.reason });
        return proposed.ok ? answer(proposed.value) : problemOf(proposed.refusal);
      }),
  });
}

function sendBack(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/packages/:package/return',
    audience: 'staff',
    summary: 'Send a package back to its author with a reason',
    permission: PERMISSIONS.returnPackage,
    audit: PERMISSIONS.returnPackage.name,
    params: packageParam,
    body: z.object({ reason: z.string().trim().min(1).max(2_000) }),
    answer: stateBody,
    handle: ({ tx, actor, params, body }) =>
      withPackage(tx, params.package, async (packageId) => {
        const returned = await returnPackage(tx, deps, actor, { packageId, reason: body.reason });
        return returned.ok ? answer({ package: params.package, state: 'draft' }) : problemOf(returned.refusal);
      }),
  });
}

function showDocument(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/packages/:package/documents/:document',
    audience: 'staff',
    summary: 'A document of the package as it would be sealed now (PDF)',
    permission: PERMISSIONS.previewDocument,
    audit: PERMISSIONS.previewDocument.name,
    params: packageParam.extend({ document: z.enum(['fdr', 'general']) }),
    query: z.object({ language: z.enum(LANGUAGES).optional() }),
    handle: async ({ tx, actor, params, query, reply }) => {
      const { package: number, document } = params;
      const made = await previewDocument(tx, deps, actor, { number, document, language: query.language ?? null });
      if (made.ok) {
        reply.type('application/pdf').header('cache-control', 'no-store');
        return answer(Buffer.from(made.value));
      }
      if (made.refusal.kind !== 'no-typesetter') return notFound();
      return refused({ status: 503, code: 'no-typesetter', title: MESSAGES.noTypesetter });
    },
  });
}

async function withPackage(
  tx: Tx,
  number: string,
  act: (packageId: PackageId) => Promise<RouteAnswer>,
): Promise<RouteAnswer> {
  const packageId = await packageIdOf(tx, number);
  return packageId === null ? notFound() : act(packageId);
}
