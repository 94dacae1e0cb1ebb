import type { FastifyReply } from 'fastify';
import { askPortalPasskey, passkeyProofOf, portalKeys, proveFreshly, takesPasskeys } from '#features/access';
import type { ErrorLine } from '#platform/html/error-summary.ts';
import { fieldOf } from '#platform/html/fields.ts';
import { html } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { HOME, type OwnVisit, sendPage, type Visit, words } from './frame.ts';
import { passkeyPart } from './passkey-part.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

/** Where a fresh proof is asked for, and where one goes on afterwards. */
const NEXT: readonly string[] = ['people', 'sign-in-ways'];

/** Asks a signed-in person to prove themselves once more: with the keys they have, or to set one up first. */
export async function sendConfirm(
  visit: OwnVisit,
  next: string,
  error?: 'confirmFailed' | 'busy',
): Promise<FastifyReply> {
  const { deps, request, person, view, assets } = visit;
  const word = words(view, SIGN_IN_WORDS);
  const keys = await portalKeys(deps.db, person.session);
  const hasPasskey = keys.passkeys.length > 0 && (await takesPasskeys(deps.db, deps, request));
  const body =
    keys.hasCodes || hasPasskey
      ? html`<p>${word('confirmNote')}</p>
<form id="answers" method="post" action="${HOME}/confirm"><input type="hidden" name="csrf" value="${person.session.csrfToken}"><input type="hidden" name="next" value="${nextIn(next)}">
${
  keys.hasCodes
    ? html`${fieldOf({ name: 'passphrase', kind: 'password', label: word('passphrase'), autocomplete: 'current-password' }, '', view.language)}
${fieldOf({ name: 'oneTimeCode', kind: 'number', label: word('code'), hint: word('codeHint'), autocomplete: 'one-time-code' }, '', view.language)}
<div class="acts"><button class="main">${word('confirm')}</button></div>`
    : html`<noscript><p>${word('passkeyNeedsScript')}</p></noscript>`
}
${hasPasskey ? passkeyPart(visit, 'step-up') : null}</form>`
      : html`<p>${word('confirmNoWay')}</p><p class="acts"><a class="button main" href="${HOME}/sign-in-ways">${word('waysTitle')}</a></p>`;
  const href = keys.hasCodes ? '#passphrase' : '#main';
  const errors: readonly ErrorLine[] = error === undefined ? [] : [{ href, words: word(error) }];
  const here = `${HOME}/confirm?next=${nextIn(next)}`;
  const script = hasPasskey ? { script: assets.scriptUrl('passkey.js') } : {};
  return sendPage(
    visit,
    { title: word('confirmTitle'), body, errors, here, ...script },
    error === undefined ? 200 : 401,
  );
}

/** Freshly proven, the person goes on where they were asked. */
export async function answerConfirm(visit: OwnVisit, answers: FormAnswers): Promise<FastifyReply> {
  const { deps, request, reply } = visit;
  const { next = '', passphrase = '', oneTimeCode = '', challenge = '', passkey = '' } = answers;
  const typed = { passphrase: passphrase.slice(0, 400), oneTimeCode };
  const proof = (passkey === '' ? null : passkeyProofOf(challenge, passkey)) ?? typed;
  if ('code' in proof) return sendConfirm(visit, next, 'confirmFailed');
  const proven = await proveFreshly(deps.db, deps, request, reply, proof);
  if (!proven.ok) return sendConfirm(visit, next, proven.refusal.kind === 'busy' ? 'busy' : 'confirmFailed');
  return reply.redirect(`${HOME}/${nextIn(next)}`, 303);
}

/** What a browser needs to prove a passkey, for the script of the page. */
export async function sendChallenge(visit: Visit, intent: 'sign-in' | 'step-up'): Promise<FastifyReply> {
  const { deps, request, reply } = visit;
  const asked = await askPortalPasskey(deps.db, deps, request, reply, intent);
  return asked.ok ? reply.send(asked.value) : reply.code(409).send({ code: asked.refusal.kind });
}

function nextIn(next: string): string {
  return NEXT.includes(next) ? next : 'sign-in-ways';
}
