import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { planOf, proposedFor, reasonsOf } from '../queries/joins-of.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import { endJoin, insertJoin, selectJoins, setFirstNotice, setJoined } from '../store/joins.ts';
import { lockStates } from '../store/ledger.ts';
import { moveInLedger } from './move-in-ledger.ts';

export type JoinRefusal = { readonly kind: 'not-proposed' | 'no-such-join' | 'moved-meanwhile' | 'held-by-another' };

/** What a join works with; `mayClose` asks the queue whether the other report is in somebody else's hands. */
interface JoinDeps {
  readonly clock: Clock;
  readonly mayClose: (tx: Tx, reportId: number) => Promise<boolean>;
}

/** What a join, or its undoing, did: for the queue and the clocks. */
export interface Joined {
  readonly counted: number;
  readonly left: number;
  /** The other report left the queue, or came back into it. */
  readonly moved: boolean;
}

/** The disposition of what was joined to another report. */
const CLOSED_AS = 'linked-to-existing';

/**
 * A person confirms that two reports are one notice: one is counted, the other one is in no count. Only what is proposed at this
 * moment can be joined. The caller has asked for permission and audits; the queue and the clocks follow it.
 */
export async function joinReports(
  tx: Tx,
  deps: JoinDeps,
  actor: Actor,
  reportId: number,
  withNumber: string,
): Promise<Result<Joined, JoinRefusal>> {
  const found = await lockedProposal(tx, reportId, withNumber);
  if (found === null) return refuse({ kind: 'not-proposed' });
  const { counted, left, closes } = planOf(reportId, found);
  if (closes) {
    if (!(await deps.mayClose(tx, left))) return refuse({ kind: 'held-by-another' });
    const moved = await moveInLedger(tx, deps, actor, [{ reportId: left, to: CLOSED_AS }]);
    if (!moved.ok) return refuse({ kind: 'moved-meanwhile' });
  }
  const [entryReportId, formalReportId] = found.isEntry ? [reportId, found.reportId] : [found.reportId, reportId];
  const word = { verdict: 'same-notice', countedReportId: counted, closedAs: closes ? CLOSED_AS : null } as const;
  const by = { by: actorRef(actor), at: deps.clock.now() };
  await insertJoin(tx, { entryReportId, formalReportId, ...word, reasons: reasonsOf(found), ...by });
  await setJoined(tx, left, true);
  if (left === entryReportId) await setFirstNotice(tx, counted, left);
  await announce(tx, { kind: 'report.amended', subjects: [counted] });
  return ok({ counted, left, moved: closes });
}

/** A person says that two proposed reports are two notices: they are not proposed again. */
export async function keepApart(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
  withNumber: string,
): Promise<Result<null, JoinRefusal>> {
  const found = await lockedProposal(tx, reportId, withNumber);
  if (found === null) return refuse({ kind: 'not-proposed' });
  const [entryReportId, formalReportId] = found.isEntry ? [reportId, found.reportId] : [found.reportId, reportId];
  const word = { verdict: 'different', countedReportId: null, closedAs: null } as const;
  const by = { by: actorRef(actor), at: deps.clock.now() };
  await insertJoin(tx, { entryReportId, formalReportId, ...word, reasons: reasonsOf(found), ...by });
  return ok(null);
}

/** Takes a word back: both reports count again, and what the join had closed is open again; the pair is proposed anew. */
export async function undoJoin(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
  joinId: number,
): Promise<Result<Joined | null, JoinRefusal>> {
  await lockStates(tx, [reportId]);
  const join = (await selectJoins(tx, reportId)).find((one) => one.joinId === joinId);
  if (!join) return refuse({ kind: 'no-such-join' });
  const counted = join.countedReportId;
  const left = counted === join.entryReportId ? join.formalReportId : join.entryReportId;
  if (join.closedAs !== null) {
    const moved = await moveInLedger(tx, deps, actor, [{ reportId: left, from: join.closedAs, to: 'open' }]);
    if (!moved.ok) return refuse({ kind: 'moved-meanwhile' });
  }
  await endJoin(tx, joinId, actorRef(actor), deps.clock.now());
  if (counted === null) return ok(null);
  await setJoined(tx, left, false);
  await setFirstNotice(tx, counted, null);
  await announce(tx, { kind: 'report.amended', subjects: [counted, left] });
  return ok({ counted, left, moved: join.closedAs !== null });
}

/** The proposal as it stands once both reports are locked: two people cannot join one report to two. */
async function lockedProposal(tx: Tx, reportId: number, withNumber: string) {
  const other = await resolveReport(tx, withNumber);
  if (other === null) return null;
  await lockStates(tx, [reportId, other.reportId]);
  return (await proposedFor(tx, reportId)).find((one) => one.reportId === other.reportId) ?? null;
}
