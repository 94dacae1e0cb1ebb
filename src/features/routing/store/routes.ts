import type { Instant } from '#core/clock.ts';
import type { AgencyCode } from '#core/ids.ts';
import { asColumns } from '#platform/postgres/columns.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Candidate, RouteCaution, RouteReason, RouteRole } from '../domain/candidate.ts';
import type { RouteStatus } from '../domain/route-status.ts';
import { CAUTION_WORDS } from '../domain/route-words.ts';

/** A candidate as stored for a report. */
export interface CandidateRow extends Candidate {
  readonly reportId: number;
  readonly ruleVersion: string;
  readonly proposedAt: Instant;
}

/** Replaces the candidates of a set of reports; run twice with the same evidence, the rows are the same. */
export async function replaceCandidates(
  tx: Tx,
  reportIds: readonly number[],
  rows: readonly (Candidate & { readonly reportId: number })[],
  stamp: { readonly ruleVersion: string; readonly proposedAt: Instant },
): Promise<void> {
  await tx.query('delete from routing_candidate where report_id = any($1)', [reportIds]);
  const { from, values } = asColumns(rows.map(toStored), {
    report_id: 'bigint',
    role: 'text',
    rank: 'smallint',
    agency: 'text',
    weight: 'float8',
    explanation: 'jsonb',
  });
  const next = values.length + 1;
  await tx.query(
    `insert into routing_candidate (report_id, role, rank, code, weight, explanation, rule_version, proposed_at)
     select report_id, role, rank, agency, weight, explanation, $${next}, $${next + 1} from ${from}`,
    [...values, stamp.ruleVersion, stamp.proposedAt],
  );
}

/** What is kept of a candidate: the words of a caution follow from its code. */
function toStored({
  reportId,
  role,
  rank,
  agency,
  weight,
  reasons,
  cautions,
}: Candidate & { readonly reportId: number }) {
  const explanation: StoredExplanation = { reasons, cautions: cautions.map(({ code, path }) => ({ code, path })) };
  return { report_id: reportId, role, rank, agency, weight, explanation };
}

interface StoredExplanation {
  readonly reasons: readonly RouteReason[];
  readonly cautions: readonly Pick<RouteCaution, 'code' | 'path'>[];
}

/** Candidates of a set of reports, by report, role and rank. */
export async function selectCandidates(q: Queryable, reportIds: readonly number[]): Promise<readonly CandidateRow[]> {
  const rows = await q.query<Omit<CandidateRow, 'reasons' | 'cautions'> & { explanation: StoredExplanation }>(
    `select report_id as "reportId", role, rank, code as agency, weight, explanation, rule_version as "ruleVersion",
       proposed_at as "proposedAt"
     from routing_candidate
     where report_id = any($1)
     order by report_id, role, rank`,
    [reportIds],
  );
  return rows.map(({ explanation: { reasons, cautions }, ...row }) => ({
    ...row,
    reasons,
    cautions: cautions.map((caution) => ({ ...caution, words: CAUTION_WORDS[caution.code] })),
  }));
}

/** A route: which service a report goes to, in which role. */
export interface RouteRow {
  readonly routeId: number;
  readonly reportId: number;
  readonly role: RouteRole;
  readonly code: AgencyCode;
  readonly status: RouteStatus;
  readonly decidedBy: string;
  readonly decidedAt: Instant;
}

/**
 * Keeps one route per report and role, of the newest decision: the same decision again changes nothing, nor does it undo an
 * acceptance that came after it. Returns the reports whose routes changed.
 */
export async function upsertRoutes(tx: Tx, routes: readonly Omit<RouteRow, 'routeId'>[]): Promise<readonly number[]> {
  const rows = await tx.query<{ reportId: number }>(
    `insert into routing_route as kept (report_id, role, code, status, decided_by, decided_at)
     select report_id, role, code, status, decided_by, decided_at
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
       as row (report_id, role, code, status, decided_by, decided_at)
     on conflict (report_id, role) do update set
       code = excluded.code, status = excluded.status, decided_by = excluded.decided_by, decided_at = excluded.decided_at
     where excluded.decided_at > kept.decided_at
     returning report_id as "reportId"`,
    [
      routes.map((route) => route.reportId),
      routes.map((route) => route.role),
      routes.map((route) => route.code),
      routes.map((route) => route.status),
      routes.map((route) => route.decidedBy),
      routes.map((route) => route.decidedAt),
    ],
  );
  return [...new Set(rows.map((row) => row.reportId))];
}

/** Routes of a set of reports. */
export async function selectRoutes(q: Queryable, reportIds: readonly number[]): Promise<readonly RouteRow[]> {
  return q.query<RouteRow>(
    `select route_id as "routeId", report_id as "reportId", role, code, status, decided_by as "decidedBy",
       decided_at as "decidedAt"
     from routing_route
     where report_id = any($1)
     order by report_id, role`,
    [reportIds],
  );
}

/** Which of these codes the directory knows. */
export async function selectKnownCodes(q: Queryable, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await q.query<{ code: string }>('select code from routing_agency where code = any($1)', [codes]);
  return new Set(rows.map((row) => row.code));
}

/** Locks one route until the transaction ends, so that two acceptances cannot cross. */
export async function lockRoute(tx: Tx, reportId: number, role: RouteRole): Promise<RouteRow | null> {
  const [row] = await tx.query<RouteRow>(
    `select route_id as "routeId", report_id as "reportId", role, code, status, decided_by as "decidedBy",
       decided_at as "decidedAt"
     from routing_route
     where report_id = $1 and role = $2
     for update`,
    [reportId, role],
  );
  return row ?? null;
}

export async function setRouteStatus(tx: Tx, route: RouteRow): Promise<void> {
  await tx.query('update routing_route set status = $2, decided_by = $3, decided_at = $4 where route_id = $1', [
    route.routeId,
    route.status,
    route.decidedBy,
    route.decidedAt,
  ]);
}
