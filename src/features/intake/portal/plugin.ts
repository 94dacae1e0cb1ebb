import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { portalSession } from '#features/access';
import { type Assets, serveAssets } from '#platform/html/assets.ts';
import { html } from '#platform/html/html.ts';
import { answersOf, type FormAnswers, takeForms } from '#platform/html/read-form.ts';
import { isSame } from '#platform/http/caller.ts';
import { problemOf } from '#platform/http/problems.ts';
import { codeOf } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type Draft, selectDraft } from '../store/drafts.ts';
import { selectByPerson } from '../store/providers.ts';
import { answerQuestion, pageOf, sendQuestion } from './ask.ts';
import { answerAttachments, answerRemoval, sendAttachments } from './attachments.ts';
import { answerCheck, answerGiveUp, sendCheck, sendGiveUp } from './check.ts';
import {
  HOME,
  isOurForm,
  type OwnVisit,
  ownVisit,
  type PortalDeps,
  sendNothingHere,
  sendPage,
  toggled,
  type Visit,
  viewFor,
  words,
} from './frame.ts';
import { answerStart, sendHome, sendStart } from './home.ts';
import { WORDS } from './messages.ts';
import { sendMeter } from './meter.ts';
import { sendQuality } from './quality.ts';
import type { StepCode } from './question.ts';
import { sendReceipt } from './receipt.ts';
import { answerSignIn, answerSignOut, answerWays, sendSignIn, sendWays } from './sign-in.ts';
import { ADDRESSES_STEP, ASKING_STEPS, neighbours } from './steps.ts';
import { mountTus } from './tus.ts';

type Shown = (visit: OwnVisit) => FastifyReply | Promise<FastifyReply>;
type Answered = (visit: OwnVisit, answers: FormAnswers) => FastifyReply | Promise<FastifyReply>;

/** `/provider`: notices page by page, usable without a script (UX page, S17). */
export async function providerPlugin(app: FastifyInstance, deps: PortalDeps): Promise<void> {
  await app.register(async (scope) => {
    takeForms(scope);
    await scope.register(multipart, { throwFileSizeLimit: false });
    const assets = serveAssets(scope, HOME, [
      new URL('upload.js', import.meta.url),
      new URL('meter.js', import.meta.url),
    ]);
    scope.setErrorHandler((error, request, reply) => answerFailure(deps, assets, error, request, reply));
    scope.get(`${HOME}/*`, async (request, reply) => sendNothingHere(await visitOf(deps, assets, request, reply)));
    mountStrangers(scope, deps, assets);
    mountOwn(scope, deps, assets);
    mountTus(scope, deps, (request, reply) => visitOf(deps, assets, request, reply));
  });
}

/** What needs no session: coming in, going out, the look of a page. */
function mountStrangers(scope: FastifyInstance, deps: PortalDeps, assets: Assets): void {
  scope.get<{ Querystring: { code?: string } }>(`${HOME}/sign-in`, async (request, reply) => {
    // A link is followed by a button: a preview of it must not use it up.
    const code = String(request.query.code ?? '').slice(0, 200);
    return sendSignIn(await visitOf(deps, assets, request, reply), { code });
  });
  scope.post(`${HOME}/sign-in`, async (request, reply) => {
    const visit = await visitOf(deps, assets, request, reply);
    if (!isOurForm(request)) return sendNothingHere(visit);
    const answers = answersOf(request);
    const other = toggled(visit, answers);
    if (!other) return answerSignIn(visit, answers);
    const carried = { next: answers['next'] ?? HOME, answers: answers['answers'] ?? '' };
    return sendSignIn(other, { carried, code: answers['code'] ?? '' });
  });
  scope.post(`${HOME}/view`, async (request, reply) => {
    const { here = HOME } = answersOf(request);
    toggled(await visitOf(deps, assets, request, reply), answersOf(request));
    return reply.redirect(/^\/provider(?:[/?]|$)/.test(here) ? here : HOME, 303);
  });
}

