import { DISPOSITIONS, type Disposition, type ReportState } from '#core/vocabulary.ts';

const REOPENED = ['open'] as const satisfies readonly ReportState[];

/** Which state may follow which. A disposition is left only by reopening; `unfinished` ends by itself or by its sender. */
const NEXT = {
  unfinished: ['open', ...DISPOSITIONS],
  open: ['held', ...DISPOSITIONS],
  held: ['open', ...DISPOSITIONS],
  package: REOPENED,
  'lead-forwarded': REOPENED,
  'linked-to-existing': REOPENED,
  'specialised-team': REOPENED,
  'not-actionable': REOPENED,
  'outside-mandate': REOPENED,
  'duplicate-of': REOPENED,
} as const satisfies Record<ReportState, readonly ReportState[]>;

/** Whether the ledger allows this move. */
export function mayMove(from: ReportState, to: ReportState): boolean {
  return (NEXT[from] as readonly ReportState[]).includes(to);
}

/** Whether a state is one of the seven dispositions. */
export function isDisposition(state: ReportState): state is Disposition {
  return (DISPOSITIONS as readonly string[]).includes(state);
}
