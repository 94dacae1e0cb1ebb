import type { FastifyReply } from 'fastify';
import { html, type Piece } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { type Completeness, completenessOf } from '../domain/notice.ts';
import { noticeFrom } from '../domain/notice-answers.ts';
import type { Draft } from '../store/drafts.ts';
import { type OwnVisit, words } from './frame.ts';
import { WORDS } from './messages.ts';
import { ASKING_STEPS, fieldsOf } from './steps.ts';

/** How complete the notice is, and what the next addition gives. It follows the typing where a script may run, each save where none may. */
export function meterOf(visit: OwnVisit, draft: Draft): Piece {
  if (draft.duty !== 's3') return null;
  const { percent, value, gives } = saidBy(visit, draft);
  const word = words(visit.view, WORDS);
  return html`<div class="meter" id="meter"><meter min="0" max="100" value="${percent}" aria-label="${word('meter')}">${percent}</meter>
<p><strong>${value}</strong> <span>${gives}</span></p></div>`;
}

/** The same of answers that are typed and not saved: nothing is kept. */
export function sendMeter(visit: OwnVisit, draft: Draft, typed: FormAnswers): FastifyReply {
  const known = ASKING_STEPS.flatMap(fieldsOf).filter((name) => typed[name] !== undefined);
  const answers = { ...draft.answers, ...Object.fromEntries(known.map((name) => [name, typed[name] ?? ''])) };
  return visit.reply.header('cache-control', 'no-store').send(saidBy(visit, { ...draft, answers }));
}

function saidBy({ view }: OwnVisit, draft: Draft) {
  const { percent, next }: Completeness = completenessOf(noticeFrom(draft.answers, draft.reference));
  const word = words(view, WORDS);
  return {
    percent,
    value: word('meterValue', { percent }),
    gives: next ? next.gives[view.language] : word('meterWhole'),
  };
}