function mountOwn(scope: FastifyInstance, deps: PortalDeps, assets: Assets): void {
  const show = (path: string, shown: Shown) =>
    scope.get(`${HOME}${path}`, async (request, reply) => {
      const visit = await visitOf(deps, assets, request, reply);
      return visit.person ? shown(ownVisit(visit, visit.person)) : reply.redirect(`${HOME}/sign-in`, 303);
    });
  const take = (path: string, answered: Answered) =>
    scope.post(`${HOME}${path}`, async (request, reply) => {
      const visit = await visitOf(deps, assets, request, reply);
      const answers = answersOf(request);
      if (!isOurForm(request)) return sendNothingHere(visit);
      // What was typed after the session ended is not lost: it waits in the sign-in page.
      if (!visit.person) return sendSignIn(visit, { carried: { next: request.url, answers: JSON.stringify(answers) } });
      const own = ownVisit(visit, visit.person);
      // A form with a file is read by its own page, the token first.
      if (request.isMultipart()) return withDraft(own, (draft) => answerAttachments(own, draft));
      return isSame(answers['csrf'] ?? '', own.person.session.csrfToken)
        ? answered(own, answers)
        : sendStale(own, answers);
    });
  show('', sendHome);
  show('/start', (visit) => sendStart(visit));
  take('/start', (visit, answers) => {
    const other = toggled(visit, answers);
    return other ? sendStart(other, answers) : answerStart(visit, answers);
  });
  show('/quality', sendQuality);
  show('/receipts/:number', (visit) => sendReceipt(visit, param(visit, 'number')));
  show('/sign-in-ways', (visit) => sendWays(visit));
  take('/sign-in-ways', answerWays);
  take('/sign-out', answerSignOut);
  show('/drafts/:draft/:page', (visit) => withDraft(visit, (draft) => showPage(visit, draft)));
  take('/drafts/:draft/:page', (visit, answers) => withDraft(visit, (draft) => answerPage(visit, draft, answers)));
}

async function visitOf(deps: PortalDeps, assets: Assets, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const session = await portalSession(deps.db, deps, request, 'provider');
  const provider = session && (await inTransaction(deps.db, (tx) => selectByPerson(tx, session.actor.staffId)));
  const person = session && provider ? { session, provider } : null;
  return { deps, assets, request, reply, person, view: viewFor(request, person) };
}

function param({ request }: Visit, name: string): string {
  return (request.params as Readonly<Record<string, string>>)[name] ?? '';
}

/** The draft the address names, if the wall lets it be seen. Sent, it leads to its receipt. */
async function withDraft(
  visit: OwnVisit,
  act: (draft: Draft) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const id = param(visit, 'draft');
  const draft = /^\d{1,15}$/.test(id) ? await visit.own((tx) => selectDraft(tx, Number(id))) : null;
  if (draft === null) return sendNothingHere(visit);
  if (draft.reportNumber !== null) return visit.reply.redirect(`${HOME}/receipts/${draft.reportNumber}`, 303);
  return act(draft);
}

function showPage(visit: OwnVisit, draft: Draft): FastifyReply | Promise<FastifyReply> {
  const page = param(visit, 'page');
  if (page === 'check' && draft.duty === 's3') return sendCheck(visit, draft);
  if (page === 'give-up') return sendGiveUp(visit, draft);
  if (page === 'attachments' && draft.duty === 's3') return sendAttachments(visit, draft);
  const step = askingPage(draft, page);
  return step ? sendQuestion(visit, draft, step) : sendNothingHere(visit);
}

async function answerPage(visit: OwnVisit, draft: Draft, answers: FormAnswers): Promise<FastifyReply> {
  const page = param(visit, 'page');
  if (page === 'check' && draft.duty === 's3') return answerCheck(visit, draft);
  if (page === 'give-up') return answerGiveUp(visit, draft);
  if (page === 'meter' && draft.duty === 's3') return sendMeter(visit, draft, answers);
  if (page === 'removal') return answerRemoval(visit, draft, answers['upload'] ?? '');
  const step = askingPage(draft, page);
  if (!step) return sendNothingHere(visit);
  return answerQuestion(visit, draft, step, answers, (kept) =>
    kept.duty === 's2'
      ? answerCheck(visit, kept)
      : visit.reply.redirect(pageOf(kept, neighbours(step.code as StepCode).next), 303),
  );
}

function askingPage({ duty }: Draft, page: string) {
  if (duty === 's2') return page === ADDRESSES_STEP.code ? ADDRESSES_STEP : undefined;
  return ASKING_STEPS.find(({ code }) => code === page);
}

/** A page from before another sign-in: its answers are shown again with the token of today, for a second press. */
function sendStale(visit: OwnVisit, answers: FormAnswers): Promise<FastifyReply> | FastifyReply {
  return withDraft(visit, (draft) => {
    const step = askingPage(draft, param(visit, 'page'));
    return step
      ? sendQuestion(visit, { ...draft, answers: { ...draft.answers, ...answers } }, step)
      : sendNothingHere(visit);
  });
}

async function answerFailure(
  deps: PortalDeps,
  assets: Assets,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { status } = problemOf(error);
  if (status >= 500) deps.log.error({ event: 'portal.failed', requestId: request.id, status, code: codeOf(error) });
  const visit: Visit = { deps, assets, request, reply, person: null, view: viewFor(request, null) };
  const word = words(visit.view, WORDS);
  const body = html`<p>${word('failedNote', { id: request.id })}</p><p><a href="${HOME}">${word('backHome')}</a></p>`;
  return sendPage(visit, { title: word('failed'), body }, status);
}
