import type { Tx } from '#platform/postgres/transaction.ts';
import { type ProviderActor, type Submission, submitReports } from '../commands/submit-report.ts';
import { emptyReport } from '../domain/empty-report.ts';
import { inReceiptTransaction } from '../door/store-receipts.ts';
import type { RawBytes } from '../received.ts';
import type { SubmittedReport } from '../types.ts';
import { type IspwsAnswer, reportResponse } from './answers.ts';
import type { IspwsDeps } from './deps.ts';

/** What a submission comes to before it is stored: a report, or a reason; with an answer it is refused, and kept all the same. */
export type Judged =
  | { readonly report: SubmittedReport }
  | { readonly reason: string; readonly answer: IspwsAnswer | null };

/** A submission read and judged, before it is stored. */
export interface WaitingSubmission {
  readonly actor: ProviderActor;
  readonly raw: RawBytes;
  readonly judged: Judged;
}

/** Stores submissions that wait at the same moment in one transaction; the answers, in the order given, stand once it does. */
export function storeSubmissions(
  deps: IspwsDeps,
  waiting: readonly WaitingSubmission[],
): Promise<readonly IspwsAnswer[]> {
  return inReceiptTransaction(deps, (tx) => storeAll(tx, deps, waiting));
}

/** Stores one submission in a transaction that is open already. */
export async function storeOne(tx: Tx, deps: IspwsDeps, waiting: WaitingSubmission): Promise<IspwsAnswer> {
  const [answer] = await storeAll(tx, deps, [waiting]);
  if (!answer) throw new Error('A submission has no answer.');
  return answer;
}

async function storeAll(
  tx: Tx,
  deps: IspwsDeps,
  waiting: readonly WaitingSubmission[],
): Promise<readonly IspwsAnswer[]> {
  const answers = new Map<WaitingSubmission, IspwsAnswer>();
  for (const [actor, own] of byProvider(waiting)) {
    const stored = await submitReports(tx, deps, actor, own.map(submissionOf));
    for (const [at, one] of own.entries())
      answers.set(one, stored.ok ? answerOf(one.judged, stored.value[at] ?? null) : reportResponse('notAuthorized'));
  }
  return waiting.flatMap((one) => answers.get(one) ?? []);
}

function submissionOf({ raw, judged }: WaitingSubmission): Submission {
  if ('report' in judged) return { raw, report: judged.report, unreadable: null, refused: false };
  return { raw, report: emptyReport('unreadable'), unreadable: judged.reason, refused: judged.answer !== null };
}

function answerOf(judged: Judged, reportId: number | null): IspwsAnswer {
  if ('reason' in judged && judged.answer !== null) return judged.answer;
  if (reportId === null) throw new Error('An opened report has no number.');
  return reportResponse('success', { reportId });
}

function byProvider(waiting: readonly WaitingSubmission[]): ReadonlyMap<ProviderActor, WaitingSubmission[]> {
  const firstOf = new Map<number, ProviderActor>();
  const groups = new Map<ProviderActor, WaitingSubmission[]>();
  for (const one of waiting) {
    const actor = firstOf.get(one.actor.credentialId) ?? one.actor;
    firstOf.set(actor.credentialId, actor);
    groups.set(actor, [...(groups.get(actor) ?? []), one]);
  }
  return groups;
}
