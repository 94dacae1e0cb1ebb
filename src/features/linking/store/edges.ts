import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { ProposedEdge } from '../domain/place-reports.ts';
import type { ReportPair } from '../domain/regroup.ts';
import type { WeighedMatch } from '../domain/weigh-match.ts';
import type { Edge } from '../types.ts';

/** Inserts proposals that are not there yet; what a person decided is never proposed again. */
export async function insertEdges(
  tx: Tx,
  edges: readonly ProposedEdge[],
  made: { readonly model: string; readonly at: Instant },
): Promise<void> {
  if (edges.length === 0) return;
  await tx.query(
    `insert into linking_edge (a_report_id, b_report_id, kind, fingerprint, weight, evidence, model, created_at)
     select given.a, given.b, given.kind, given.fingerprint, given.weight, given.evidence, $7, $8
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::float8[], $6::jsonb[])
       as given(a, b, kind, fingerprint, weight, evidence)
     order by given.a, given.b, given.fingerprint
     on conflict (a_report_id, b_report_id, fingerprint) do nothing`,
    [
      edges.map((edge) => edge.a),
      edges.map((edge) => edge.b),
      edges.map((edge) => edge.key.kind),
      edges.map((edge) => edge.key.fingerprint),
      edges.map((edge) => edge.weight),
      edges.map((edge) => JSON.stringify({ value: edge.key.value, service: edge.key.service, parts: edge.parts })),
      made.model,
      made.at,
    ],
  );
}

const EDGE_COLUMNS = `edge.edge_id as "edgeId", edge.a_report_id as "aReportId", edge.b_report_id as "bReportId", edge.kind,
  edge.evidence->>'value' as value, edge.evidence->>'service' as service, edge.weight, edge.evidence->'parts' as parts,
  key.report_count as "reportsSharing", key.hub_since is not null as hub, edge.verdict, edge.verdict_by as "verdictBy",
  edge.verdict_at as "verdictAt", edge.model, edge.fingerprint::text as fingerprint`;

/** An edge with the fingerprint of its value. */
export type EdgeRow = Edge & { readonly fingerprint: string };

/** Edges that touch one of these reports, heaviest first, at most `limit`. */
export function findEdges(q: Queryable, reportIds: readonly number[], limit: number): Promise<EdgeRow[]> {
  return q.query<EdgeRow>(
    `with touching as (
       select edge_id from linking_edge where a_report_id = any($1::bigint[])
       union
       select edge_id from linking_edge where b_report_id = any($1::bigint[])
     )
     select ${EDGE_COLUMNS}
     from linking_edge edge
     join touching on touching.edge_id = edge.edge_id
     join linking_key key on key.fingerprint = edge.fingerprint
     order by edge.weight desc, edge.edge_id
     limit $2`,
    [reportIds, limit],
  );
}

/** Edges between two reports, whichever came first; the heaviest first. */
export function findEdgesBetween(q: Queryable, [one, other]: ReportPair): Promise<EdgeRow[]> {
  return q.query<EdgeRow>(
    `select ${EDGE_COLUMNS}
     from linking_edge edge
     join linking_key key on key.fingerprint = edge.fingerprint
     where (edge.a_report_id, edge.b_report_id) in (($1::bigint, $2::bigint), ($2::bigint, $1::bigint))
     order by edge.weight desc, edge.edge_id`,
    [one, other],
  );
}

/** One edge, locked against a second verdict until the end of the transaction; null when there is none. */
export async function lockEdge(tx: Tx, edgeId: number): Promise<EdgeRow | null> {
  const rows = await tx.query<EdgeRow>(
    `select ${EDGE_COLUMNS}
     from linking_edge edge
     join linking_key key on key.fingerprint = edge.fingerprint
     where edge.edge_id = $1
     for update of edge`,
    [edgeId],
  );
  return rows[0] ?? null;
}

/** Pairs among these reports that a person confirmed as one person's. */
export async function findConfirmedPairs(q: Queryable, reportIds: readonly number[]): Promise<readonly ReportPair[]> {
  const rows = await q.query<{ a: number; b: number }>(
    `select distinct a_report_id as a, b_report_id as b
     from linking_edge
     where a_report_id = any($1::bigint[])
       and b_report_id = any($1::bigint[])
       and verdict = 'same'
       and kind <> 'duplicate'`,
    [reportIds],
  );
  return rows.map((row): ReportPair => [row.a, row.b]);
}

/** Edges by values that became hubs; at most three for each of their reports. */
export function findEdgesOfKeys(
  q: Queryable,
  keys: readonly { readonly fingerprint: string; readonly anchorReportId: number }[],
): Promise<EdgeRow[]> {
  // An edge by a value always has the value's anchor at one end: both indexes on reports lead there.
  return q.query<EdgeRow>(
    `with given as (
       select fingerprint, anchor from unnest($1::bigint[], $2::bigint[]) as given(fingerprint, anchor)
     ), touching as (
       select edge.edge_id from given join linking_edge edge on edge.a_report_id = given.anchor and edge.fingerprint = given.fingerprint
       union
       select edge.edge_id from given join linking_edge edge on edge.b_report_id = given.anchor and edge.fingerprint = given.fingerprint
     )
     select ${EDGE_COLUMNS}
     from linking_edge edge
     join touching on touching.edge_id = edge.edge_id
     join linking_key key on key.fingerprint = edge.fingerprint
     order by edge.edge_id`,
    [keys.map((key) => key.fingerprint), keys.map((key) => key.anchorReportId)],
  );
}

/** Weighs edges anew. */
export async function reweighEdges(
  tx: Tx,
  edges: readonly (WeighedMatch & { readonly edgeId: number })[],
): Promise<void> {
  if (edges.length === 0) return;
  await tx.query(
    `update linking_edge edge
     set weight = given.weight, evidence = jsonb_set(edge.evidence, '{parts}', given.parts)
     from unnest($1::bigint[], $2::float8[], $3::jsonb[]) as given(edge_id, weight, parts)
     where edge.edge_id = given.edge_id`,
    [
      edges.map((edge) => edge.edgeId),
      edges.map((edge) => edge.weight),
      edges.map((edge) => JSON.stringify(edge.parts)),
    ],
  );
}

/** Values two reports have in common that are no hubs and may join. */
export async function countSharedKeys(q: Queryable, [a, b]: ReportPair): Promise<number> {
  const rows = await q.query<{ shared: number }>(
    `select count(*)::int as shared
     from linking_report_key one
     join linking_report_key other on other.fingerprint = one.fingerprint and other.report_id = $2
     join linking_key key on key.fingerprint = one.fingerprint
     where one.report_id = $1
       and key.hub_since is null
       and key.kind <> 'duplicate'`,
    [a, b],
  );
  return rows[0]?.shared ?? 0;
}
