import { z } from 'zod';
import { LANGUAGES } from '#core/locale.ts';
import type { AccessDeps } from '#features/access';
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
import {
  inviteProviderPerson,
  inviteProviderPersonAgain,
  listProviderPeople,
  nameProviderManager,
} from './commands/invite-provider-person.ts';
import { INVITE_PROVIDERS } from './domain/permissions.ts';

const invitation = z.object({ path: z.string().nullable(), expiresAt: z.string() });

const PROBLEMS: Readonly<Record<string, Problem>> = {
  'name-taken': {
    status: 409,
    code: 'name-taken',
    title: { en: 'Somebody has this name already.', fr: 'Ce nom est déjà pris.' },
  },
  'has-keys': {
    status: 409,
    code: 'has-keys',
    title: {
      en: 'This person has keys and signs in with them.',
      fr: 'Cette personne a des clés et s’en sert pour ouvrir une session.',
    },
  },
};

/** `provider-people`: who signs in for which provider, and their invitations. */
export function providerPeopleRoutes(deps: Pick<AccessDeps, 'clock'>): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/provider-people',
      audience: 'staff',
      summary: 'Who signs in for which provider',
      permission: INVITE_PROVIDERS,
      audit: 'list-provider-people',
      answer: z.object({
        items: z.array(
          z.object({
            id: z.number().int(),
            name: z.string(),
            provider: z.string(),
            manages: z.boolean(),
            tiedAt: z.string(),
            disabled: z.boolean(),
          }),
        ),
      }),
      handle: async ({ tx, actor }) => {
        const listed = await listProviderPeople(tx, staffOf(actor));
        return listed.ok ? answer({ items: listed.value }) : notFound();
      },
    }),
    route({
      method: 'POST',
      path: '/provider-people',
      audience: 'staff',
      summary: 'Invite a person of a provider; the link is shown once',
      permission: INVITE_PROVIDERS,
      audit: 'create-staff',
      stepUp: true,
      shownOnce: ['path'],
      body: z.object({
        provider: z.string().trim().min(1).max(200),
        name: z.string().trim().min(1).max(120),
        language: z.enum(LANGUAGES),
        manages: z.boolean().default(false),
      }),
      answer: invitation.extend({ id: z.number().int() }),
      handle: async ({ tx, actor, body }) => {
        const invited = await inviteProviderPerson(tx, deps, staffOf(actor), body);
        if (!invited.ok) return told(invited.refusal.kind);
        const { staffId: id, code, expiresAt } = invited.value;
        return answer({ id, path: pathOf(code), expiresAt });
      },
    }),
    route({
      method: 'POST',
      path: '/provider-people/:person/invitation',
      audience: 'staff',
      summary: 'A fresh link for an invited person without keys, shown once',
      permission: INVITE_PROVIDERS,
      audit: 'issue-enrolment-link',
      stepUp: true,
      shownOnce: ['path'],
      params: z.object({ person: z.coerce.number().int().positive() }),
      answer: invitation,
      handle: async ({ tx, actor, params }) => {
        const invited = await inviteProviderPersonAgain(tx, deps, staffOf(actor), params.person);
        if (!invited.ok) return told(invited.refusal.kind);
        return answer({ path: pathOf(invited.value.code), expiresAt: invited.value.expiresAt });
      },
    }),
    route({
      method: 'PUT',
      path: '/provider-people/:person/manager',
      audience: 'staff',
      summary: 'Say whether a person manages the people of their provider',
      permission: INVITE_PROVIDERS,
      audit: 'name-provider-manager',
      stepUp: true,
      params: z.object({ person: z.coerce.number().int().positive() }),
      body: z.object({ manages: z.boolean() }),
      handle: async ({ tx, actor, params, body }) => {
        const named = await nameProviderManager(tx, staffOf(actor), { staffId: params.person, ...body });
        return named.ok ? { status: 204 } : told(named.refusal.kind);
      },
    }),
  ];
}

function pathOf(code: string): string {
  return `/provider/sign-in?code=${code}`;
}

function told(kind: string): RouteAnswer {
  const problem = PROBLEMS[kind];
  return problem ? refused(problem) : notFound();
}
