import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { IncidentClock } from './domain/incident-clocks.ts';
import type { Incident } from './types.ts';

const COLUMNS = `incident_id as "incidentId", number, kind, state, event_kind as "eventKind", about_id as "aboutId",
  opened_by as "openedBy", happened_at as "happenedAt", known_at as "knownAt", what, affected, containment, material,
  judgement, jeopardises_function as "jeopardisesFunction", personal_information as "personalInformation",
  closed_at as "closedAt"`;

export type NewIncident = Pick<
  Incident,
  | 'kind'
  | 'eventKind'
  | 'aboutId'
  | 'openedBy'
  | 'happenedAt'
  | 'knownAt'
  | 'what'
  | 'affected'
  | 'jeopardisesFunction'
  | 'personalInformation'
>;

/** Opens incidents; those an event opened already are left out. The number is given by the row itself. */
export async function insertIncidents(tx: Tx, fresh: readonly NewIncident[]): Promise<readonly Incident[]> {
  return tx.query<Incident>(
    `insert into incidents_incident
       (number, kind, state, event_kind, about_id, opened_by, happened_at, known_at, what, affected,
        jeopardises_function, personal_information)
     select 'I-' || to_char(given.known_at at time zone 'UTC', 'YYYY') || '-'
              || lpad(nextval(pg_get_serial_sequence('incidents_incident', 'incident_id'))::text, 5, '0'),
            given.kind, 'open', given.event_kind, given.about_id, given.opened_by, given.happened_at, given.known_at,
            given.what, given.affected, given.jeopardises, given.personal
     from jsonb_to_recordset($1::jsonb)
       as given(kind text, event_kind text, about_id bigint, opened_by text, happened_at timestamptz,
                known_at timestamptz, what text, affected text, jeopardises boolean, personal boolean)
     on conflict (event_kind, about_id) do nothing
     returning ${COLUMNS}`,
    [
      JSON.stringify(
        fresh.map((one) => ({
          kind: one.kind,
          event_kind: one.eventKind,
          about_id: one.aboutId,
          opened_by: one.openedBy,
          happened_at: one.happenedAt,
          known_at: one.knownAt,
          what: one.what,
          affected: one.affected,
          jeopardises: one.jeopardisesFunction,
          personal: one.personalInformation,
        })),
      ),
    ],
  );
}

export async function lockIncident(tx: Tx, number: string): Promise<Incident | null> {
  const [row] = await tx.query<Incident>(`select ${COLUMNS} from incidents_incident where number = $1 for update`, [
    number,
  ]);
  return row ?? null;
}

export async function findIncident(q: Queryable, number: string): Promise<Incident | null> {
  const [row] = await q.query<Incident>(`select ${COLUMNS} from incidents_incident where number = $1`, [number]);
  return row ?? null;
}

/** Open ones first, the longest known on top; then closed ones, newest first. */
export function selectIncidents(q: Queryable, limit: number): Promise<Incident[]> {
  return q.query<Incident>(
    `select ${COLUMNS}
     from incidents_incident
     order by (state = 'closed'), case when state <> 'closed' then known_at end, incident_id desc
     limit $1`,
    [limit],
  );
}

/** Writes what a person found; every field is given, so that nothing is kept by accident. */
export async function writeIncident(tx: Tx, one: Incident): Promise<void> {
  await tx.query(
    `update incidents_incident
     set state = $2, what = $3, affected = $4, containment = $5, material = $6, judgement = $7,
         jeopardises_function = $8, personal_information = $9, happened_at = $10, closed_at = $11
     where incident_id = $1`,
    [
      one.incidentId,
      one.state,
      one.what,
      one.affected,
      one.containment,
      one.material,
      one.judgement,
      one.jeopardisesFunction,
      one.personalInformation,
      one.happenedAt,
      one.closedAt,
    ],
  );
}

