import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { forgiveContentType, takeAnyBytes } from '#platform/http/any-bytes.ts';
import { isDatabaseAway } from '#platform/http/database-away.ts';
import { hasHungUp } from '#platform/http/problems.ts';
import { codeOf } from '#platform/log/log.ts';
import { groupCommit } from '#platform/postgres/group-commit.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { finishReport, retractReport } from '../commands/end-report.ts';
import type { ProviderActor } from '../commands/submit-report.ts';
import { type IspwsAnswer, reportDoneResponse, reportResponse, sendAnswer } from './answers.ts';
import { providerOf } from './authenticate.ts';
import type { IspwsDeps } from './deps.ts';
import { answerFileInfo } from './describe.ts';
import { readEnding } from './read-parts.ts';
import { storeSubmissions, type WaitingSubmission } from './store-submissions.ts';
import { answerSubmit } from './submit.ts';
import { answerUpload } from './upload.ts';

type HandlerDeps = Parameters<typeof answerSubmit>[0];
type Handler = (deps: HandlerDeps, actor: ProviderActor, request: FastifyRequest) => Promise<IspwsAnswer>;

// One group at a time: while it is being written the next gathers. A hundred submissions are a transaction of some 50 ms.
const GATHERED = { together: 100, groups: 1 };

/** What an operator may supply and we may not ship. */
const OPERATORS_SCHEMA = 'cyber_tipline.xsd';

const POSTS = {
  submit: answerSubmit,
  upload: answerUpload,
  fileinfo: answerFileInfo,
  finish: answerFinish,
  retract: answerRetract,
} as const satisfies Readonly<Record<string, Handler>>;

/** The CyberTipline-compatible server under `/ispws` (interop page, 1): every refusal travels as HTTP 200 with a code, 401 for bad credentials, 5xx only when nothing was stored. */
export async function ispwsPlugin(app: FastifyInstance, deps: IspwsDeps): Promise<void> {
  const storeTogether = groupCommit(
    (waiting: readonly WaitingSubmission[]) => storeSubmissions(deps, waiting),
    GATHERED,
  );
  await app.register((scope) => mountIspws(scope, { ...deps, storeTogether }), { prefix: '/ispws' });
}

async function mountIspws(scope: FastifyInstance, deps: HandlerDeps): Promise<void> {
  scope.removeAllContentTypeParsers();
  await scope.register(multipart, { throwFileSizeLimit: false });
  takeAnyBytes(scope);
  scope.decorateRequest('provider', null);
  scope.addHook('onRequest', async (request, reply) => {
    reply.header('request-id', request.id);
    forgiveContentType(request);
    const provider = await providerOf(deps, request);
    if (provider === null) return sendAnswer(reply, reportResponse('authenticationRequired', { status: 401 }));
    request.provider = provider;
  });
  scope.setErrorHandler((error, request, reply) => sendAnswer(reply, answerOfError(deps, error, request)));
  scope.setNotFoundHandler((_request, reply) => sendAnswer(reply, reportResponse('resourceNotFound', { status: 404 })));
  scope.get('/status', async (request, reply) => {
    const description = `Remote User : ${actorOf(request).provider}, Remote Ip : ${request.ip}`;
    return sendAnswer(reply, reportResponse('success', { description }));
  });
  // The console answers every other GET of the house: here the protocol's own form is owed.
  scope.get('/*', (_request, reply) => sendAnswer(reply, reportResponse('resourceNotFound', { status: 404 })));
  scope.get('/xsd', (_request, reply) => sendSchema(deps, reply));
  for (const [path, handle] of Object.entries(POSTS))
    scope.post(`/${path}`, async (request, reply) => sendAnswer(reply, await handle(deps, actorOf(request), request)));
}

function actorOf(request: FastifyRequest): ProviderActor {
  if (request.provider === null) throw new Error('A provider route was reached without credentials.');
  return request.provider;
}

async function sendSchema(deps: IspwsDeps, reply: FastifyReply): Promise<FastifyReply> {
  try {
    const schema = await readFile(join(deps.operatorDir, OPERATORS_SCHEMA));
    return reply.header('content-type', 'application/xml;charset=UTF-8').send(schema);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return sendAnswer(reply, reportResponse('resourceNotFound'));
  }
}

async function answerFinish(deps: IspwsDeps, actor: ProviderActor, request: FastifyRequest): Promise<IspwsAnswer> {
  const ispwsId = await readEnding(request);
  if (ispwsId === null) return reportResponse('invalidRequest', { detail: 'The field id is expected' });
  const ending = await inTransaction(deps.db, (tx) => finishReport(tx, deps, actor, ispwsId));
  return reportDoneResponse(ending.code, ispwsId, ending.fileIds);
}

async function answerRetract(deps: IspwsDeps, actor: ProviderActor, request: FastifyRequest): Promise<IspwsAnswer> {
  const ispwsId = await readEnding(request);
  if (ispwsId === null) return reportResponse('invalidRequest', { detail: 'The field id is expected' });
  const ending = await inTransaction(deps.db, (tx) => retractReport(tx, deps, actor, ispwsId));
  return reportResponse(ending.code, { reportId: ispwsId });
}

/** What the framework refuses is the caller's mistake (200 and a code); anything else is ours, and nothing was stored. */
function answerOfError(deps: IspwsDeps, error: unknown, request: FastifyRequest): IspwsAnswer {
  if (isUnreadableRequest(error) || hasHungUp(request))
    return reportResponse('invalidRequest', { detail: 'The request cannot be read' });
  const isAway = isDatabaseAway(error);
  deps.log.error({ event: 'ispws.failed', requestId: request.id, code: codeOf(error) });
  return reportResponse('serverError', { status: isAway ? 503 : 500 });
}

// The form reader gives its errors no code; its needle is the boundary, empty or longer than 256 characters.
const BROKEN_FORM = /^(?:Unexpected end of|Malformed part|Multipart:|Unsupported content type|The needle cannot)/;

function isUnreadableRequest(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  return (status >= 400 && status < 500) || BROKEN_FORM.test(error.message);
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The provider whose credentials an /ispws call carries. */
    provider: ProviderActor | null;
  }
}
