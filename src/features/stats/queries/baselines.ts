import { staffByIds } from '#features/access';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type BaselineRow, selectBaselines } from '../store/baselines.ts';

/** A former yearly total as it is printed: marked as such, with where it is from. */
export interface PrintedBaseline {
  readonly id: number;
  readonly year: number;
  readonly source: BaselineRow['source'];
  readonly measure: BaselineRow['measure'];
  readonly value: number;
  readonly provenance: string;
  readonly documentSha256: string;
  readonly enteredBy: string;
  readonly approvedBy: string;
  readonly enteredAt: string;
  readonly signer: string;
  readonly replaces: number | null;
  /** Whether a later figure corrects it. */
  readonly isReplaced: boolean;
}

/** All figures ever entered for these years, the corrected ones too. */
export async function listBaselines(
  q: Queryable,
  years: { readonly from: number; readonly to: number },
): Promise<readonly PrintedBaseline[]> {
  const rows = await selectBaselines(q, years);
  const people = await staffByIds(q, [...new Set(rows.flatMap((row) => [row.enteredBy, row.approvedBy]))]);
  const name = (id: number) => people.find((one) => one.staffId === id)?.name ?? `${id}`;
  return rows.map(({ baselineId, proposalId, ...row }) => ({
    ...row,
    id: baselineId,
    enteredBy: name(row.enteredBy),
    approvedBy: name(row.approvedBy),
  }));
}
