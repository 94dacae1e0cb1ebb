import type { FastifyReply } from 'fastify';
import type { Instant } from '#core/clock.ts';
import { fieldOf } from '#platform/html/fields.ts';
import { type Html, html } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { startDraft } from '../commands/keep-draft.ts';
import { type Draft, selectOpenDrafts } from '../store/drafts.ts';
import { type OwnNotice, selectOwnNotices } from '../store/portal.ts';
import { HOME, type OwnVisit, sendNothingHere, sendPage, words } from './frame.ts';
import { WORDS } from './messages.ts';
import { percentsOf } from './meter.ts';
import { draftKeptUntil, PORTAL_RULES } from './portal-rules.ts';

/** As many as a page may carry; the machine interface lists all. */
const SHOWN = 200;

/** What is not sent yet, and what was received. */
export async function sendHome(visit: OwnVisit): Promise<FastifyReply> {
  const { providerId } = visit.person.provider;
  const word = words(visit.view, WORDS);
  const { drafts, notices } = await visit.own(async (tx) => ({
    drafts: await selectOpenDrafts(tx, providerId),
    notices: await selectOwnNotices(tx, providerId, SHOWN),
  }));
  const body = html`<p><a class="button main" id="start" href="${HOME}/start">${word('start')}</a></p>
<h2>${word('drafts')}</h2>
${drafts.length === 0 ? html`<p>${word('noDrafts')}</p>` : draftTable(visit, drafts, await percentsOf(visit, drafts))}
<h2>${word('received')}</h2>
${notices.length === 0 ? html`<p>${word('noReceived')}</p>` : noticeTable(visit, notices)}`;
  return sendPage(visit, { title: word('home'), body, here: HOME });
}

function draftTable({ view }: OwnVisit, drafts: readonly Draft[], percentOf: (draft: Draft) => number): Html {
  const word = words(view, WORDS);
  return html`<table class="stack" id="drafts"><thead><tr><th scope="col">${word('reference')}</th><th scope="col">${word('saved')}</th><th scope="col">${word('keptUntil')}</th><th scope="col">${word('complete')}</th><th scope="col">${word('acts')}</th></tr></thead><tbody>
${drafts.map(
  (
    draft,
  ) => html`<tr><th scope="row"><bdi>${draft.reference}</bdi></th><td data-label="${word('saved')}">${timeOf(draft.savedAt)}</td><td data-label="${word('keptUntil')}">${timeOf(draftKeptUntil(draft.savedAt))}</td>
<td>${draft.duty === 's3' ? word('meterValue', { percent: percentOf(draft) }) : '–'}</td>
<td><a href="${HOME}/drafts/${draft.draftId}/${draft.duty === 's3' ? 'check' : 'addresses'}">${word('goOn')}<span class="aside"> ${draft.reference}</span></a> ·
<a href="${HOME}/drafts/${draft.draftId}/give-up">${word('giveUp')}<span class="aside"> ${draft.reference}</span></a></td></tr>`,
)}
</tbody></table><p class="hint">${word('draftsKept', { days: PORTAL_RULES.draft.keptDays })}</p>`;
}

function noticeTable({ view }: OwnVisit, notices: readonly OwnNotice[]): Html {
  const word = words(view, WORDS);
  return html`<table class="stack" id="received"><thead><tr><th scope="col">${word('number')}</th><th scope="col">${word('reference')}</th><th scope="col">${word('receivedAt')}</th><th scope="col">${word('state')}</th></tr></thead><tbody>
${notices.map(
  (
    notice,
  ) => html`<tr><th scope="row"><a href="${HOME}/receipts/${notice.incidentNumber}">${notice.incidentNumber}</a></th>
<td><bdi>${notice.reference}</bdi></td><td data-label="${word('receivedAt')}">${timeOf(notice.receivedAt)}</td><td>${word('stateReceived')}</td></tr>`,
)}
</tbody></table>`;
}

/** An instant in UTC, to the minute, with its zone. */
export function timeOf(at: Instant): Html {
  return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** Which duty: the one question before a draft exists. */
export function sendStart(visit: OwnVisit, answers: FormAnswers = {}, isWrong = false): FastifyReply {
  const { view, person } = visit;
  const word = words(view, WORDS);
  const duty = {
    name: 'duty',
    kind: 'choice',
    label: word('whichDuty'),
    options: [
      { value: 's3', words: word('dutyS3'), hint: word('dutyS3Hint') },
      { value: 's2', words: word('dutyS2'), hint: word('dutyS2Hint') },
    ],
    ...(isWrong ? { error: word('chooseDuty') } : {}),
  } as const;
  const reference = {
    name: 'reference',
    kind: 'code',
    label: word('reference'),
    hint: word('referenceHint'),
    optional: true,
  } as const;
  const body = html`<form id="answers" method="post" action="${HOME}/start"><input type="hidden" name="csrf" value="${person.session.csrfToken}">
${fieldOf(duty, answers['duty'] ?? '', view.language)}
${fieldOf(reference, answers['reference'] ?? '', view.language)}
<div class="acts"><button class="main" name="go" value="next">${word('next')}</button></div></form>`;
  const errors = isWrong ? [{ href: '#duty-0', words: word('chooseDuty') }] : [];
  return sendPage(visit, { title: word('start'), body, errors, answersForm: 'answers' }, isWrong ? 422 : 200);
}

/** Begins a draft. The same reference again finds the draft that is open under it. */
export async function answerStart(visit: OwnVisit, answers: FormAnswers): Promise<FastifyReply> {
  const { deps, person, own, reply } = visit;
  const { duty } = answers;
  if (duty !== 's2' && duty !== 's3') return sendStart(visit, answers, true);
  const reference = answers['reference']?.trim().slice(0, 200) || null;
  const { providerId } = person.provider;
  const open = (await own((tx) => selectOpenDrafts(tx, providerId))).find(
    (draft) => draft.reference === reference && draft.duty === duty,
  );
  const first = duty === 's3' ? 'offence' : 'addresses';
  if (open) return reply.redirect(`${HOME}/drafts/${open.draftId}/${first}`, 303);
  const started = await own((tx) => startDraft(tx, deps, person.session.actor, { providerId, duty, reference }));
  return started.ok ? reply.redirect(`${HOME}/drafts/${started.value}/${first}`, 303) : sendNothingHere(visit);
}
