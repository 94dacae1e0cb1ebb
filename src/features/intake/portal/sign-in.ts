import type { FastifyReply } from 'fastify';
import {
  canReturn,
  enterPortal,
  keepPortalCodes,
  leavePortal,
  newPortalCodes,
  type PortalProof,
} from '#features/access';
import type { ErrorLine } from '#platform/html/error-summary.ts';
import { fieldOf } from '#platform/html/fields.ts';
import { type Html, html } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { saveDraft } from '../commands/keep-draft.ts';
import { selectByPerson } from '../store/providers.ts';
import { HOME, type OwnVisit, ownVisit, sendPage, type Visit, words } from './frame.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

/** What was typed into a page whose session had ended: it travels in the sign-in page and is saved by it. */
interface Carried {
  readonly next: string;
  /** Answers as JSON; empty when nothing was typed. */
  readonly answers: string;
}

const NOTHING: Carried = { next: HOME, answers: '' };
const DRAFT_PAGE = /^\/provider\/drafts\/(\d{1,15})\/[a-z-]+$/;

/** The sign-in page: by an invitation's link, or by name, passphrase and code. It shows nothing of what is behind it. */
export function sendSignIn(
  visit: Visit,
  {
    carried = NOTHING,
    code = '',
    error,
  }: { readonly carried?: Carried; readonly code?: string; readonly error?: string } = {},
): FastifyReply {
  const word = words(visit.view, SIGN_IN_WORDS);
  const fields =
    code === ''
      ? proofFields(visit, error !== undefined)
      : html`<p>${word('invitedNote')}</p><input type="hidden" name="code" value="${code}">`;
  const body = html`${carried.answers === '' ? null : html`<div class="note" data-tone="hold"><p>${word('kept')}</p></div>`}
<form id="answers" method="post" action="${HOME}/sign-in">
<input type="hidden" name="next" value="${carried.next}"><input type="hidden" name="answers" value="${carried.answers}">
${fields}
<div class="acts"><button class="main" id="sign-in">${word('signIn')}</button></div>
</form>
<p class="hint">${word('noAccount')}</p>`;
  const errors: readonly ErrorLine[] =
    error === undefined ? [] : [{ href: code === '' ? '#name' : '#sign-in', words: error }];
  const title = word(code === '' ? 'signIn' : 'invited');
  return sendPage(
    visit,
    { title, body, errors, answersForm: 'answers' },
    error === undefined && carried.answers === '' ? 200 : 401,
  );
}

function proofFields({ view }: Visit, isWrong: boolean): Html {
  const word = words(view, SIGN_IN_WORDS);
  const error = isWrong ? { error: word('notProven') } : {};
  return html`${fieldOf({ name: 'name', kind: 'text', label: word('name'), autocomplete: 'username', ...error }, '', view.language)}
${fieldOf({ name: 'passphrase', kind: 'password', label: word('passphrase'), autocomplete: 'current-password' }, '', view.language)}
${fieldOf({ name: 'oneTimeCode', kind: 'number', label: word('code'), hint: word('codeHint'), autocomplete: 'one-time-code' }, '', view.language)}`;
}

/** Signs in, saves what was carried, and goes on where the person was. */
export async function answerSignIn(visit: Visit, answers: FormAnswers): Promise<FastifyReply> {
  const { deps, request, reply } = visit;
  const carried = carriedIn(answers);
  const { code = '' } = answers;
  const entered = await enterPortal(deps.db, deps, request, reply, proofOf(answers), 'provider');
  if (!entered.ok) {
    const word = words(visit.view, SIGN_IN_WORDS);
    const kind = entered.refusal.kind === 'busy' ? 'busy' : code === '' ? 'notProven' : 'linkInvalid';
    return sendSignIn(visit, { carried, error: word(kind) });
  }
  const session = entered.value;
  const provider = await inTransaction(deps.db, (tx) => selectByPerson(tx, session.actor.staffId));
  if (provider) await saveCarried(ownVisit(visit, { session, provider }), carried);
  return reply.redirect(carried.next, 303);
}

