import type { FastifyReply } from 'fastify';
import type { Bilingual } from '#core/locale.ts';
import { anchorOf, fieldOf } from '#platform/html/fields.ts';
import { type Html, html, type Piece } from '#platform/html/html.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { saveDraft } from '../commands/keep-draft.ts';
import { type AnswerFault, faultsOn } from '../domain/notice-faults.ts';
import type { Draft } from '../store/drafts.ts';
import { HOME, type OwnVisit, sendNothingHere, sendPage, toggled, words } from './frame.ts';
import { FAULT_WORDS, WORDS } from './messages.ts';
import { meterOf } from './meter.ts';
import { fieldIn, type Question, STEP_CODES, type StepCode } from './question.ts';
import { fieldsOf, neighbours } from './steps.ts';

/** A page that asks: a step of a notice, or the addresses alone. */
export interface AskingPage {
  readonly code: string;
  readonly title: Bilingual;
  readonly intro?: Bilingual;
  readonly questions: readonly Question[];
}

/** One page with what is answered so far. */
export async function sendQuestion(
  visit: OwnVisit,
  draft: Draft,
  step: AskingPage,
  faults: readonly AnswerFault[] = [],
): Promise<FastifyReply> {
  const { view } = visit;
  const errorOf = (name: string) => faults.find((fault) => fault.field === name);
  const fields = step.questions.map((question) => {
    const fault = errorOf(question.name);
    const field = fieldIn(question, view.language, fault && FAULT_WORDS[fault.kind][view.language]);
    return fieldOf(field, draft.answers[question.name] ?? '', view.language);
  });
  const errors = faults.map(({ field, kind }) => {
    const question = step.questions.find(({ name }) => name === field);
    return { href: anchorOf({ kind: question?.kind ?? 'text', name: field }), words: FAULT_WORDS[kind][view.language] };
  });
  const body = html`${await meterOf(visit, draft)}
${step.intro ? html`<p>${step.intro[view.language]}</p>` : null}
<form id="answers" method="post" action="${pageOf(draft, step.code)}" novalidate><input type="hidden" name="csrf" value="${visit.person.session.csrfToken}">
${fields}
${actsOf(visit, draft, step.code)}
</form>`;
  const title = step.title[view.language];
  return sendPage(
    visit,
    {
      title,
      body,
      errors,
      above: placeOf(visit, draft, step.code),
      answersForm: 'answers',
      here: pageOf(draft, step.code),
      ...(draft.duty === 's3' ? { script: visit.assets.scriptUrl('meter.js') } : {}),
    },
    errors.length > 0 ? 422 : 200,
  );
}

/** Keeps the answers first; only then anything else is done with them. `goOn`: nothing is wrong on this page. */
export async function answerQuestion(
  visit: OwnVisit,
  draft: Draft,
  step: AskingPage,
  posted: FormAnswers,
  goOn: (kept: Draft) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { deps, own, person, reply } = visit;
  const answers = Object.fromEntries(fieldsOf(step).map((name) => [name, posted[name] ?? '']));
  const saved = await own((tx) => saveDraft(tx, deps, person.session.actor, draft.draftId, answers));
  if (!saved.ok) return sendNothingHere(visit);
  const kept = { ...draft, answers: { ...draft.answers, ...answers } };
  const other = toggled(visit, posted);
  if (other) return sendQuestion(other, kept, step);
  if (posted['go'] === 'later') return reply.redirect(HOME, 303);
  const faults = faultsOn(step.code, kept.answers, Date.parse(deps.clock.now()));
  if (faults.length > 0) return sendQuestion(visit, kept, step, faults);
  return goOn(kept);
}

/** The address of a page of a draft. */
export function pageOf({ draftId }: Pick<Draft, 'draftId'>, code: string): string {
  return `${HOME}/drafts/${draftId}/${code}`;
}

/** Where one is in a notice. */
export function placeOf({ view }: OwnVisit, draft: Draft, code: string): Piece {
  const at = STEP_CODES.indexOf(code as StepCode) + 1;
  const page = words(view, WORDS)('step', { step: at, steps: STEP_CODES.length });
  return at === 0 ? html`<bdi>${draft.reference}</bdi>` : html`${page} · <bdi>${draft.reference}</bdi>`;
}

function actsOf({ view }: OwnVisit, draft: Draft, code: string): Html {
  const word = words(view, WORDS);
  const before = draft.duty === 's3' ? neighbours(code as StepCode).before : null;
  const go = draft.duty === 's3' ? word('next') : word('sendAddresses');
  return html`<div class="acts"><button class="main" name="go" value="next">${go}</button>
<button name="go" value="later">${word('later')}</button>
${before ? html`<a class="button" href="${pageOf(draft, before)}">${word('back')}</a>` : null}</div>`;
}
