import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { applyAct, type ChangeRefusal, type IncidentChange } from '../domain/apply-act.ts';
import { clocksOf } from '../domain/incident-clocks.ts';
import { mayDo } from '../domain/incident-status.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { INCIDENT_CLOCKS } from '../rule-book.ts';
import {
  endOtherClocks,
  insertActs,
  insertTold,
  lockIncident,
  meetClock,
  selectClocks,
  startClocks,
  writeIncident,
} from '../store.ts';
import type { Incident } from '../types.ts';

interface Deps {
  readonly clock: Clock;
}

export type WorkRefusal =
  | NotPermitted
  | ChangeRefusal
  | { readonly kind: 'no-such-incident' | 'reason-missing' | 'no-such-clock' };

/** A person describes, contains, judges, closes or reopens an incident; its clocks follow from what was found. */
export async function changeIncident(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  number: string,
  change: IncidentChange,
): Promise<Result<Incident, WorkRefusal>> {
  const permission = change.act === 'judge' ? PERMISSIONS.judge : PERMISSIONS.work;
  const allowed = await requirePermission(tx, actor, permission);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  if (change.note.trim() === '') return refuse({ kind: 'reason-missing' });
  const found = await lockIncident(tx, number);
  if (found === null) return refuse({ kind: 'no-such-incident' });
  const { incidentId } = found;
  const running = (await selectClocks(tx, [incidentId])).filter(
    (one) => one.metAt === null && one.endedReason === null,
  );
  const now = deps.clock.now();
  const applied = applyAct(found, change, { clocksRunning: running.length, now });
  if (!applied.ok) return applied;
  await writeIncident(tx, applied.value);
  if (change.act === 'describe' || change.act === 'judge') await followClocks(tx, applied.value, change.note);
  await insertActs(tx, [incidentId], { act: change.act, by: actorRef(actor), at: now, note: change.note });
  const audited = { actor, act: permission.name, objectKind: 'incident', objectIds: [incidentId] };
  await record(tx, { ...audited, outcome: 'done', detail: { act: change.act, state: applied.value.state } });
  return ok(applied.value);
}

/** Notes who was told, by whom and under which reference; a clock named with it is met. */
export async function noteIncidentTold(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  number: string,
  told: { readonly told: string; readonly clock: string | null; readonly reference: string | null },
): Promise<Result<{ readonly number: string }, WorkRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.work);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const found = await lockIncident(tx, number);
  if (found === null) return refuse({ kind: 'no-such-incident' });
  if (!mayDo(found.state, 'tell')) return refuse({ kind: 'wrong-state' });
  const { incidentId } = found;
  const [by, at] = [actorRef(actor), deps.clock.now()];
  if (told.clock !== null && !(await meetClock(tx, incidentId, told.clock, at)))
    return refuse({ kind: 'no-such-clock' });
  await insertTold(tx, incidentId, { ...told, by, at });
  await insertActs(tx, [incidentId], { act: 'told', by, at, note: told.told });
  const audited = { actor, act: PERMISSIONS.work.name, objectKind: 'incident', objectIds: [incidentId] };
  await record(tx, { ...audited, outcome: 'done', detail: { act: 'told', clock: told.clock } });
  return ok({ number });
}

async function followClocks(tx: Tx, incident: Incident, reason: string): Promise<void> {
  const clocks = clocksOf(incident, INCIDENT_CLOCKS.rules);
  await startClocks(tx, incident.incidentId, clocks, INCIDENT_CLOCKS.version);
  await endOtherClocks(
    tx,
    incident.incidentId,
    clocks.map((clock) => clock.kind),
    reason,
  );
}
