import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { ReportState } from '#core/vocabulary.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { mayMove } from '../domain/ledger-moves.ts';
import { insertLedger, lockStates, updateStates } from '../store/ledger.ts';

export interface LedgerMove {
  readonly reportId: number;
  readonly to: ReportState;
  /** What the caller believes the state to be. @default whatever it is */
  readonly from?: ReportState;
}

export type LedgerRefusal =
  | { readonly kind: 'unknown-report'; readonly reportId: number }
  | { readonly kind: 'move-not-allowed'; readonly reportId: number; readonly state: ReportState };

/**
 * Moves reports to a state and writes one ledger row for each; all or none. Refuses an unknown report, a move that the ledger
 * does not know and one that does not start from the current state. The caller has asked for permission and audits its own act.
 */
export async function moveInLedger(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  moves: readonly LedgerMove[],
): Promise<Result<number, LedgerRefusal>> {
  if (moves.length === 0) return ok(0);
  const states = await lockStates(
    tx,
    moves.map((move) => move.reportId),
  );
  for (const { reportId, from, to } of moves) {
    const state = states.get(reportId);
    if (state === undefined) return refuse({ kind: 'unknown-report', reportId });
    if ((from !== undefined && from !== state) || !mayMove(state, to))
      return refuse({ kind: 'move-not-allowed', reportId, state });
  }
  const entries = moves.map(({ reportId, to }) => ({ reportId, from: states.get(reportId) ?? 'open', to }));
  await insertLedger(tx, entries, { actor: actorRef(actor), at: deps.clock.now() });
  await updateStates(tx, moves);
  return ok(moves.length);
}
