import type { Actor } from '#core/actor.ts';
import { ok, type Result } from '#core/result.ts';
import type { NotPermitted } from '#features/access/types';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { RawBytes, ReceiptOutcome, ReceiveDeps } from '../received.ts';
import { insertIspwsReport } from '../store/ispws.ts';
import type { SubmittedReport } from '../types.ts';
import { receiveReport } from './receive-set.ts';

/** A provider's machine. */
export type ProviderActor = Extract<Actor, { readonly kind: 'credential' }>;

/** Opens a report of a provider as unfinished and gives it the number its sender will use; `unreadable` says why our reader failed on it. */
export async function submitReport(
  tx: Tx,
  deps: ReceiveDeps,
  actor: ProviderActor,
  submission: { readonly raw: RawBytes; readonly report: SubmittedReport; readonly unreadable: string | null },
): Promise<Result<number, NotPermitted>> {
  const received = await receiveReport(tx, deps, actor, {
    ...submissionOf(deps, actor, submission),
    state: 'unfinished',
    unreadable: submission.unreadable,
  });
  if (!received.ok) return received;
  return ok(await insertIspwsReport(tx, received.value.reportId, actor.credentialId));
}

/** Keeps a refused submission as an open item of the repair bench: its sender is told the reason, and nothing is lost. */
export function keepRefused(
  tx: Tx,
  deps: ReceiveDeps,
  actor: ProviderActor,
  submission: { readonly raw: RawBytes; readonly report: SubmittedReport; readonly reason: string },
): Promise<Result<ReceiptOutcome, NotPermitted>> {
  return receiveReport(tx, deps, actor, {
    ...submissionOf(deps, actor, submission),
    state: 'open',
    unreadable: submission.reason,
  });
}

function submissionOf(
  deps: ReceiveDeps,
  actor: ProviderActor,
  { raw, report }: { readonly raw: RawBytes; readonly report: SubmittedReport },
) {
  return {
    via: 'submit' as const,
    channel: 'ispws' as const,
    source: 'provider' as const,
    sender: actor.provider,
    credentialId: actor.credentialId,
    receivedAt: deps.clock.now(),
    raw,
    report,
    media: [],
  };
}
