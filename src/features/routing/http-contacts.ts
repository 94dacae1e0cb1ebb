import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { ActsByKind } from '#features/access';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { type Contact, enterContact, proposeContact } from './commands/enter-contact.ts';
import { PERMISSIONS } from './domain/permissions.ts';

const REFUSALS: Readonly<Record<string, Bilingual>> = {
  'second-person-missing': {
    en: 'This contact is abroad: propose it with a reason, a second person approves it, then enter it.',
    fr: 'Ce contact est à l’étranger\u00a0: proposez-le avec un motif; une deuxième personne l’approuve, puis il est inscrit.',
  },
  'already-proposed': {
    en: 'Exactly this contact waits for a second person already.',
    fr: 'Exactement ce contact attend déjà une deuxième personne.',
  },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez pourquoi.' },
};

const codeParams = z.object({ code: z.string().max(20) });
const dutyLine = z.string().trim().min(3).max(100).nullable();

/** The verified contact of a service; abroad it takes two persons. */
export function contactRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'PUT',
      path: '/agencies/:code/contact',
      audience: 'staff',
      summary: 'Enter a service’s duty line as verified; abroad only after a second person’s approval',
      permission: PERMISSIONS.enterContact,
      audit: PERMISSIONS.enterContact.name,
      params: codeParams,
      body: z.object({ dutyLine }),
      answer: z.object({ code: z.string() }),
      handle: ({ tx, params, body, actor }) => enter(tx, deps, actor, { code: params.code, dutyLine: body.dutyLine }),
    }),
    route({
      method: 'POST',
      path: '/agencies/:code/contact/proposals',
      audience: 'staff',
      summary: 'Put a contact abroad before a second person',
      permission: PERMISSIONS.enterContact,
      audit: 'propose-act',
      params: codeParams,
      body: z.object({ dutyLine, reason: z.string().trim().min(1).max(2_000) }),
      answer: z.object({ proposalId: z.number().int() }),
      handle: async ({ tx, params, body, actor }) => {
        const proposed = await proposeContact(tx, deps, actor, { code: params.code, ...body });
        return proposed.ok ? answer(proposed.value) : refusalAnswer(proposed.refusal.kind);
      },
    }),
  ];
}

/** What the list of proposals carries out for this slice. */
export function contactActs(deps: { readonly clock: Clock }): ActsByKind {
  return {
    'foreign-contact': (tx, actor, { target, content }) => {
      const line = content['dutyLine'];
      return enter(tx, deps, actor, { code: target, dutyLine: typeof line === 'string' ? line : null });
    },
  };
}

async function enter(
  tx: Parameters<typeof enterContact>[0],
  deps: { readonly clock: Clock },
  actor: Parameters<typeof enterContact>[2],
  contact: Contact,
): Promise<RouteAnswer> {
  const entered = await enterContact(tx, deps, actor, contact);
  return entered.ok ? answer(entered.value) : refusalAnswer(entered.refusal.kind);
}

/** Not permitted and unknown service look alike outside. */
function refusalAnswer(kind: string): RouteAnswer {
  const title = REFUSALS[kind];
  return title ? refused({ status: 409, code: kind, title }) : notFound();
}
