import type { FastifyReply } from 'fastify';
import { enterPortal, leavePortal, type PortalProof, passkeyProofOf, takesPasskeys } from '#features/access';
import type { ErrorLine } from '#platform/html/error-summary.ts';
import { fieldOf } from '#platform/html/fields.ts';
import { type Html, html } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { saveDraft } from '../commands/keep-draft.ts';
import { HOME, type OwnVisit, ownVisit, personOf, sendPage, type Visit, words } from './frame.ts';
import { passkeyPart } from './passkey-part.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

/** What was typed into a page whose session had ended: it travels in the sign-in page and is saved by it. */
interface Carried {
  readonly next: string;
  /** Answers as JSON; empty when nothing was typed. */
  readonly answers: string;
}

const NOTHING: Carried = { next: HOME, answers: '' };
const DRAFT_PAGE = /^\/provider\/drafts\/(\d{1,15})\/[a-z-]+$/;

/** The sign-in page: by an invitation's link, by a passkey, or by name, passphrase and code. It shows nothing of what is behind it. */
export async function sendSignIn(
  visit: Visit,
  {
    carried = NOTHING,
    code = '',
    error,
    isLapsed = false,
  }: { readonly carried?: Carried; readonly code?: string; readonly error?: string; readonly isLapsed?: boolean } = {},
): Promise<FastifyReply> {
  const word = words(visit.view, SIGN_IN_WORDS);
  const { deps, request, assets } = visit;
  const hasPasskeys = code === '' && (await takesPasskeys(deps.db, deps, request));
  const fields =
    code === ''
      ? proofFields(visit, error !== undefined)
      : html`<p>${word('invitedNote')}</p><input type="hidden" name="code" value="${code}">`;
  const body = html`${carried.answers === '' ? null : html`<div class="note" data-tone="hold"><p>${word('kept')}</p></div>`}
<form id="answers" method="post" action="${HOME}/sign-in">
<input type="hidden" name="next" value="${carried.next}"><input type="hidden" name="answers" value="${carried.answers}">
${fields}
<div class="acts"><button class="main" id="sign-in">${word('signIn')}</button></div>
${hasPasskeys ? passkeyPart(visit, 'sign-in') : null}
</form>
<p class="hint">${word('noAccount')}</p>`;
  const errors: readonly ErrorLine[] =
    error === undefined ? [] : [{ href: code === '' ? '#name' : '#sign-in', words: error }];
  const title = word(code === '' ? 'signIn' : 'invited');
  return sendPage(
    visit,
    {
      title,
      body,
      errors,
      answersForm: 'answers',
      ...(hasPasskeys ? { script: assets.scriptUrl('passkey.js') } : {}),
    },
    error === undefined && carried.answers === '' && !isLapsed ? 200 : 401,
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
    const wrong = answers['passkey'] ? 'passkeyFailed' : code === '' ? 'notProven' : 'linkInvalid';
    const kind = entered.refusal.kind === 'busy' ? 'busy' : wrong;
    return sendSignIn(visit, { carried, error: word(kind) });
  }
  const session = entered.value;
  const person = await personOf(deps.db, session);
  if (person) await saveCarried(ownVisit(visit, person), carried);
  return reply.redirect(carried.next, 303);
}

/** What a draft's page was sent goes along to the sign-in and is saved after it; of any other form, a passphrase's too, nothing does. */
export function carriedTo(url: string, answers: FormAnswers): Carried {
  return DRAFT_PAGE.test(url) ? { next: url, answers: JSON.stringify(answers) } : { next: HOME, answers: '' };
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

function proofOf(answers: FormAnswers): PortalProof {
  const { code = '', name = '', passphrase = '', oneTimeCode = '', challenge = '', passkey = '' } = answers;
  const touched = passkey === '' ? null : passkeyProofOf(challenge, passkey);
  if (touched) return touched;
  return code === ''
    ? { name: name.slice(0, 120), passphrase: passphrase.slice(0, 400), oneTimeCode }
    : { code: code.slice(0, 200) };
}

export async function answerSignOut({ deps, request, reply }: Visit): Promise<FastifyReply> {
  await leavePortal(deps.db, deps, request, reply);
  return reply.redirect(`${HOME}/sign-in`, 303);
}