/** Codes of an invitation and answers of an old page are limited in size as any form is. */
function carriedIn(answers: FormAnswers): Carried {
  const next = answers['next'] ?? HOME;
  return { next: DRAFT_PAGE.test(next) ? next : HOME, answers: answers['answers'] ?? '' };
}

async function saveCarried({ own, deps, person }: OwnVisit, { next, answers }: Carried): Promise<void> {
  const draft = DRAFT_PAGE.exec(next)?.[1];
  const typed = draft === undefined || answers === '' ? null : typedIn(answers);
  if (typed) await own((tx) => saveDraft(tx, deps, person.session.actor, Number(draft), typed));
}

function typedIn(answers: string): FormAnswers | null {
  try {
    const typed: unknown = JSON.parse(answers);
    const isForm =
      typeof typed === 'object' && typed !== null && Object.values(typed).every((one) => typeof one === 'string');
    return isForm ? (typed as FormAnswers) : null;
  } catch {
    return null;
  }
}

function proofOf({ code = '', name = '', passphrase = '', oneTimeCode = '' }: FormAnswers): PortalProof {
  return code === ''
    ? { name: name.slice(0, 120), passphrase: passphrase.slice(0, 400), oneTimeCode }
    : { code: code.slice(0, 200) };
}

export async function answerSignOut({ deps, request, reply }: Visit): Promise<FastifyReply> {
  await leavePortal(deps.db, deps, request, reply);
  return reply.redirect(`${HOME}/sign-in`, 303);
}

/** How this person comes back; `told`: what became of the last try. */
export async function sendWays(
  visit: OwnVisit,
  told?: 'made' | 'not-made' | 'easy-passphrase' | 'step-up-required',
): Promise<FastifyReply> {
  const word = words(visit.view, SIGN_IN_WORDS);
  const has = await canReturn(visit.deps.db, visit.person.session);
  const isWrong = told !== undefined && told !== 'made';
  const body = html`<div class="note" data-tone="${has ? 'done' : 'hold'}"><p>${word(told === 'made' ? 'made' : has ? 'hasWay' : 'noWay')}</p></div>
<form method="post" action="${HOME}/sign-in-ways"><input type="hidden" name="csrf" value="${visit.person.session.csrfToken}">
<div class="acts"><button class="main" id="new-codes">${word('newCodes')}</button></div></form>`;
  const errors = isWrong ? [{ href: '#new-codes', words: word(told) }] : [];
  return sendPage(visit, { title: word('waysTitle'), body, errors, here: `${HOME}/sign-in-ways` }, isWrong ? 422 : 200);
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

function toldOf(kind: string): 'not-made' | 'easy-passphrase' | 'step-up-required' {
  return kind === 'easy-passphrase' || kind === 'step-up-required' ? kind : 'not-made';
}

function sendNewCodes(
  visit: OwnVisit,
  { challenge, secret }: { readonly challenge: string; readonly secret: string },
): FastifyReply {
  const { view, person } = visit;
  const word = words(view, SIGN_IN_WORDS);
  const body = html`<p>${word('secret')}</p><p><code id="secret" translate="no">${secret}</code></p>
<form method="post" action="${HOME}/sign-in-ways"><input type="hidden" name="csrf" value="${person.session.csrfToken}"><input type="hidden" name="challenge" value="${challenge}">
${fieldOf({ name: 'passphrase', kind: 'password', label: word('newPassphrase'), hint: word('newPassphraseHint'), autocomplete: 'new-password' }, '', view.language)}
${fieldOf({ name: 'code', kind: 'number', label: word('code'), hint: word('codeHint'), autocomplete: 'one-time-code' }, '', view.language)}
<div class="acts"><button class="main">${word('keep')}</button></div></form>`;
  return sendPage(visit, { title: word('newCodes'), body, here: `${HOME}/sign-in-ways` });
}
