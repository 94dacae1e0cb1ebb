import type { Tx } from '#platform/postgres/transaction.ts';

/** Removes what links these reports; a value that no other report has leaves no fingerprint behind. */
export async function deleteLinksOf(tx: Tx, reportIds: readonly number[]): Promise<number> {
  await tx.query(
    `delete from linking_verdict
     where edge_id in (
       select edge_id from linking_edge where a_report_id = any($1::bigint[]) or b_report_id = any($1::bigint[]))`,
    [reportIds],
  );
  const edges = await tx.query(
    `delete from linking_edge
     where a_report_id = any($1::bigint[]) or b_report_id = any($1::bigint[])
     returning edge_id`,
    [reportIds],
  );
  const keys = await tx.query<{ fingerprint: string }>(
    'delete from linking_report_key where report_id = any($1::bigint[]) returning fingerprint::text as fingerprint',
    [reportIds],
  );
  await recountKeys(
    tx,
    keys.map((row) => row.fingerprint),
  );
  const members = await tx.query(
    'delete from linking_membership where report_id = any($1::bigint[]) returning report_id',
    [reportIds],
  );
  return edges.length + keys.length + members.length + (await forgetLikeness(tx, reportIds));
}

/** What a report resembled and why it stood apart; that it was counted with a decided bundle stays, as its ledger does. */
async function forgetLikeness(tx: Tx, reportIds: readonly number[]): Promise<number> {
  const gone = await tx.query(
    'delete from linking_bundle_member where report_id = any($1::bigint[]) and not counted returning report_id',
    [reportIds],
  );
  const emptied = await tx.query(
    `update linking_bundle_member set fingerprint = null, reasons = '{}', words = null
     where report_id = any($1::bigint[]) and counted
     returning report_id`,
    [reportIds],
  );
  return gone.length + emptied.length;
}

/** In the order of the fingerprints, as counting locks them. */
async function recountKeys(tx: Tx, fingerprints: readonly string[]): Promise<void> {
  await tx.query(
    `with left_over as (
       select key.fingerprint,
              (select count(*)::int from linking_report_key held where held.fingerprint = key.fingerprint) as reports,
              (select min(held.report_id) from linking_report_key held where held.fingerprint = key.fingerprint) as anchor
       from (select fingerprint from linking_key where fingerprint = any($1::bigint[]) order by fingerprint for update) as key
     ), gone as (
       delete from linking_key key using left_over
       where key.fingerprint = left_over.fingerprint and left_over.reports = 0
     )
     update linking_key key
     set report_count = left_over.reports, anchor_report_id = left_over.anchor
     from left_over
     where key.fingerprint = left_over.fingerprint and left_over.reports > 0`,
    [fingerprints],
  );
}
