import { z } from 'zod';
import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
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
import { approveAct } from './commands/approve-act.ts';
import { refuseAct, withdrawProposal } from './commands/end-proposal.ts';
import type { ProposalContent } from './domain/proposal-content.ts';
import type { ProposalKindCode } from './domain/proposal-kinds.ts';
import { APPROVE_ACTS, PROPOSE_ACTS, SEE_PROPOSALS } from './domain/proposal-permissions.ts';
import { PROPOSAL_STATES } from './domain/proposal-status.ts';
import { PROPOSAL_REFUSALS } from './messages.ts';
import { approvedAct, listProposals, showProposal } from './queries/proposals.ts';

/** Carries out an approved act from its content; the slice's own command asks for permission and spends the approval. */
export type CarryOut = (
  tx: Tx,
  actor: StaffActor,
  proposal: { readonly target: string; readonly content: ProposalContent },
) => Promise<RouteAnswer>;

/** The acts that can be carried out from the list of proposals, by kind; the wiring knows their slices. */
export type ActsByKind = Readonly<Partial<Record<ProposalKindCode, CarryOut>>>;

interface Deps {
  readonly clock: Clock;
  readonly acts: ActsByKind;
}

const words = z.object({ en: z.string(), fr: z.string() });
const person = z.object({ id: z.number().int(), name: z.string() });

const proposalBody = z.object({
  id: z.number().int(),
  kind: z.string(),
  words,
  target: z.string(),
  what: z.array(z.object({ field: z.string(), words, values: z.array(z.string()) })),
  contentHash: z.string(),
  proposedBy: person,
  proposedAt: z.string(),
  reason: z.string(),
  expiresAt: z.string(),
  state: z.enum(PROPOSAL_STATES),
  approvedBy: person.nullable(),
  approvedAt: z.string().nullable(),
  endedBy: person.nullable(),
  endedAt: z.string().nullable(),
  endedNote: z.string().nullable(),
  actions: z.array(
    z.object({
      name: z.enum(['approve', 'refuse', 'withdraw', 'carry-out']),
      allowed: z.boolean(),
      reason: words.nullable(),
    }),
  ),
});

const idParam = z.object({ id: z.coerce.number().int().positive() });
const PAGE = 50;
const LARGEST_PAGE = 200;

/** `proposals`: what waits for a second person, exactly what happens, and the approval over its hash. */
export function proposalRoutes(deps: Deps): readonly Route[] {
  return [list(deps), show(deps), approve(deps), refuse(deps), withdraw(deps), carryOut(deps)];
}

function list(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/proposals',
    audience: 'staff',
    summary: 'Acts that need a second person, newest first',
    permission: SEE_PROPOSALS,
    audit: 'list-proposals',
    query: z.object({
      view: z.enum(['waiting', 'mine', 'settled']).default('waiting'),
      limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
      after: z.string().max(40).optional(),
    }),
    answer: z.object({ items: z.array(proposalBody), next: z.string().nullable() }),
    handle: async ({ tx, actor, query }) => {
      const { view, limit, after = null } = query;
      const page = await listProposals(tx, deps, staffOf(actor), { view, limit, after });
      return page.ok ? answer(page.value) : unknownAfter();
    },
  });
}

function show(deps: Deps): Route {
  return route({
    method: 'GET',
    path: '/proposals/:id',
    audience: 'staff',
    summary: 'One act that needs a second person',
    permission: SEE_PROPOSALS,
    audit: 'show-proposal',
    params: idParam,
    answer: proposalBody,
    handle: async ({ tx, actor, params }) => {
      const found = await showProposal(tx, deps, staffOf(actor), params.id);
      return found === null ? notFound() : answer(found);
    },
  });
}

function approve(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/proposals/:id/approval',
    audience: 'staff',
    summary: 'Approve exactly what was seen, as a second person',
    permission: APPROVE_ACTS,
    audit: 'approve-act',
    stepUp: true,
    params: idParam,
    body: z.object({ contentHash: z.string().max(200) }),
    answer: z.object({ id: z.number().int(), state: z.literal('approved') }),
    handle: async ({ tx, actor, params, body }) => {
      const approval = { proposalId: params.id, contentHash: body.contentHash };
      const approved = await approveAct(tx, deps, actor, approval);
      return approved.ok ? answer({ id: params.id, state: 'approved' }) : problemOf(approved.refusal.kind);
    },
  });
}

function refuse(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/proposals/:id/refusal',
    audience: 'staff',
    summary: 'Refuse what was proposed, with a reason',
    permission: APPROVE_ACTS,
    audit: 'refuse-act',
    params: idParam,
    body: z.object({ reason: z.string().trim().min(1).max(2_000) }),
    answer: z.object({ id: z.number().int(), state: z.literal('refused') }),
    handle: async ({ tx, actor, params, body }) => {
      const ended = await refuseAct(tx, deps, actor, { proposalId: params.id, reason: body.reason });
      return ended.ok ? answer({ id: params.id, state: 'refused' }) : problemOf(ended.refusal.kind);
    },
  });
}

function withdraw(deps: Deps): Route {
  return route({
    method: 'DELETE',
    path: '/proposals/:id',
    audience: 'staff',
    summary: 'Take back one’s own proposal',
    permission: PROPOSE_ACTS,
    audit: 'withdraw-proposal',
    params: idParam,
    handle: async ({ tx, actor, params }) => {
      const ended = await withdrawProposal(tx, deps, actor, params.id);
      return ended.ok ? { status: 204 } : problemOf(ended.refusal.kind);
    },
  });
}

function carryOut(deps: Deps): Route {
  return route({
    method: 'POST',
    path: '/proposals/:id/execution',
    audience: 'staff',
    summary: 'Carry out what a second person has approved',
    permission: PROPOSE_ACTS,
    audit: 'spend-approval',
    stepUp: true,
    params: idParam,
    handle: async ({ tx, actor, params }) => {
      const person = staffOf(actor);
      const found = await approvedAct(tx, deps, person, params.id);
      if (found === null) return notFound();
      if (found === 'not-approved') return problemOf('second-person-missing');
      const act = deps.acts[found.kind];
      return act ? act(tx, person, found) : problemOf('carried-out-elsewhere');
    },
  });
}

/** A refusal of the two-person commands as the caller sees it; absent and forbidden look alike. */
function problemOf(kind: string): RouteAnswer {
  if (kind === 'not-permitted' || kind === 'no-such-proposal') return notFound();
  const title = PROPOSAL_REFUSALS[kind as keyof typeof PROPOSAL_REFUSALS];
  return refused({ status: 409, code: kind, title });
}
