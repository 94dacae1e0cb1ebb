import type { Instant } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { Edge, Verdict } from '../types.ts';
import type { MemberRow } from './members.ts';

/** What a verdict changed, enough to restore it exactly. */
export interface Moved {
  readonly verdictBefore: {
    readonly verdict: Edge['verdict'];
    readonly by: string | null;
    readonly at: Instant | null;
  };
  /** Places in subjects of every report that the verdict touched; a report absent from `before` had none. */
  readonly before: readonly MemberRow[];
  readonly after: readonly MemberRow[];
  /** The subject that was dissolved and the one that took its reports. */
  readonly merged: { readonly from: number; readonly into: number } | null;
  readonly toldApart: boolean;
}

/** A verdict that stands. */
export interface VerdictRow {
  readonly verdictId: number;
  readonly verdict: Verdict;
  readonly by: string;
  readonly at: Instant;
  readonly moved: Moved;
}

/** Writes a person's word on an edge (`proposed`: takes it back). */
export async function setVerdict(
  tx: Tx,
  edgeId: number,
  said: { readonly verdict: Edge['verdict']; readonly by: string | null; readonly at: Instant | null },
): Promise<void> {
  await tx.query('update linking_edge set verdict = $2, verdict_by = $3, verdict_at = $4 where edge_id = $1', [
    edgeId,
    said.verdict,
    said.by,
    said.at,
  ]);
}

/** Keeps a verdict with everything it changed. */
export async function insertVerdict(
  tx: Tx,
  edgeId: number,
  given: { readonly verdict: Verdict; readonly by: string; readonly at: Instant; readonly moved: Moved },
): Promise<void> {
  await tx.query('insert into linking_verdict (edge_id, verdict, by, at, moved) values ($1, $2, $3, $4, $5)', [
    edgeId,
    given.verdict,
    given.by,
    given.at,
    JSON.stringify(given.moved),
  ]);
}

/** The newest verdict on an edge that was not taken back; null when there is none. */
export async function findStandingVerdict(tx: Tx, edgeId: number): Promise<VerdictRow | null> {
  const rows = await tx.query<VerdictRow>(
    `select verdict_id as "verdictId", verdict, by, at, moved
     from linking_verdict
     where edge_id = $1
       and undone_at is null
     order by verdict_id desc
     limit 1`,
    [edgeId],
  );
  return rows[0] ?? null;
}

/** Marks a verdict as taken back; the row stays. */
export async function markUndone(tx: Tx, verdictId: number, at: Instant): Promise<void> {
  await tx.query('update linking_verdict set undone_at = $2 where verdict_id = $1', [verdictId, at]);
}
