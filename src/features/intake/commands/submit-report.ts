import type { Actor } from '#core/actor.ts';
import { ok, type Result } from '#core/result.ts';
import type { NotPermitted } from '#features/access/types';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { RawBytes, ReceiveDeps, Received } from '../received.ts';
import { insertIspwsReports } from '../store/ispws.ts';
import type { SubmittedReport } from '../types.ts';
import { receiveSet } from './receive-set.ts';

/** A provider's machine. */
export type ProviderActor = Extract<Actor, { readonly kind: 'credential' }>;

/** One submission as it was read. */
export interface Submission {
  readonly raw: RawBytes;
  readonly report: SubmittedReport;
  /** A code of the repair bench; null: understood. */
  readonly unreadable: string | null;
  /** Its sender is told no: kept as an open item of the repair bench, so that nothing is lost. */
  readonly refused: boolean;
}

/**
 * Opens a provider's submissions as unfinished and answers the numbers their sender will use, in the order given; null for one that
 * is refused and kept.
 */
export async function submitReports(
  tx: Tx,
  deps: ReceiveDeps,
  actor: ProviderActor,
  submissions: readonly Submission[],
): Promise<Result<readonly (number | null)[], NotPermitted>> {
  const received = submissions.map((submission) => receivedOf(deps, actor, submission));
  const stored = await receiveSet(tx, deps, actor, received);
  if (!stored.ok) return stored;
  const ids = stored.value.map(({ reportId }) => reportId);
  const opened = ids.filter((_, at) => submissions[at]?.refused === false);
  const numbers =
    opened.length > 0 ? await insertIspwsReports(tx, opened, actor.credentialId) : new Map<number, number>();
  return ok(ids.map((reportId) => numbers.get(reportId) ?? null));
}

function receivedOf(deps: ReceiveDeps, actor: ProviderActor, submission: Submission): Received {
  return {
    via: 'submit',
    channel: 'ispws',
    source: 'provider',
    sender: actor.provider,
    credentialId: actor.credentialId,
    receivedAt: deps.clock.now(),
    state: submission.refused ? 'open' : 'unfinished',
    raw: submission.raw,
    report: submission.report,
    unreadable: submission.unreadable,
    media: [],
  };
}
