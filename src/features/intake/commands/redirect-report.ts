import { type Actor, actorRef } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Source } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { isDisposition } from '../domain/ledger-moves.ts';
import { REPAIR_REPORT } from '../domain/permissions.ts';
import type { ReceiveDeps } from '../received.ts';
import { insertLedger, lockStates } from '../store/ledger.ts';
import { insertRepairs, selectUnread, updateOrigin } from '../store/repair.ts';

export type RedirectRefusal = NotPermitted | { readonly kind: 'not-waiting' | 'same-origin' };

/**
 * Names the true source and sender of a report that could not be read. The ledger is told in a row of its own, so that the report
 * counts under its true source, once.
 */
export async function redirectReport(
  tx: Tx,
  deps: Pick<ReceiveDeps, 'clock'>,
  actor: Actor,
  reportId: number,
  to: { readonly source: Source; readonly sender: string; readonly note: string },
): Promise<Result<null, RedirectRefusal>> {
  const found = await waiting(tx, actor, reportId);
  if (!found.ok) return found;
  const { source, sender, state } = found.value;
  if (source === to.source && sender === to.sender) return refuse({ kind: 'same-origin' });
  const [by, at] = [actorRef(actor), deps.clock.now()];
  await updateOrigin(tx, reportId, to, at);
  if (source !== to.source) {
    await insertLedger(tx, [{ reportId, from: state, to: state }], { actor: by, at });
    if (state !== 'unfinished') await announce(tx, { kind: 'report.amended', subjects: [reportId] });
  }
  const detail = { fromSource: source, toSource: to.source };
  await insertRepairs(tx, [{ reportId, act: 'redirected', rawId: null, detail, note: to.note }], { actor: by, at });
  await audit(tx, actor, reportId, { act: 'redirected', ...detail });
  return ok(null);
}

/** Hands a report that could not be read to a team or a person, with a note. */
export async function handOver(
  tx: Tx,
  deps: Pick<ReceiveDeps, 'clock'>,
  actor: Actor,
  reportId: number,
  to: { readonly to: string; readonly note: string },
): Promise<Result<null, RedirectRefusal>> {
  const found = await waiting(tx, actor, reportId);
  if (!found.ok) return found;
  const by = { actor: actorRef(actor), at: deps.clock.now() };
  await insertRepairs(tx, [{ reportId, act: 'handed', rawId: null, detail: { to: to.to }, note: to.note }], by);
  await audit(tx, actor, reportId, { act: 'handed', to: to.to });
  return ok(null);
}

/** What was decided is decided: only a report that still waits is redirected or handed on. */
async function waiting(tx: Tx, actor: Actor, reportId: number) {
  const allowed = await requirePermission(tx, actor, REPAIR_REPORT, [reportId]);
  if (!allowed.ok) return allowed;
  await lockStates(tx, [reportId]);
  const [row] = await selectUnread(tx, [reportId]);
  if (row === undefined || row.reading !== 'unreadable' || isDisposition(row.state))
    return refuse({ kind: 'not-waiting' } as const);
  return ok(row);
}

function audit(tx: Tx, actor: Actor, reportId: number, detail: Readonly<Record<string, string>>) {
  return record(tx, {
    actor,
    act: REPAIR_REPORT.name,
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    detail,
  });
}
