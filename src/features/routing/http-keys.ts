import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { approveRecipientKey } from './commands/approve-recipient-key.ts';
import { proposeRecipientKey } from './commands/propose-recipient-key.ts';
import { setChannel } from './commands/set-channel.ts';
import { PERMISSIONS } from './domain/permissions.ts';

/** Why a key or an approval is not taken, in the words of whoever sent it. */
const REFUSALS: Readonly<Record<string, Bilingual>> = {
  'unreadable-key': {
    en: 'This is neither a certificate (PEM) nor an age recipient.',
    fr: 'Ce n’est ni un certificat (PEM) ni un destinataire age.',
  },
  'key-expired': { en: 'This certificate has expired.', fr: 'Ce certificat est expiré.' },
  'already-approved': { en: 'This key is approved already.', fr: 'Cette clé est déjà approuvée.' },
  'same-person': {
    en: 'Another person than the one who entered this key approves it.',
    fr: 'Une autre personne que celle qui a saisi cette clé doit l’approuver.',
  },
  'fingerprint-differs': {
    en: 'The fingerprint is not the one of this key: compare it again with the recipient.',
    fr: 'L’empreinte n’est pas celle de cette clé\u00a0: comparez-la de nouveau avec le destinataire.',
  },
};

const codeParams = z.object({ code: z.string().max(20) });

/** Keys and channels of the directory: a key encrypts nothing until a second person has compared its fingerprint. */
export function directoryChangeRoutes(deps: { readonly clock: Clock }): readonly Route[] {
  return [enterKey(deps), approveKey(deps), changeChannel(deps)];
}

function enterKey(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'POST',
    path: '/agencies/:code/keys',
    audience: 'staff',
    summary: 'Enter a recipient’s certificate or age recipient; a second person approves it',
    permission: PERMISSIONS.proposeRecipientKey,
    audit: PERMISSIONS.proposeRecipientKey.name,
    params: codeParams,
    body: z.object({ form: z.enum(['x509', 'age']), material: z.string().min(1).max(20_000) }),
    answer: z.object({ id: z.number().int(), fingerprint: z.string() }),
    handle: async ({ tx, params, body, actor }) => {
      const entered = await proposeRecipientKey(tx, deps, actor, { code: params.code, material: body.material });
      return entered.ok
        ? answer({ id: entered.value.keyId, fingerprint: entered.value.fingerprint })
        : refusalAnswer(entered.refusal.kind);
    },
  });
}

function approveKey(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'POST',
    path: '/agencies/:code/keys/:id/approval',
    audience: 'staff',
    summary: 'Approve a key after comparing its fingerprint with the recipient',
    permission: PERMISSIONS.approveRecipientKey,
    audit: PERMISSIONS.approveRecipientKey.name,
    stepUp: true,
    params: codeParams.extend({ id: z.coerce.number().int().positive() }),
    body: z.object({ fingerprint: z.string().min(1).max(200) }),
    answer: z.object({ id: z.number().int() }),
    handle: async ({ tx, params, body, actor }) => {
      const approved = await approveRecipientKey(tx, deps, actor, { keyId: params.id, fingerprint: body.fingerprint });
      return approved.ok ? answer({ id: approved.value.keyId }) : refusalAnswer(approved.refusal.kind);
    },
  });
}

function changeChannel(deps: { readonly clock: Clock }): Route {
  return route({
    method: 'PUT',
    path: '/agencies/:code/channel',
    audience: 'staff',
    summary: 'How packages reach a service: a folder, or a one-time pick-up link',
    permission: PERMISSIONS.setChannel,
    audit: PERMISSIONS.setChannel.name,
    params: codeParams,
    body: z.object({ kind: z.enum(['spool', 'pickup']) }),
    answer: z.object({ code: z.string() }),
    handle: async ({ tx, params, body, actor }) => {
      const set = await setChannel(tx, deps, actor, { code: params.code, kind: body.kind });
      return set.ok ? answer(set.value) : refusalAnswer(set.refusal.kind);
    },
  });
}

/** Not permitted, unknown service and unknown key look alike outside. */
function refusalAnswer(kind: string): RouteAnswer {
  const title = REFUSALS[kind];
  return title ? refused({ status: 409, code: kind, title }) : notFound();
}
