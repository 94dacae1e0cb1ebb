import type { FastifyReply } from 'fastify';
import { type Html, html } from '#platform/html/html.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { dropDraft } from '../commands/keep-draft.ts';
import { type SendRefusal, sendDraft } from '../commands/send-draft.ts';
import type { Draft } from '../store/drafts.ts';
import { selectUploads, type Upload } from '../store/uploads.ts';
import { pageOf, placeOf, sendQuestion } from './ask.ts';
import { HOME, type OwnVisit, sendNothingHere, sendPage, words } from './frame.ts';
import { FAULT_WORDS, WORDS } from './messages.ts';
import { meterOf } from './meter.ts';
import type { Question, Step } from './question.ts';
import { ADDRESSES_STEP, ASKING_STEPS } from './steps.ts';

/** Everything that was answered, and the act of sending. */
export async function sendCheck(visit: OwnVisit, draft: Draft, refusal?: SendRefusal): Promise<FastifyReply> {
  const { view, own, person } = visit;
  const word = words(view, WORDS);
  const uploads = await own((tx) => selectUploads(tx, draft.draftId));
  const body = html`${await meterOf(visit, draft)}
${ASKING_STEPS.map((step) => answered(visit, draft, step))}
${filesOf(visit, draft, uploads)}
<form method="post" action="${pageOf(draft, 'check')}"><input type="hidden" name="csrf" value="${person.session.csrfToken}">
<p>${word('sendNote')}</p>
<div class="acts"><button class="main" id="send">${word('send')}</button><a class="button" href="${HOME}">${word('later')}</a></div></form>`;
  const errors = refusal ? linesOf(visit, draft, refusal) : [];
  return sendPage(
    visit,
    { title: word('checkTitle'), body, errors, above: placeOf(visit, draft, 'check'), here: pageOf(draft, 'check') },
    errors.length > 0 ? 422 : 200,
  );
}

function linesOf({ view }: OwnVisit, draft: Draft, refusal: SendRefusal) {
  if (refusal.kind === 'incomplete')
    return refusal.faults.map(({ step, kind }) => ({
      href: pageOf(draft, step),
      words: FAULT_WORDS[kind][view.language],
    }));
  const isFile = refusal.kind === 'not-whole';
  return [
    {
      href: pageOf(draft, isFile ? 'attachments' : 'check'),
      words: words(view, WORDS)(isFile ? 'notWhole' : 'failed'),
    },
  ];
}

function answered({ view }: OwnVisit, draft: Draft, step: Step): Html {
  const word = words(view, WORDS);
  const given = step.questions.filter(({ name }) => (draft.answers[name] ?? '').trim() !== '');
  const title = step.title[view.language];
  return html`<h2>${title}</h2>
<table><tbody>${
    given.length === 0
      ? html`<tr><td>${word('notGiven')}</td></tr>`
      : given.map(
          (question) =>
            html`<tr><th scope="row">${question.label[view.language]}</th><td><bdi>${saidOf(question, draft.answers[question.name] ?? '', view.language)}</bdi></td></tr>`,
        )
  }</tbody></table>
<p><a href="${pageOf(draft, step.code)}">${word('change')}<span class="aside"> ${title}</span></a></p>`;
}

function saidOf({ options }: Question, value: string, language: 'en' | 'fr'): string {
  return options?.find((option) => option.value === value)?.words[language] ?? value;
}

function filesOf({ view }: OwnVisit, draft: Draft, uploads: readonly Upload[]): Html {
  const word = words(view, WORDS);
  return html`<h2>${word('attached')}</h2>
<table><tbody>${uploads.length === 0 ? html`<tr><td>${word('notGiven')}</td></tr>` : uploads.map((upload) => html`<tr><td><bdi>${upload.name}</bdi></td></tr>`)}</tbody></table>
<p><a href="${pageOf(draft, 'attachments')}">${word('change')}<span class="aside"> ${word('attached')}</span></a></p>`;
}

/** Sends, and shows the receipt; sent already, the same one. */
export async function answerCheck(visit: OwnVisit, draft: Draft): Promise<FastifyReply> {
  const { deps, own, person, reply } = visit;
  const sent = await sendDraft(deps, own, person.session.actor, draft.draftId);
  if (sent.ok) return reply.redirect(`${HOME}/receipts/${sent.value}`, 303);
  if (sent.refusal.kind === 'no-such-draft') return sendNothingHere(visit);
  if (draft.duty === 's3') return sendCheck(visit, draft, sent.refusal);
  return sendQuestion(visit, draft, ADDRESSES_STEP, sent.refusal.kind === 'incomplete' ? sent.refusal.faults : []);
}

export function sendGiveUp(visit: OwnVisit, draft: Draft): FastifyReply {
  const word = words(visit.view, WORDS);
  const body = html`<p><bdi>${draft.reference}</bdi></p><p>${word('giveUpNote')}</p>
<form method="post" action="${pageOf(draft, 'give-up')}"><input type="hidden" name="csrf" value="${visit.person.session.csrfToken}">
<div class="acts"><a class="button main" href="${HOME}">${word('keepDraft')}</a><button>${word('destroyDraft')}</button></div></form>`;
  return sendPage(visit, { title: word('giveUpTitle'), body });
}

export async function answerGiveUp(visit: OwnVisit, draft: Draft): Promise<FastifyReply> {
  const { deps, own, person, reply } = visit;
  const service = <T>(act: Parameters<typeof inTransaction<T>>[1]) => inTransaction(deps.db, act);
  const dropped = await dropDraft({ own, service }, deps, person.session.actor, draft.draftId);
  return dropped.ok ? reply.redirect(HOME, 303) : sendNothingHere(visit);
}
