import { z } from 'zod';
import { ROLES } from '#core/actor.ts';
import { LANGUAGES } from '#core/locale.ts';
import type { Result } from '#core/result.ts';
import {
  answer,
  notFound,
  type Problem,
  type Route,
  type RouteAnswer,
  refused,
  route,
  staffOf,
} from '#platform/http/route.ts';
import { decideReset, decideRoles, type ProposalRefusal } from './commands/decide-proposals.ts';
import {
  changeRoles,
  createPerson,
  disablePerson,
  enablePerson,
  endPersonSessions,
  type PeopleRefusal,
} from './commands/manage-people.ts';
import { issueEnrolmentLink, linkWorkAccount, proposeReset } from './commands/recover-person.ts';
import { MANAGE_PEOPLE, SEE_LOCK_OUTS } from './domain/permissions.ts';
import type { AccessDeps } from './http-frame.ts';
import { passkeyBody } from './http-own-keys.ts';
import { MESSAGES } from './messages.ts';
import { listLockOuts, listPeople } from './queries/people.ts';
import type { NotPermitted } from './types.ts';

const person = z.object({ person: z.coerce.number().int().positive() });
/** Roles a member of the staff may hold; agencies and providers sign in elsewhere. */
const staffRole = z.enum(ROLES).exclude(['recipient-agency', 'provider']);
const roles = z
  .array(staffRole)
  .max(ROLES.length)
  .transform((list) => [...new Set(list)]);
const standing = z.object({ standing: z.enum(['done', 'proposed']) });
const link = z.object({ code: z.string(), expiresAt: z.string() }).nullable();

const peopleBody = z.object({
  people: z.array(
    z.object({
      staffId: z.number().int(),
      name: z.string(),
      language: z.enum(LANGUAGES),
      roles: z.array(z.string()),
      demo: z.boolean(),
      disabledAt: z.string().nullable(),
      liveSessions: z.number().int(),
      lastSeenAt: z.string().nullable(),
      passkeys: z.array(passkeyBody),
      hasCodes: z.boolean(),
      workAccounts: z.number().int(),
    }),
  ),
  proposals: z.array(
    z.object({
      kind: z.enum(['roles', 'reset']),
      id: z.number().int(),
      act: z.enum(['change-roles', 'reset-keys', 'link-work-account']),
      staffId: z.number().int(),
      roles: z.array(z.string()),
      proposedBy: z.number().int(),
      proposedAt: z.string(),
      expiresAt: z.string(),
      mayApprove: z.boolean(),
    }),
  ),
  unlinkedAccounts: z.array(
    z.object({
      workAccountId: z.number().int(),
      issuer: z.string(),
      reference: z.string(),
      firstSeenAt: z.string(),
      lastSeenAt: z.string(),
    }),
  ),
});

/** `people`: who works here. Every change asks for a fresh key touch. */
export function peopleRoutes(deps: AccessDeps): readonly Route[] {
  return [show(deps), lockOuts(deps), create(deps), setRoles(deps), ...actsOn(deps), linkAccount(deps), decide(deps)];
}

function show(deps: AccessDeps): Route {
  return route({
    method: 'GET',
    path: '/people',
    audience: 'staff',
    summary: 'Who works here, with which roles and keys; what waits for a second administrator',
    permission: MANAGE_PEOPLE,
    audit: 'list-people',
    answer: peopleBody,
    handle: async ({ tx, actor }) => told(await listPeople(tx, deps, staffOf(actor))),
  });
}

function lockOuts(deps: AccessDeps): Route {
  return route({
    method: 'GET',
    path: '/lock-outs',
    audience: 'staff',
    summary: 'Failed sign-ins of the last day, by person and place',
    permission: SEE_LOCK_OUTS,
    audit: 'list-lock-outs',
    answer: z.object({
      items: z.array(
        z.object({
          staffId: z.number().int().nullable(),
          name: z.string().nullable(),
          place: z.enum(['device', 'network']),
          failures: z.number().int(),
          lastFailedAt: z.string(),
          lockedUntil: z.string().nullable(),
        }),
      ),
    }),
    handle: async ({ tx, actor }) => {
      const listed = await listLockOuts(tx, deps, staffOf(actor));
      return listed.ok ? answer({ items: listed.value }) : notFound();
    },
  });
}

function create(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/people',
    audience: 'staff',
    summary: 'Make a person; the role of administrator waits for a second administrator',
    permission: MANAGE_PEOPLE,
    audit: 'create-staff',
    stepUp: true,
    body: z.object({ name: z.string().trim().min(1).max(120), language: z.enum(LANGUAGES), roles }),
    answer: standing.extend({ staffId: z.number().int() }),
    handle: async ({ tx, actor, body }) => told(await createPerson(tx, deps, staffOf(actor), body)),
  });
}

