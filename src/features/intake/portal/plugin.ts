import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { portalSession } from '#features/access';
import { type Assets, serveAssets } from '#platform/html/assets.ts';
import { html } from '#platform/html/html.ts';
import { answersOf, type FormAnswers, takeForms } from '#platform/html/read-form.ts';
import { isSame } from '#platform/http/caller.ts';
import { problemOf } from '#platform/http/problems.ts';
import { codeOf } from '#platform/log/log.ts';
import { type Draft, selectDraft } from '../store/drafts.ts';
import { answerQuestion, pageOf, sendQuestion } from './ask.ts';
import { answerAttachments, answerRemoval, sendAttachments } from './attachments.ts';
import { answerCheck, answerGiveUp, sendCheck, sendGiveUp } from './check.ts';
import { answerConfirm, sendChallenge, sendConfirm } from './confirm.ts';
import {
  HOME,
  isOurForm,
  type OwnVisit,
  ownVisit,
  type PortalDeps,
  param,
  personOf,
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
import { answerEnd, answerInvite, answerInviteAgain, answerManager, PEOPLE, sendEnd, sendPeople } from './people.ts';
import { sendQuality } from './quality.ts';
import type { StepCode } from './question.ts';
import { sendReceipt } from './receipt.ts';
import { answerSignIn, answerSignOut, carriedTo, sendSignIn } from './sign-in.ts';
import { answerPasskey, answerPasskeyRemoval, answerWays, sendPasskeyOptions, sendWays } from './sign-in-ways.ts';
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
      new URL('passkey.js', import.meta.url),
    ]);
    scope.setErrorHandler((error, request, reply) => answerFailure(deps, assets, error, request, reply));
    scope.get(`${HOME}/*`, async (request, reply) => sendNothingHere(await visitOf(deps, assets, request, reply)));
    mountStrangers(scope, deps, assets);
    const own = ownRoutes(scope, deps, assets);
    mountNotices(own);
    mountAccess(own);
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
  scope.post(`${HOME}/passkey-challenge`, async (request, reply) => {
    const visit = await visitOf(deps, assets, request, reply);
    if (!isOurForm(request)) return sendNothingHere(visit);
    return sendChallenge(visit, answersOf(request)['intent'] === 'step-up' ? 'step-up' : 'sign-in');
  });
  scope.post(`${HOME}/view`, async (request, reply) => {
    const { here = HOME } = answersOf(request);
    toggled(await visitOf(deps, assets, request, reply), answersOf(request));
    return reply.redirect(/^\/provider(?:[/?]|$)/.test(here) ? here : HOME, 303);
  });
}

/** How a page of a signed-in person is mounted. */
interface OwnRoutes {
  readonly show: (path: string, shown: Shown) => void;
  readonly take: (path: string, answered: Answered) => void;
}

/** Strangers are led to the sign-in; a form is taken from a page of ours alone, with the token of the session. */
function ownRoutes(scope: FastifyInstance, deps: PortalDeps, assets: Assets): OwnRoutes {
  const show: OwnRoutes['show'] = (path, shown) =>
    scope.get(`${HOME}${path}`, async (request, reply) => {
      const visit = await visitOf(deps, assets, request, reply);
      return visit.person ? shown(ownVisit(visit, visit.person)) : reply.redirect(`${HOME}/sign-in`, 303);
    });
  const take: OwnRoutes['take'] = (path, answered) =>
    scope.post(`${HOME}${path}`, async (request, reply) => {
      const visit = await visitOf(deps, assets, request, reply);
      const answers = answersOf(request);
      if (!isOurForm(request)) return sendNothingHere(visit);
      // What was typed after the session ended is not lost: it waits in the sign-in page.
      if (!visit.person) return sendSignIn(visit, { carried: carriedTo(request.url, answers), isLapsed: true });
      const own = ownVisit(visit, visit.person);
      // A form with a file is read by its own page, the token first.
      if (request.isMultipart()) return withDraft(own, (draft) => answerAttachments(own, draft));
      return isSame(answers['csrf'] ?? '', own.person.session.csrfToken)
        ? answered(own, answers)
        : sendStale(own, answers);
    });
  return { show, take };
}

function mountNotices({ show, take }: OwnRoutes): void {
  show('', sendHome);
  show('/start', (visit) => sendStart(visit));
  take('/start', (visit, answers) => {
    const other = toggled(visit, answers);
    return other ? sendStart(other, answers) : answerStart(visit, answers);
  });
  show('/quality', sendQuality);
  show('/receipts/:number', (visit) => sendReceipt(visit, param(visit, 'number')));
  show('/drafts/:draft/:page', (visit) => withDraft(visit, (draft) => showPage(visit, draft)));
  take('/drafts/:draft/:page', (visit, answers) => withDraft(visit, (draft) => answerPage(visit, draft, answers)));
}

/** How one comes in, and who else may. */
function mountAccess({ show, take }: OwnRoutes): void {
  show('/sign-in-ways', (visit) => sendWays(visit));
  take('/sign-in-ways', answerWays);
  take('/passkey-options', sendPasskeyOptions);
  take('/passkeys', answerPasskey);
  take('/passkeys/removal', answerPasskeyRemoval);
  show('/confirm', (visit) => sendConfirm(visit, String((visit.request.query as { next?: unknown }).next ?? '')));
  take('/confirm', answerConfirm);
  take('/sign-out', answerSignOut);
  show('/people', (visit) => sendPeople(visit));
  take('/people', answerInvite);
  take('/people/:person/invitation', answerInviteAgain);
  take('/people/:person/manager', answerManager);
  show('/people/:person/end', sendEnd);
  take('/people/:person/end', answerEnd);
}

async function visitOf(deps: PortalDeps, assets: Assets, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const session = await portalSession(deps.db, deps, request, 'provider');
  const person = session && (await personOf(deps.db, session));
  return { deps, assets, request, reply, person, view: viewFor(request, person) };
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
  if (visit.request.url.startsWith(PEOPLE)) return sendPeople(visit, { kind: 'too-old', href: '#people', answers });
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
