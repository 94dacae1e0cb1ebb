import type { FastifyReply } from 'fastify';
import {
  keepPortalCodes,
  keepPortalPasskey,
  newPortalCodes,
  newPortalPasskey,
  portalKeys,
  removePortalPasskey,
  takesPasskeys,
} from '#features/access';
import { fieldOf } from '#platform/html/fields.ts';
import { type Html, html } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { HOME, isFresh, type OwnVisit, sendPage, words } from './frame.ts';
import { timeOf } from './home.ts';
import { passkeyPart } from './passkey-part.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

const WAYS = `${HOME}/sign-in-ways`;
type Keys = Awaited<ReturnType<typeof portalKeys>>;

/** What became of the last try. */
type Told = 'made' | 'passkeyMade' | 'passkeyRemoved' | WentWrong;
type WentWrong = 'not-made' | 'easy-passphrase' | 'step-up-required' | 'passkeyNotMade' | 'last-key';
const DONE: readonly Told[] = ['made', 'passkeyMade', 'passkeyRemoved'];

/** How this person comes back: passkeys, where the browser has them, and an authenticator app, which needs no script. */
export async function sendWays(visit: OwnVisit, told?: Told): Promise<FastifyReply> {
  const { deps, request, person, view, assets } = visit;
  const word = words(view, SIGN_IN_WORDS);
  const keys = await portalKeys(deps.db, person.session);
  const hasWay = keys.hasCodes || keys.passkeys.length > 0;
  const isWrong = told !== undefined && !DONE.includes(told);
  const hasPasskeys = await takesPasskeys(deps.db, deps, request);
  const mayChange = !hasWay || isFresh(visit);
  const body = html`${note(visit, keys, told)}
${mayChange ? null : html`<p><a class="button main" id="confirm" href="${HOME}/confirm?next=sign-in-ways">${word('confirmTitle')}</a></p><p class="hint">${word('changeFirst')}</p>`}
${passkeys(visit, keys, mayChange, hasPasskeys)}
<h2 id="app">${word('app')}</h2><p>${word(keys.hasCodes ? 'appHas' : 'appHasNot')}</p>
${
  mayChange
    ? html`<form method="post" action="${WAYS}"><input type="hidden" name="csrf" value="${person.session.csrfToken}">
<div class="acts"><button${hasWay ? null : html` class="main"`} id="new-codes">${word(keys.hasCodes ? 'newCodesAgain' : 'newCodes')}</button></div></form>`
    : null
}`;
  const errors = isWrong ? [{ href: mayChange ? '#new-codes' : '#confirm', words: word(told) }] : [];
  const script = hasPasskeys && mayChange ? { script: assets.scriptUrl('passkey.js') } : {};
  return sendPage(visit, { title: word('waysTitle'), body, errors, here: WAYS, ...script }, isWrong ? 422 : 200);
}

function note({ view }: OwnVisit, keys: Keys, told?: Told): Html {
  const word = words(view, SIGN_IN_WORDS);
  const has = keys.hasCodes || keys.passkeys.length > 0;
  const said = told !== undefined && DONE.includes(told) ? told : has ? 'hasWay' : 'noWay';
  return html`<div class="note" data-tone="${has ? 'done' : 'hold'}"><p>${word(said)}</p></div>`;
}

function passkeys({ view, person, ...visit }: OwnVisit, keys: Keys, mayChange: boolean, hasPasskeys: boolean): Html {
  const word = words(view, SIGN_IN_WORDS);
  const csrf = html`<input type="hidden" name="csrf" value="${person.session.csrfToken}">`;
  const isOnly = keys.passkeys.length === 1 && !keys.hasCodes;
  const removal = (id: number, name: string) =>
    html`<td><form method="post" action="${HOME}/passkeys/removal">${csrf}<input type="hidden" name="key" value="${id}"><button class="quiet">${word('removePasskey')}<span class="aside"> ${name}</span></button></form></td>`;
  const row = ({ passkeyId, name, createdAt, lastUsedAt }: Keys['passkeys'][number]) =>
    html`<tr><th scope="row"><bdi>${name}</bdi></th><td data-label="${word('colMade')}">${timeOf(createdAt)}</td><td data-label="${word('colUsed')}">${lastUsedAt ? timeOf(lastUsedAt) : word('neverUsed')}</td>${mayChange && !isOnly ? removal(passkeyId, name) : null}</tr>`;
  const list = html`<table class="stack" id="passkeys"><thead><tr><th scope="col">${word('colKey')}</th><th scope="col">${word('colMade')}</th><th scope="col">${word('colUsed')}</th>${mayChange && !isOnly ? html`<th scope="col">${word('colActs')}</th>` : null}</tr></thead><tbody>${keys.passkeys.map(row)}</tbody></table>`;
  const field = fieldOf(
    { name: 'keyName', kind: 'text', label: word('keyName'), hint: word('keyNameHint') },
    '',
    view.language,
  );
  return html`<h2>${word('passkeys')}</h2><p>${word(hasPasskeys ? 'passkeysHow' : 'passkeysNotHere')}</p>
${keys.passkeys.length === 0 ? html`<p>${word('noPasskey')}</p>` : list}
${
  hasPasskeys && mayChange
    ? html`<form method="post" action="${HOME}/passkeys">${csrf}${passkeyPart({ view, person, ...visit }, 'make', field)}<noscript><p>${word('passkeyNeedsScript')}</p></noscript></form>`
    : null
}`;
}

