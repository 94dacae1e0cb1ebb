import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { say } from '#platform/i18n/say.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { clocksOf } from '../domain/incident-clocks.ts';
import { INCIDENT_KINDS, type IncidentKindCode, OPENED_BY } from '../domain/incident-kinds.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { INCIDENT_CLOCKS } from '../rule-book.ts';
import { insertActs, insertIncidents, type NewIncident, startClocks } from '../store.ts';
import type { Incident } from '../types.ts';

interface Deps {
  readonly clock: Clock;
}

/** A person says that something went wrong; its clocks run from now. */
export async function openIncident(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  said: {
    readonly kind: IncidentKindCode;
    readonly what: string;
    readonly affected: string | null;
    readonly happenedAt: Instant | null;
  },
): Promise<Result<Incident, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.open);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  const { jeopardisesFunction, personalInformation } = INCIDENT_KINDS[said.kind];
  const about = { eventKind: null, aboutId: null, openedBy: actorRef(actor), knownAt: deps.clock.now() };
  const [incident] = await openAll(tx, deps, actor, [{ ...said, ...about, jeopardisesFunction, personalInformation }]);
  if (!incident) throw new Error('An incident was not opened.');
  return ok(incident);
}

/**
 * Stage on an event that must not pass unseen: one incident per event and thing it is about, however often it is announced.
 * Its opening words are the kind's own, in both languages; nothing of a report stands in them.
 */
export async function openByEvent(
  tx: Tx,
  deps: Deps,
  eventKind: keyof typeof OPENED_BY,
  aboutIds: readonly number[],
): Promise<void> {
  const kind = OPENED_BY[eventKind];
  const { opening, jeopardisesFunction, personalInformation } = INCIDENT_KINDS[kind];
  const actor = { kind: 'stage', stage: 'open-incidents' } as const;
  const facts = { jeopardisesFunction, personalInformation, affected: null, happenedAt: null };
  const fresh = aboutIds.map((aboutId): NewIncident => {
    const values = { id: String(aboutId) };
    const what = `${say(opening, 'en', values)} / ${say(opening, 'fr', values)}`;
    return { kind, eventKind, aboutId, openedBy: actorRef(actor), knownAt: deps.clock.now(), what, ...facts };
  });
  await openAll(tx, deps, actor, fresh);
}

async function openAll(tx: Tx, deps: Deps, actor: Actor, fresh: readonly NewIncident[]): Promise<readonly Incident[]> {
  const opened = await insertIncidents(tx, fresh);
  const ids = opened.map((one) => one.incidentId);
  const at = deps.clock.now();
  await insertActs(tx, ids, { act: 'opened', by: actorRef(actor), at, note: null });
  // A handful at a time: an alarm opens one, a recall as many as were recalled.
  for (const one of opened)
    await startClocks(tx, one.incidentId, clocksOf(one, INCIDENT_CLOCKS.rules), INCIDENT_CLOCKS.version);
  if (ids.length > 0) {
    const audited = { actor, act: PERMISSIONS.open.name, objectKind: 'incident', objectIds: ids };
    await record(tx, { ...audited, outcome: 'done', detail: { kinds: [...new Set(opened.map((one) => one.kind))] } });
  }
  await announce(tx, { kind: 'incident.opened', subjects: ids, urgency: 'urgent' });
  return opened;
}
