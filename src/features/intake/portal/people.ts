import type { FastifyReply } from 'fastify';
import { LANGUAGES, type Language } from '#core/locale.ts';
import { portalOrigin, type SignInLink } from '#features/access';
import type { ErrorLine } from '#platform/html/error-summary.ts';
import { fieldOf } from '#platform/html/fields.ts';
import { type Html, html, type Piece } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import {
  endColleague,
  inviteColleague,
  inviteColleagueAgain,
  listColleagues,
  type ManagedColleague,
  nameManager,
} from '../commands/manage-colleagues.ts';
import { HOME, isFresh, type OwnVisit, param, sendNothingHere, sendPage, words } from './frame.ts';
import { timeOf } from './home.ts';
import { PEOPLE_WORDS } from './people-words.ts';

export const PEOPLE = `${HOME}/people`;

/** What was wrong with an act, and the typed answers it leaves standing. */
interface Wrong {
  readonly kind: keyof typeof PEOPLE_WORDS;
  readonly href: string;
  readonly answers?: FormAnswers;
}

/** Who has access for one's own provider, for its managers alone. What changes somebody's access needs a fresh proof. */
export async function sendPeople(visit: OwnVisit, wrong?: Wrong): Promise<FastifyReply> {
  const { own, person, view } = visit;
  const listed = await own((tx) => listColleagues(tx, person.session.actor));
  if (!listed.ok) return sendNothingHere(visit);
  const word = words(view, PEOPLE_WORDS);
  const body = html`<p>${word('intro', { provider: person.provider.name })}</p>
${isFresh(visit) ? null : confirmFirst(visit)}
${table(visit, listed.value)}
${isFresh(visit) ? inviteForm(visit, wrong) : null}`;
  const errors: readonly ErrorLine[] = wrong ? [{ href: wrong.href, words: word(wrong.kind) }] : [];
  return sendPage(visit, { title: word('title'), body, errors, here: PEOPLE }, wrong ? 422 : 200);
}

function confirmFirst({ view }: OwnVisit): Html {
  const word = words(view, PEOPLE_WORDS);
  return html`<div class="note" data-tone="hold"><p>${word('confirmFirst')}</p>
<p><a class="button main" id="confirm" href="${HOME}/confirm?next=people">${word('confirm')}</a></p></div>`;
}

function table(visit: OwnVisit, people: readonly ManagedColleague[]): Html {
  const word = words(visit.view, PEOPLE_WORDS);
  const columns = [
    'colName',
    'colRole',
    'colSince',
    'colState',
    ...(isFresh(visit) ? ['colActs' as const] : []),
  ] as const;
  const row = (
    one: ManagedColleague,
  ) => html`<tr><th scope="row"><bdi>${one.name}</bdi>${one.id === visit.person.session.actor.staffId ? html` (${word('you')})` : null}</th>
<td data-label="${word('colRole')}">${word(one.manages ? 'manager' : 'member')}</td>
<td data-label="${word('colSince')}">${timeOf(one.tiedAt)}</td>
<td data-label="${word('colState')}">${word(one.disabled ? 'ended' : one.canReturn ? 'active' : 'invited')}</td>
${isFresh(visit) ? html`<td>${one.disabled ? null : actsOn(visit, one)}</td>` : null}</tr>`;
  return html`<table class="stack" id="people"><thead><tr>${columns.map((column) => html`<th scope="col">${word(column)}</th>`)}</tr></thead><tbody>
${people.map(row)}
</tbody></table>`;
}

function actsOn(visit: OwnVisit, one: ManagedColleague): Piece {
  const word = words(visit.view, PEOPLE_WORDS);
  const act = (path: string, key: keyof typeof PEOPLE_WORDS, more: Piece = null) =>
    html`<form method="post" action="${PEOPLE}/${one.id}/${path}"><input type="hidden" name="csrf" value="${visit.person.session.csrfToken}">${more}<button class="quiet">${word(key)}<span class="aside"> ${one.name}</span></button></form>`;
  const link = one.canReturn ? null : act('invitation', 'newLink');
  if (one.isLastManager) return html`<div class="each">${link}<p class="hint">${word('lastManager')}</p></div>`;
  const manages = html`<input type="hidden" name="manages" value="${one.manages ? 'no' : 'yes'}">`;
  return html`<div class="each">${link}${act('manager', one.manages ? 'takeBack' : 'makeManager', manages)}
<a href="${PEOPLE}/${one.id}/end">${word('end')}<span class="aside"> ${one.name}</span></a></div>`;
}

function inviteForm({ view, person }: OwnVisit, wrong?: Wrong): Html {
  const word = words(view, PEOPLE_WORDS);
  const { name = '', language = view.language, part = 'member' } = wrong?.answers ?? {};
  const error = wrong?.href === '#name' ? { error: word(wrong.kind) } : {};
  const languages = LANGUAGES.map((value) => ({ value, words: value === 'en' ? 'English' : 'Français' }));
  const parts = [
    { value: 'member', words: word('member') },
    { value: 'manager', words: word('manager'), hint: word('managerHint') },
  ];
  return html`<h2 id="invite">${word('invite')}</h2>
<form method="post" action="${PEOPLE}"><input type="hidden" name="csrf" value="${person.session.csrfToken}">
${fieldOf({ name: 'name', kind: 'text', label: word('name'), hint: word('nameHint'), ...error }, name, view.language)}
${fieldOf({ name: 'language', kind: 'choice', label: word('language'), options: languages }, language, view.language)}
${fieldOf({ name: 'part', kind: 'choice', label: word('part'), options: parts }, part, view.language)}
<div class="acts"><button class="main">${word('makeLink')}</button></div></form>`;
}