/** First a key for the app, then a passphrase and a code that shows the app has it. */
export async function answerWays(visit: OwnVisit, answers: FormAnswers): Promise<FastifyReply> {
  const { deps, request, reply } = visit;
  const { challenge = '', code = '', passphrase = '' } = answers;
  if (challenge === '') {
    const begun = await newPortalCodes(deps.db, deps, request, reply);
    return begun.ok ? sendNewCodes(visit, begun.value) : sendWays(visit, toldOf(begun.refusal.kind));
  }
  if (passphrase.length < 12) return sendWays(visit, 'easy-passphrase');
  const made = await keepPortalCodes(deps.db, deps, request, reply, {
    challenge,
    code,
    passphrase: passphrase.slice(0, 400),
  });
  return sendWays(visit, made.ok ? 'made' : toldOf(made.refusal.kind));
}

/** What a browser needs to make a passkey, for the script of the page. */
export async function sendPasskeyOptions({ deps, request, reply }: OwnVisit): Promise<FastifyReply> {
  const begun = await newPortalPasskey(deps.db, deps, request, reply);
  if (begun.ok) return reply.send(begun.value);
  const { kind } = begun.refusal;
  return reply.code(kind === 'step-up-required' ? 403 : 409).send({ code: kind });
}

/** Keeps the passkey a browser made. */
export async function answerPasskey(visit: OwnVisit, answers: FormAnswers): Promise<FastifyReply> {
  const { deps, request, reply, view } = visit;
  const { challenge = '', passkey: answered = '', keyName = '' } = answers;
  const name = keyName.trim().slice(0, 60) || words(view, SIGN_IN_WORDS)('colKey');
  const made = await keepPortalPasskey(deps.db, deps, request, reply, {
    challenge: challenge.slice(0, 100),
    answered,
    name,
  });
  if (made.ok) return sendWays(visit, 'passkeyMade');
  return sendWays(visit, made.refusal.kind === 'step-up-required' ? 'step-up-required' : 'passkeyNotMade');
}

/** Removes a passkey of one's own; the last way to sign in stays. */
export async function answerPasskeyRemoval(visit: OwnVisit, answers: FormAnswers): Promise<FastifyReply> {
  const { deps, request, reply } = visit;
  const key = /^\d{1,15}$/.test(answers['key'] ?? '') ? Number(answers['key']) : 0;
  const removed = await removePortalPasskey(deps.db, deps, request, reply, key);
  if (removed.ok) return sendWays(visit, 'passkeyRemoved');
  const { kind } = removed.refusal;
  return sendWays(visit, kind === 'step-up-required' || kind === 'last-key' ? kind : 'passkeyNotMade');
}

function toldOf(kind: string): WentWrong {
  return kind === 'easy-passphrase' || kind === 'step-up-required' ? kind : 'not-made';
}

function sendNewCodes(
  visit: OwnVisit,
  { challenge, secret }: { readonly challenge: string; readonly secret: string },
): FastifyReply {
  const { view, person } = visit;
  const word = words(view, SIGN_IN_WORDS);
  const body = html`<p>${word('secret')}</p><p><code id="secret" translate="no">${secret}</code></p>
<form method="post" action="${WAYS}"><input type="hidden" name="csrf" value="${person.session.csrfToken}"><input type="hidden" name="challenge" value="${challenge}">
${fieldOf({ name: 'passphrase', kind: 'password', label: word('newPassphrase'), hint: word('newPassphraseHint'), autocomplete: 'new-password' }, '', view.language)}
${fieldOf({ name: 'code', kind: 'number', label: word('code'), hint: word('codeHint'), autocomplete: 'one-time-code' }, '', view.language)}
<div class="acts"><button class="main">${word('keep')}</button></div></form>`;
  return sendPage(visit, { title: word('newCodes'), body, here: WAYS });
}
