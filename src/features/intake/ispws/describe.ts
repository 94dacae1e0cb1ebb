import type { FastifyRequest } from 'fastify';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { describeFile } from '../commands/describe-file.ts';
import { prepareRaw } from '../commands/prepare-raw.ts';
import type { ProviderActor } from '../commands/submit-report.ts';
import { parseIspwsFileDetails } from '../parse/parse-ispws-file-details.ts';
import { type IspwsAnswer, malformedReport, reportResponse } from './answers.ts';
import type { IspwsDeps } from './deps.ts';
import { readBody } from './read-body.ts';
import { storeOne } from './store-submissions.ts';

/** POST /fileinfo. Words about a file that cannot be read are kept on the repair bench like any refused document. */
export async function answerFileInfo(
  deps: IspwsDeps,
  actor: ProviderActor,
  request: FastifyRequest,
): Promise<IspwsAnswer> {
  const body = await readBody(request.raw, deps.maxXmlBytes);
  if (!body.ok) {
    const detail = `The document has ${body.refusal.sizeBytes} bytes; at most ${deps.maxXmlBytes} are accepted`;
    return reportResponse('invalidRequest', { detail });
  }
  const raw = await prepareRaw(deps.vault, body.value, { contentType: request.headers['content-type'] });
  if (!raw.ok) return reportResponse('serverError', { status: 503 });
  const read = parseIspwsFileDetails(body.value, { now: deps.clock.now() });
  if (!read.ok) {
    const { message } = read.refusal;
    const judged = { reason: `malformed-file-details: ${message}`, answer: malformedReport(message) };
    return inTransaction(deps.db, (tx) => storeOne(tx, deps, { actor, raw: raw.value, judged }));
  }
  const { reportId: ispwsId, fileId: ispwsFileId, details, drift } = read.value;
  const fileId = ispwsFileId?.trim();
  if (ispwsId === null) return reportResponse('reportUnknown');
  if (!fileId) return reportResponse('fileUnknown', { reportId: ispwsId });
  const description = { ispwsId, ispwsFileId: fileId, raw: raw.value, details, drift };
  const described = await inTransaction(deps.db, (tx) => describeFile(tx, deps, actor, description));
  return described.ok
    ? reportResponse('success', { reportId: ispwsId, fileId })
    : reportResponse(described.refusal, { reportId: ispwsId });
}
