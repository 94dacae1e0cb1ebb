import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { actorRef } from '#core/actor.ts';
import { MIB } from '#core/units.ts';
import { idempotencyStore } from '#features/access';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { prepareRaw } from '../commands/prepare-raw.ts';
import type { ProviderActor } from '../commands/submit-report.ts';
import { admitAlarm, admitDocument, countBytes, payerOf } from '../door/quotas.ts';
import { parseInThread } from '../parse/parse-in-thread.ts';
import { parseIspwsReport } from '../parse/parse-ispws-report.ts';
import { type IspwsAnswer, malformedReport, overQuota, reportResponse } from './answers.ts';
import type { IspwsDeps } from './deps.ts';
import { readBody } from './read-body.ts';
import { type Judged, storeOne, type WaitingSubmission } from './store-submissions.ts';

/** POST /submit: keep the bytes, read them, store, answer. */
export async function answerSubmit(
  deps: IspwsDeps & { readonly storeTogether: (waiting: WaitingSubmission) => Promise<IspwsAnswer> },
  actor: ProviderActor,
  request: FastifyRequest,
): Promise<IspwsAnswer> {
  const body = await readBody(request.raw, deps.maxXmlBytes);
  // Of a body over the limit its first MiB is kept: enough to see whose it is and to ask the sender again.
  const bytes = body.ok ? body.value : body.refusal.head.subarray(0, MIB);
  const admission = await admitDocument(deps, payerOf(actor));
  const judged = body.ok ? await judge(deps, body.value) : judgeTooLarge(body.refusal.sizeBytes, deps.maxXmlBytes);
  if (!admission.admitted) {
    const isAlarm = 'report' in judged && judged.report.senderAlarm !== null;
    const alarm = isAlarm ? await admitAlarm(deps, payerOf(actor)) : admission;
    if (!alarm.admitted) return overQuota(alarm.retryAfterSeconds);
  }
  await countBytes(deps, payerOf(actor), bytes.length);
  const raw = await prepareRaw(deps.vault, bytes, { contentType: request.headers['content-type'] });
  if (!raw.ok) return reportResponse('serverError', { status: 503 });
  const waiting = { actor, raw: raw.value, judged };
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return deps.storeTogether(waiting);
  return inTransaction(deps.db, (tx) => answerOnce(tx, deps, key, waiting));
}

async function judge(deps: IspwsDeps, bytes: Buffer): Promise<Judged> {
  const read = await readSafely(deps, bytes);
  if (read === null) return { reason: 'reader-failed', answer: null };
  if (read.ok) return { report: read.value };
  if (read.refusal.kind === 'malformed') {
    const { message } = read.refusal;
    return { reason: `malformed-xml: ${message}`, answer: malformedReport(message) };
  }
  const missing = read.refusal.missing.join(', ');
  const answer = reportResponse('validationFailed', { detail: `Missing: ${missing}` });
  return { reason: `missing: ${missing}`, answer };
}

/** A defect of our reader is our matter: the report is received all the same and read by a person. */
async function readSafely(deps: IspwsDeps, bytes: Buffer): Promise<ReturnType<typeof parseIspwsReport> | null> {
  const now = deps.clock.now();
  try {
    // Starting a thread takes longer than reading an ordinary report.
    return bytes.length > MIB ? await parseInThread(bytes, now) : parseIspwsReport(bytes, { now });
  } catch {
    deps.log.error({ event: 'intake.reader-failed', sizeBytes: bytes.length });
    return null;
  }
}

function judgeTooLarge(sizeBytes: number, maxBytes: number): Judged {
  const detail = `The document has ${sizeBytes} bytes; at most ${maxBytes} are accepted`;
  return {
    reason: `too-large: ${sizeBytes} bytes, the first MiB kept`,
    answer: reportResponse('invalidRequest', { detail }),
  };
}

/** Honours an `Idempotency-Key`: the kept answer is given again, byte by byte. */
async function answerOnce(tx: Tx, deps: IspwsDeps, key: string, waiting: WaitingSubmission): Promise<IspwsAnswer> {
  const { actor, raw } = waiting;
  const keys = idempotencyStore(deps);
  const fingerprint = createHash('sha256').update('POST /ispws/submit\n').update(raw.sha256).digest();
  const keyed = { client: actorRef(actor), key: key.slice(0, 255), fingerprint };
  const standing = await keys.begin(tx, keyed);
  // Nothing is stored, and a moment later the kept answer is there: trying again is right.
  if (standing.kind === 'in-flight') return reportResponse('serverError', { status: 503 });
  if (standing.kind === 'other-request') return storeOne(tx, deps, { actor, raw, judged: KEY_OF_ANOTHER });
  if (standing.kind === 'repeated') return { status: 200, xml: String(standing.body) };
  const answer = await storeOne(tx, deps, waiting);
  await keys.keep(tx, keyed, answer.status, answer.xml);
  return answer;
}

/** A client that reuses its key hears of it; what it sent is kept like any refused submission. */
const KEY_OF_ANOTHER: Judged = {
  reason: 'idempotency-key-of-another-report',
  answer: reportResponse('invalidRequest', { detail: 'This key was used for another report' }),
};