/** One line of the timeline. */
export interface ActRow {
  readonly act: string;
  readonly by: string;
  readonly at: Instant;
  readonly note: string | null;
}

export async function insertActs(tx: Tx, incidentIds: readonly number[], act: ActRow): Promise<void> {
  await tx.query(
    `insert into incidents_act (incident_id, act, by, at, note)
     select id, $2, $3, $4, $5 from unnest($1::bigint[]) as id`,
    [incidentIds, act.act, act.by, act.at, act.note],
  );
}

export function selectActs(q: Queryable, incidentId: number): Promise<ActRow[]> {
  return q.query<ActRow>('select act, by, at, note from incidents_act where incident_id = $1 order by act_id', [
    incidentId,
  ]);
}

export interface ClockRow {
  readonly incidentId: number;
  readonly kind: string;
  readonly startsAt: Instant;
  readonly dueAt: Instant;
  readonly source: string;
  readonly standing: string;
  readonly metAt: Instant | null;
  readonly endedReason: string | null;
}

/** Starts clocks that are not there; one that a person's judgement ended runs again, from its first start. */
export async function startClocks(
  tx: Tx,
  incidentId: number,
  clocks: readonly IncidentClock[],
  ruleVersion: string,
): Promise<void> {
  await tx.query(
    `insert into incidents_clock (incident_id, kind, starts_at, due_at, rule_version, source_key, standing)
     select $1, kind, starts_at, due_at, $7, source, standing
     from unnest($2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[])
       as given(kind, starts_at, due_at, source, standing)
     order by kind
     on conflict (incident_id, kind) do update set ended_reason = null`,
    [
      incidentId,
      clocks.map((clock) => clock.kind),
      clocks.map((clock) => clock.startsAt),
      clocks.map((clock) => clock.dueAt),
      clocks.map((clock) => clock.source),
      clocks.map((clock) => clock.standing),
      ruleVersion,
    ],
  );
}

/** Ends the clocks that do not apply after all; those that were met stay met. */
export async function endOtherClocks(
  tx: Tx,
  incidentId: number,
  running: readonly string[],
  reason: string,
): Promise<void> {
  await tx.query(
    `update incidents_clock
     set ended_reason = $3
     where incident_id = $1 and not kind = any($2::text[]) and met_at is null and ended_reason is null`,
    [incidentId, running, reason],
  );
}

export async function meetClock(tx: Tx, incidentId: number, kind: string, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    `update incidents_clock
     set met_at = $3
     where incident_id = $1 and kind = $2 and met_at is null and ended_reason is null
     returning kind`,
    [incidentId, kind, at],
  );
  return rows.length > 0;
}

/** Clocks of incidents, the earliest first. */
export function selectClocks(q: Queryable, incidentIds: readonly number[]): Promise<ClockRow[]> {
  return q.query<ClockRow>(
    `select incident_id as "incidentId", kind, starts_at as "startsAt", due_at as "dueAt", source_key as source, standing,
            met_at as "metAt", ended_reason as "endedReason"
     from incidents_clock
     where incident_id = any($1::bigint[])
     order by due_at, kind`,
    [incidentIds],
  );
}

/** Who was told. */
export interface ToldRow {
  readonly told: string;
  readonly clock: string | null;
  readonly reference: string | null;
  readonly by: string;
  readonly at: Instant;
}

export async function insertTold(tx: Tx, incidentId: number, row: ToldRow): Promise<void> {
  await tx.query(
    `insert into incidents_report (incident_id, told, clock_kind, reference, by, at) values ($1, $2, $3, $4, $5, $6)`,
    [incidentId, row.told, row.clock, row.reference, row.by, row.at],
  );
}

export function selectTold(q: Queryable, incidentId: number): Promise<ToldRow[]> {
  return q.query<ToldRow>(
    `select told, clock_kind as clock, reference, by, at from incidents_report where incident_id = $1 order by report_no`,
    [incidentId],
  );
}
