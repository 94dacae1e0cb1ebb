import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { mayAct } from '#core/permission.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission, staffByIds } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { INCIDENT_KINDS } from '../domain/incident-kinds.ts';
import { type IncidentAct, mayDo } from '../domain/incident-status.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { MESSAGES } from '../messages.ts';
import { INCIDENT_CLOCKS } from '../rule-book.ts';
import { type ClockRow, findIncident, selectActs, selectClocks, selectIncidents, selectTold } from '../store.ts';
import type { Incident } from '../types.ts';

/** A clock of an incident in words. */
export interface ClockView {
  readonly kind: string;
  readonly words: Bilingual;
  readonly tell: Bilingual;
  readonly dueAt: Instant;
  readonly source: string;
  readonly standing: string;
  readonly state: 'running' | 'over' | 'met' | 'late' | 'ended';
  readonly metAt: Instant | null;
  readonly endedReason: string | null;
}

export type IncidentLine = ReturnType<typeof lineOf>;

const SHOWN = 200;

/** The register: open incidents first, each with its earliest running clock; audited. */
export async function listIncidents(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
): Promise<Result<readonly IncidentLine[], NotPermitted>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.see);
  if (!allowed.ok) return allowed;
  const rows = await selectIncidents(tx, SHOWN);
  const ids = rows.map((row) => row.incidentId);
  const clocks = Map.groupBy(await selectClocks(tx, ids), (clock) => clock.incidentId);
  const act = PERMISSIONS.see.name;
  await record(tx, { actor, act, objectKind: 'incident', objectIds: ids, outcome: 'done' });
  const now = deps.clock.now();
  return ok(
    rows.map((row) =>
      lineOf(
        row,
        (clocks.get(row.incidentId) ?? []).map((clock) => viewOf(clock, now)),
      ),
    ),
  );
}

/** One incident with clocks, timeline, who was told, and what this person may do. */
export async function showIncident(tx: Tx, deps: { readonly clock: Clock }, actor: Actor, number: string) {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.see);
  if (!allowed.ok) return allowed;
  const found = await findIncident(tx, number);
  if (found === null) return refuse({ kind: 'no-such-incident' } as const);
  const { incidentId } = found;
  const now = deps.clock.now();
  const clocks = (await selectClocks(tx, [incidentId])).map((clock) => viewOf(clock, now));
  const [acts, told] = [await selectActs(tx, incidentId), await selectTold(tx, incidentId)];
  const name = await namesOf(tx, [found.openedBy, ...acts.map((act) => act.by), ...told.map((one) => one.by)]);
  const act = PERMISSIONS.see.name;
  await record(tx, { actor, act, objectKind: 'incident', objectIds: [incidentId], outcome: 'done' });
  return ok({
    ...lineOf(found, clocks),
    openedBy: name(found.openedBy),
    happenedAt: found.happenedAt,
    affected: found.affected,
    containment: found.containment,
    judgement: found.judgement,
    jeopardisesFunction: found.jeopardisesFunction,
    personalInformation: found.personalInformation,
    closedAt: found.closedAt,
    clocks,
    timeline: acts.map((one) => ({ ...one, by: name(one.by) })),
    told: told.map((one) => ({ ...one, by: name(one.by) })),
    actions: offeredActs(found, actor, clocks),
  });
}

function lineOf(row: Incident, clocks: readonly ClockView[]) {
  const next = clocks.find((clock) => clock.state === 'running' || clock.state === 'over') ?? null;
  return {
    number: row.number,
    kind: row.kind,
    words: INCIDENT_KINDS[row.kind].words,
    state: row.state,
    what: row.what,
    knownAt: row.knownAt,
    material: row.material,
    byItself: row.eventKind !== null,
    nextClock: next,
  };
}

function viewOf(clock: ClockRow, now: Instant): ClockView {
  const rule = INCIDENT_CLOCKS.rules.find((one) => one.code === clock.kind);
  const unknown = { en: clock.kind, fr: clock.kind };
  const { kind, dueAt, source, standing, metAt, endedReason } = clock;
  const words = rule?.words ?? unknown;
  return {
    kind,
    words,
    tell: rule?.tell ?? unknown,
    dueAt,
    source,
    standing,
    state: stateOf(clock, now),
    metAt,
    endedReason,
  };
}

function stateOf(clock: ClockRow, now: Instant): ClockView['state'] {
  if (clock.metAt !== null) return clock.metAt <= clock.dueAt ? 'met' : 'late';
  if (clock.endedReason !== null) return 'ended';
  return now < clock.dueAt ? 'running' : 'over';
}

const ACTS: readonly IncidentAct[] = ['describe', 'contain', 'judge', 'tell', 'close', 'reopen'];

function offeredActs(incident: Incident, actor: Actor, clocks: readonly ClockView[]) {
  return ACTS.map((act) => {
    const reason = whyNot(incident, actor, act, clocks);
    return { name: act, allowed: reason === null, reason };
  });
}

function whyNot(incident: Incident, actor: Actor, act: IncidentAct, clocks: readonly ClockView[]): Bilingual | null {
  if (!mayAct(actor, act === 'judge' ? PERMISSIONS.judge : PERMISSIONS.work)) return MESSAGES['not-permitted'];
  if (!mayDo(incident.state, act)) return MESSAGES['wrong-state'];
  const undecided = incident.jeopardisesFunction === null || incident.personalInformation === null;
  if (act === 'judge' && undecided) return MESSAGES['facts-missing'];
  const runs = clocks.some((clock) => clock.state === 'running' || clock.state === 'over');
  return act === 'close' && runs ? MESSAGES['clock-running'] : null;
}

/** Names people by what the audit calls them; stages and operators stand under their own reference. */
async function namesOf(tx: Tx, refs: readonly string[]): Promise<(ref: string) => string> {
  const ids = refs.flatMap((ref) => (ref.startsWith('staff:') ? [Number(ref.slice('staff:'.length))] : []));
  const names = new Map((await staffByIds(tx, ids)).map((one) => [`staff:${one.staffId}`, one.name]));
  return (ref) => names.get(ref) ?? ref;
}
