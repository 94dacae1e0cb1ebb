import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { ReportHead } from '#features/intake';
import { HAND_OVER } from '#features/legal';
import { agencyByCode } from '#features/routing';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type CallFault, faultOfCall, type SaidCall } from '../domain/call-faults.ts';
import { handOverClocks } from '../domain/hand-over-clock.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { GROUNDS_VERSION, groundsAt } from '../rule-book.ts';
import { insertCall, meetClocks, oweThePackage, startClocks } from '../store.ts';

export type CallRefusal = NotPermitted | { readonly kind: CallFault | 'unknown-agency' };

/**
 * Records a telephone hand-over, or a call that nobody answered, about a report in any state: one person, no claim, no package. Whoever
 * was reached meets the voice clock; the package clock runs from the call where none ran before.
 */
export async function recordCall(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  report: Pick<ReportHead, 'reportId' | 'version' | 'receivedAt' | 'enteredAt'>,
  said: SaidCall,
): Promise<Result<{ readonly callId: number }, CallRefusal>> {
  const { reportId, version } = report;
  const allowed = await requirePermission(tx, actor, PERMISSIONS.recordCall, [reportId]);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const now = deps.clock.now();
  const codes = groundsAt(said.calledAt).map(({ code }) => code);
  const fault = faultOfCall(said, codes, { receivedAt: report.enteredAt ?? report.receivedAt, now });
  if (fault !== null) return refuse({ kind: fault });
  const service = said.agency === null ? null : await agencyByCode(tx, said.agency);
  if (said.agency !== null && service === null) return refuse({ kind: 'unknown-agency' });
  const isReached = said.result === 'reached';
  const callId = await insertCall(tx, {
    reportId,
    version,
    agency: said.agency,
    number: said.number.trim(),
    numberFrom: service?.dutyLine === said.number.trim() ? 'directory' : 'typed',
    result: said.result,
    calledAt: said.calledAt,
    reachedName: isReached ? trimmed(said.reachedName) : null,
    reachedBadge: isReached ? trimmed(said.reachedBadge) : null,
    facts: isReached ? trimmed(said.facts) : null,
    ground: isReached ? said.ground : null,
    awaitsUntil: isReached ? said.callBackBy : null,
    by: actor.staffId,
    recordedAt: now,
    ruleVersion: GROUNDS_VERSION,
  });
  if (isReached) {
    const clocks = handOverClocks(HAND_OVER.minutes, said.calledAt);
    const because = 'called' as const;
    await startClocks(
      tx,
      clocks.map((clock) => ({ ...clock, reportId, because })),
      HAND_OVER.version,
    );
    await oweThePackage(tx, reportId);
    await meetClocks(tx, [reportId], 'voice', said.calledAt);
  }
  const act = PERMISSIONS.recordCall.name;
  const detail = { callId, result: said.result, agency: said.agency, ground: isReached ? said.ground : null };
  await record(tx, { actor, act, objectKind: 'report', objectIds: [reportId], outcome: 'done', detail });
  return ok({ callId });
}

function trimmed(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.trim();
}
