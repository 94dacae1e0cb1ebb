import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { BaselineFigure } from '../domain/baseline.ts';

/** A figure as entered, approved and signed. */
export interface BaselineRow extends BaselineFigure {
  readonly baselineId: number;
  readonly proposalId: number;
  readonly enteredBy: number;
  readonly approvedBy: number;
  readonly enteredAt: Instant;
  readonly signer: string;
  /** Whether a later figure corrects it. */
  readonly isReplaced: boolean;
}

const COLUMNS = `figure.baseline_id as "baselineId", figure.year, figure.source, figure.measure, figure.value, figure.provenance,
  figure.document_sha256 as "documentSha256", figure.replaces, figure.proposal_id as "proposalId",
  figure.entered_by as "enteredBy", figure.approved_by as "approvedBy", figure.entered_at as "enteredAt", figure.signer,
  exists (select from stats_baseline later where later.replaces = figure.baseline_id) as "isReplaced"`;

/** Figures of years, first and last included, oldest year first; the corrected ones among them. */
export function selectBaselines(
  q: Queryable,
  years: { readonly from: number; readonly to: number },
): Promise<BaselineRow[]> {
  return q.query<BaselineRow>(
    `select ${COLUMNS}
     from stats_baseline figure
     where figure.year between $1 and $2
     order by figure.year, figure.measure, figure.source nulls first, figure.baseline_id`,
    [years.from, years.to],
  );
}

/** Serialises figures of one year until the end of the transaction, and gives the one in force. */
export async function lockCurrent(
  tx: Tx,
  { year, measure, source }: Pick<BaselineFigure, 'year' | 'measure' | 'source'>,
): Promise<number | null> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('stats-baseline'), $1::int)`, [year]);
  const [row] = await tx.query<{ baselineId: number }>(
    `select figure.baseline_id as "baselineId"
     from stats_baseline figure
     where figure.year = $1 and figure.measure = $2 and figure.source is not distinct from $3
       and not exists (select from stats_baseline later where later.replaces = figure.baseline_id)`,
    [year, measure, source],
  );
  return row?.baselineId ?? null;
}

/** What is written of a figure, with the bytes that were signed. */
export interface NewBaseline extends Omit<BaselineRow, 'baselineId' | 'isReplaced'> {
  readonly body: Buffer;
  readonly signature: Buffer;
}

export async function insertBaseline(tx: Tx, row: NewBaseline): Promise<number> {
  const [inserted] = await tx.query<{ id: number }>(
    `insert into stats_baseline (year, source, measure, value, provenance, document_sha256, replaces, proposal_id, entered_by,
                                 approved_by, entered_at, body, signature, signer)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     returning baseline_id as id`,
    [
      row.year,
      row.source,
      row.measure,
      row.value,
      row.provenance,
      row.documentSha256,
      row.replaces,
      row.proposalId,
      row.enteredBy,
      row.approvedBy,
      row.enteredAt,
      row.body,
      row.signature,
      row.signer,
    ],
  );
  if (!inserted) throw new Error('The figure was not written.');
  return inserted.id;
}
