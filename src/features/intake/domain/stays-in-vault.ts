import type { Advice, SubmittedReport } from '../types.ts';

/**
 * Whether the bytes of a report may stand in no row of the database, however small: they hold imagery, something nobody opened, or
 * somebody's password. Every door asks this before it keeps bytes; writing them to a row all the same is a defect that stops the receipt.
 */
export function staysInVault(report: Pick<SubmittedReport, 'advice'>): boolean {
  return (report.advice ?? []).length > 0;
}

/** The advice of a document, each once, in a fixed order. */
export function adviceOf(found: Iterable<Advice>): Pick<SubmittedReport, 'advice'> {
  const advice = [...new Set(found)].sort();
  return advice.length === 0 ? {} : { advice };
}