function setRoles(deps: AccessDeps): Route {
  return route({
    method: 'PUT',
    path: '/people/:person/roles',
    audience: 'staff',
    summary: 'Set a person’s roles; what needs two administrators is proposed',
    permission: MANAGE_PEOPLE,
    audit: 'change-roles',
    stepUp: true,
    params: person,
    body: z.object({ roles }),
    answer: standing,
    handle: async ({ tx, actor, params, body }) =>
      told(await changeRoles(tx, deps, staffOf(actor), params.person, body.roles)),
  });
}

/** Acts on one person that need nothing but the person. */
function actsOn(deps: AccessDeps): readonly Route[] {
  const acts = [
    ['disable', 'disable-staff', 'Shut a person out at once', undefined, disablePerson],
    [
      'enable',
      'enable-staff',
      'Let a person in again',
      undefined,
      (tx, _deps, actor, id) => enablePerson(tx, actor, id),
    ],
    [
      'end-sessions',
      'end-sessions',
      'End every session of a person',
      z.object({ ended: z.number() }),
      endPersonSessions,
    ],
    [
      'enrolment-link',
      'issue-enrolment-link',
      'A fresh one-time link for a person without keys, shown once',
      z.object({ code: z.string().nullable(), expiresAt: z.string() }),
      issueEnrolmentLink,
    ],
    ['reset', 'propose-reset-keys', 'Propose to reset a person’s keys', standing, proposeReset],
  ] as const satisfies readonly (readonly [
    string,
    string,
    string,
    z.ZodType | undefined,
    (
      tx: Parameters<typeof disablePerson>[0],
      deps: AccessDeps,
      actor: Parameters<typeof disablePerson>[2],
      id: number,
    ) => Promise<Result<unknown, { readonly kind: string }>>,
  ])[];
  return acts.map(([path, audit, summary, body, act]) =>
    route({
      method: 'POST',
      path: `/people/:person/${path}`,
      audience: 'staff',
      summary,
      permission: MANAGE_PEOPLE,
      audit,
      stepUp: true,
      params: person,
      shownOnce: ['code'],
      ...(body ? { answer: body } : {}),
      handle: async ({ tx, actor, params }) => told(await act(tx, deps, staffOf(actor), params.person)),
    }),
  );
}

function linkAccount(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/people/:person/work-account',
    audience: 'staff',
    summary: 'Say whose work account this is',
    permission: MANAGE_PEOPLE,
    audit: 'link-work-account',
    stepUp: true,
    params: person,
    body: z.object({ workAccountId: z.number().int().positive() }),
    answer: standing,
    handle: async ({ tx, actor, params, body }) =>
      told(await linkWorkAccount(tx, deps, staffOf(actor), params.person, body.workAccountId)),
  });
}

function decide(deps: AccessDeps): Route {
  return route({
    method: 'POST',
    path: '/people/proposals/:kind/:proposal/decision',
    audience: 'staff',
    summary: 'Approve or turn down what another administrator proposed',
    permission: MANAGE_PEOPLE,
    audit: 'approve-proposal',
    stepUp: true,
    params: z.object({ kind: z.enum(['roles', 'reset']), proposal: z.coerce.number().int().positive() }),
    body: z.object({ approved: z.boolean() }),
    answer: z.object({ link }),
    handle: async ({ tx, actor, params, body }) => {
      const decideIt = params.kind === 'roles' ? decideRoles : decideReset;
      return told(await decideIt(tx, deps, staffOf(actor), params.proposal, body.approved));
    },
  });
}

type Kind = (NotPermitted | PeopleRefusal | ProposalRefusal)['kind'];
const NOT_HERE: readonly string[] = ['not-permitted', 'no-such-person', 'no-such-proposal'] satisfies readonly Kind[];

const PROBLEMS: Readonly<Record<string, Problem>> = {
  'name-taken': { status: 409, code: 'name-taken', title: MESSAGES.nameTaken },
  'last-administrator': { status: 409, code: 'last-administrator', title: MESSAGES.lastAdministrator },
  'not-yourself': { status: 409, code: 'not-yourself', title: MESSAGES.notYourself },
  'has-keys': { status: 409, code: 'has-keys', title: MESSAGES.hasKeys },
  'no-such-account': { status: 409, code: 'no-such-account', title: MESSAGES.noSuchAccount },
  'same-person': { status: 409, code: 'same-person', title: MESSAGES.samePerson },
  'proposer-gone': { status: 409, code: 'proposer-gone', title: MESSAGES.proposerGone },
} satisfies Partial<Record<Kind, Problem>>;

function told(result: Result<unknown, { readonly kind: string }>): RouteAnswer {
  if (result.ok) return result.value === null ? { status: 204 } : answer(result.value);
  const { kind } = result.refusal;
  const problem = NOT_HERE.includes(kind) ? undefined : PROBLEMS[kind];
  return problem ? refused(problem) : notFound();
}