/** Invites a colleague; the link is on the page that answers, and nowhere else. */
export async function answerInvite(visit: OwnVisit, answers: FormAnswers): Promise<FastifyReply> {
  if (!isFresh(visit)) return sendPeople(visit, { kind: 'too-long-ago', href: '#confirm' });
  const { own, deps, person } = visit;
  const name = (answers['name'] ?? '').trim().slice(0, 120);
  if (name === '') return sendPeople(visit, { kind: 'nameless', href: '#name', answers });
  const language: Language = answers['language'] === 'fr' ? 'fr' : 'en';
  const wanted = { name, language, manages: answers['part'] === 'manager' };
  const invited = await own((tx) => inviteColleague(tx, deps, person.session.actor, wanted));
  if (invited.ok) return sendLink(visit, name, invited.value);
  const { kind } = invited.refusal;
  return kind === 'not-permitted' ? sendNothingHere(visit) : sendPeople(visit, { kind, href: '#name', answers });
}

/** A fresh link for somebody who cannot come back yet. */
export async function answerInviteAgain(visit: OwnVisit): Promise<FastifyReply> {
  if (!isFresh(visit)) return sendPeople(visit, { kind: 'too-long-ago', href: '#confirm' });
  const { own, deps, person } = visit;
  const invited = await own((tx) => inviteColleagueAgain(tx, deps, person.session.actor, numberIn(visit)));
  if (!invited.ok) return refused(visit, invited.refusal.kind);
  const listed = await own((tx) => listColleagues(tx, person.session.actor));
  const name = listed.ok ? listed.value.find(({ id }) => id === numberIn(visit))?.name : undefined;
  return sendLink(visit, name ?? '', invited.value);
}

async function sendLink(visit: OwnVisit, name: string, { code, expiresAt }: SignInLink): Promise<FastifyReply> {
  const { deps, request, view } = visit;
  const word = words(view, PEOPLE_WORDS);
  const link = `${await portalOrigin(deps.db, deps, request)}${HOME}/sign-in?code=${code}`;
  const body = html`<p>${word('linkHow')} ${timeOf(expiresAt)}.</p>
<div class="field"><label for="link">${word('link')}</label><input class="code" id="link" readonly translate="no" value="${link}"></div>
<p class="acts"><a class="button" href="${PEOPLE}">${word('back')}</a></p>`;
  return sendPage(visit, { title: word('linkTitle', { name }), body, here: PEOPLE });
}

/** Makes somebody a manager, or takes it back. */
export async function answerManager(visit: OwnVisit, answers: FormAnswers): Promise<FastifyReply> {
  if (!isFresh(visit)) return sendPeople(visit, { kind: 'too-long-ago', href: '#confirm' });
  const { own, person, reply } = visit;
  const wanted = { staffId: numberIn(visit), manages: answers['manages'] === 'yes' };
  const named = await own((tx) => nameManager(tx, person.session.actor, wanted));
  if (!named.ok) return refused(visit, named.refusal.kind);
  const isOver = !wanted.manages && wanted.staffId === person.session.actor.staffId;
  return reply.redirect(isOver ? HOME : PEOPLE, 303);
}

/** Asks once more before somebody is shut out. */
export async function sendEnd(visit: OwnVisit): Promise<FastifyReply> {
  const { own, person, view } = visit;
  const listed = await own((tx) => listColleagues(tx, person.session.actor));
  const one = listed.ok ? listed.value.find(({ id, disabled }) => id === numberIn(visit) && !disabled) : undefined;
  if (!one) return sendNothingHere(visit);
  const word = words(view, PEOPLE_WORDS);
  const isSelf = one.id === person.session.actor.staffId;
  const body = html`<p>${word('endNote')}</p>${isSelf ? html`<p><strong>${word('endSelf')}</strong></p>` : null}
<form method="post" action="${PEOPLE}/${one.id}/end"><input type="hidden" name="csrf" value="${person.session.csrfToken}">
<div class="acts"><a class="button main" href="${PEOPLE}">${word('keep')}</a><button id="end">${word('end')}</button></div></form>`;
  return sendPage(visit, { title: word('endTitle', { name: one.name }), body, here: PEOPLE });
}

/** Shuts a colleague out, or oneself. */
export async function answerEnd(visit: OwnVisit): Promise<FastifyReply> {
  if (!isFresh(visit)) return sendPeople(visit, { kind: 'too-long-ago', href: '#confirm' });
  const { own, deps, person, reply } = visit;
  const ended = await own((tx) => endColleague(tx, deps, person.session.actor, numberIn(visit)));
  if (!ended.ok) return refused(visit, ended.refusal.kind);
  return reply.redirect(numberIn(visit) === person.session.actor.staffId ? `${HOME}/sign-in` : PEOPLE, 303);
}

function refused(
  visit: OwnVisit,
  kind: 'not-permitted' | 'name-taken' | 'has-keys' | 'no-such-person' | 'last-manager',
) {
  return kind === 'not-permitted' ? sendNothingHere(visit) : sendPeople(visit, { kind, href: '#people' });
}

/** The number of the person the address names; 0 is nobody. */
function numberIn(visit: OwnVisit): number {
  const id = param(visit, 'person');
  return /^\d{1,15}$/.test(id) ? Number(id) : 0;
}
