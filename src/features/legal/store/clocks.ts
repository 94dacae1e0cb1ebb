import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { DataLoss, LegalClock, LegalGate } from '../types.ts';

/** Inserts the clocks that are not there yet: a clock once started keeps its regime and its end. Returns the reports that got one. */
export async function insertClocks(tx: Tx, clocks: readonly LegalClock[]): Promise<readonly number[]> {
  const rows = await tx.query<{ reportId: number }>(
    `insert into legal_clock (report_id, kind, regime, starts_at, due_at, rule_version, source_key, standing)
     select given.report_id, given.kind, given.regime, given.starts_at, given.due_at, given.rule_version, given.source_key,
            given.standing
     from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::text[])
       as given(report_id, kind, regime, starts_at, due_at, rule_version, source_key, standing)
     order by given.report_id, given.kind
     on conflict (report_id, kind) do nothing
     returning report_id as "reportId"`,
    clockColumns(clocks),
  );
  return [...new Set(rows.map((row) => row.reportId))];
}

/** Moves running clocks to another start: a person has said when the notice was first given. */
export async function moveClocks(tx: Tx, clocks: readonly LegalClock[]): Promise<void> {
  await tx.query(
    `update legal_clock clock
     set regime = given.regime, starts_at = given.starts_at, due_at = given.due_at, rule_version = given.rule_version,
         source_key = given.source_key, standing = given.standing
     from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::text[])
       as given(report_id, kind, regime, starts_at, due_at, rule_version, source_key, standing)
     where clock.report_id = given.report_id and clock.kind = given.kind and clock.ended_at is null
       and clock.starts_at <> given.starts_at`,
    clockColumns(clocks),
  );
}

function clockColumns(clocks: readonly LegalClock[]): readonly unknown[] {
  return [
    clocks.map((clock) => clock.reportId),
    clocks.map((clock) => clock.kind),
    clocks.map((clock) => clock.regime),
    clocks.map((clock) => clock.startsAt),
    clocks.map((clock) => clock.dueAt),
    clocks.map((clock) => clock.ruleVersion),
    clocks.map((clock) => clock.sourceKey),
    clocks.map((clock) => clock.standing),
  ];
}

/** Inserts the gates that are not there yet; a decided gate keeps the policy it was decided under. */
export async function insertGates(
  tx: Tx,
  gates: readonly LegalGate[],
  decided: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `insert into legal_gate (target, target_id, report_id, state, reason, policy_version, decided_by, decided_at)
     select given.target, given.target_id, given.report_id, given.state, given.reason, given.policy_version, $7, $8
     from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[])
       as given(target, target_id, report_id, state, reason, policy_version)
     order by given.target, given.target_id
     on conflict (target, target_id) do nothing`,
    [
      gates.map((gate) => gate.target),
      gates.map((gate) => gate.targetId),
      gates.map((gate) => gate.reportId),
      gates.map((gate) => gate.state),
      gates.map((gate) => gate.code),
      gates.map((gate) => gate.policyVersion),
      decided.by,
      decided.at,
    ],
  );
}

/** Running clocks, earliest first. */
export function findClocks(q: Queryable, reportIds: readonly number[]): Promise<LegalClock[]> {
  return q.query<LegalClock>(
    `select report_id as "reportId", kind, regime, starts_at as "startsAt", due_at as "dueAt",
            rule_version as "ruleVersion", source_key as "sourceKey", standing
     from legal_clock
     where report_id = any($1::bigint[])
       and ended_at is null
     order by report_id, due_at, kind`,
    [reportIds],
  );
}

/** The earliest running clock that is not past at `asOf` (null: the start of the transaction). */
export function findEarliestLoss(
  q: Queryable,
  reportIds: readonly number[],
  asOf: Instant | null,
): Promise<DataLoss[]> {
  return q.query<DataLoss>(
    `select distinct on (report_id) report_id as "reportId", kind, due_at as "dueAt"
     from legal_clock
     where report_id = any($1::bigint[])
       and ended_at is null
       and due_at > coalesce($2::timestamptz, now())
     order by report_id, due_at, kind`,
    [reportIds, asOf],
  );
}

/** Gates as kept; their words follow from the policy. */
export function findGates(q: Queryable, reportIds: readonly number[]): Promise<Omit<LegalGate, 'reason'>[]> {
  return q.query<Omit<LegalGate, 'reason'>>(
    `select report_id as "reportId", target, target_id as "targetId", state, reason as code,
            policy_version as "policyVersion"
     from legal_gate
     where report_id = any($1::bigint[])
     order by report_id, target, target_id`,
    [reportIds],
  );
}
