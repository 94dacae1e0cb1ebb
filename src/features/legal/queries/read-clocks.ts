import type { Actor } from '#core/actor.ts';
import { ok, type Result } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { CLOCK_WORDS } from '../messages.ts';
import { clocksOf, gatesOf } from './clocks-of.ts';

/** What a person sees of a report's deadlines and gates; the reading is audited. */
export async function readClocks(tx: Tx, actor: Actor, reportId: number): Promise<Result<object, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeClocks, [reportId]);
  if (!allowed.ok) return allowed;
  const clocks = await clocksOf(tx, [reportId]);
  const gates = await gatesOf(tx, [reportId]);
  const act = PERMISSIONS.seeClocks.name;
  await record(tx, { actor, act, objectKind: 'report', objectIds: [reportId], outcome: 'done' });
  return ok({
    clocks: clocks.map(({ reportId: _, sourceKey, ...clock }) => ({
      ...clock,
      words: CLOCK_WORDS[clock.kind],
      source: sourceKey,
    })),
    gates: gates.map((gate) => ({
      identifierId: gate.target === 'identifier' ? gate.targetId : null,
      fileId: gate.target === 'file' ? gate.targetId : null,
      state: gate.state,
      reason: gate.reason,
      policyVersion: gate.policyVersion,
    })),
  });
}
