import type { FastifyReply } from 'fastify';
import { html, type Piece } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { completenessOf } from '../domain/notice.ts';
import { noticeFrom } from '../domain/notice-answers.ts';
import { termsOfDrafts } from '../queries/draft-terms.ts';
import type { Draft } from '../store/drafts.ts';
import { type OwnVisit, words } from './frame.ts';
import { WORDS } from './messages.ts';
import { ASKING_STEPS, fieldsOf } from './steps.ts';

/**
 * How complete the notice is under the law it would be received under, and what the next addition gives. It follows the typing where a
 * script may run, each save where none may.
 */
export async function meterOf(visit: OwnVisit, draft: Draft): Promise<Piece> {
  if (draft.duty !== 's3') return null;
  const { percent, value, gives, under, wanting } = await saidBy(visit, draft);
  const word = words(visit.view, WORDS);
  return html`<div class="meter" id="meter"><meter min="0" max="100" value="${percent}" aria-label="${word('meter')}">${percent}</meter>
<p><strong>${value}</strong> <span id="gives">${gives}</span></p>
${under === null ? null : html`<p class="hint">${word('meterUnder', { regime: under })}</p>`}
<p class="wanting" id="wanting"${wanting === '' ? html` hidden` : null}>${wanting}</p></div>`;
}

/** The same of answers that are typed and not saved: nothing is kept. */
export async function sendMeter(visit: OwnVisit, draft: Draft, typed: FormAnswers): Promise<FastifyReply> {
  const known = ASKING_STEPS.flatMap(fieldsOf).filter((name) => typed[name] !== undefined);
  const answers = { ...draft.answers, ...Object.fromEntries(known.map((name) => [name, typed[name] ?? ''])) };
  return visit.reply.header('cache-control', 'no-store').send(await saidBy(visit, { ...draft, answers }));
}

/** How complete drafts of the session's own provider are, each under its own law. Percent. */
export async function percentsOf(visit: OwnVisit, drafts: readonly Draft[]): Promise<(draft: Draft) => number> {
  const termsOf = await termsOfDrafts(visit.deps, visit.own, visit.person.provider.providerId, drafts);
  return (draft) => completenessOf(noticeFrom(draft.answers, draft.reference), termsOf(draft).rules).percent;
}

async function saidBy({ view, deps, own, person }: OwnVisit, draft: Draft) {
  const termsOf = await termsOfDrafts(deps, own, person.provider.providerId, [draft]);
  const { rules, title } = termsOf(draft);
  const { percent, next, transmissionDataMissing } = completenessOf(noticeFrom(draft.answers, draft.reference), rules);
  const word = words(view, WORDS);
  return {
    percent,
    value: word('meterValue', { percent }),
    gives: next ? next.gives[view.language] : word('meterWhole'),
    under: title?.[view.language] ?? null,
    wanting: transmissionDataMissing ? word('transmissionWanting') : '',
  };
}
