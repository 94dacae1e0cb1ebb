import type { Clock } from '#core/clock.ts';
import type { Log } from '#platform/log/log.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type LedgerFigures, ledgerFigures } from './queries/ledger-figures.ts';

/** Recounts the whole ledger; an imbalance is an error in the log with its reports named, one unit is enough. */
export async function reconcileLedger(
  q: Queryable,
  deps: { readonly clock: Clock; readonly log: Log },
): Promise<LedgerFigures> {
  const figures = await ledgerFigures(q, { asOf: deps.clock.now() });
  const { received, imbalances } = figures;
  if (figures.balanced) deps.log.info({ event: 'ledger.balanced', count: received });
  // One line per report: its row in `stats` says why.
  for (const { reportId, why } of imbalances) deps.log.error({ event: 'ledger.imbalance', reportId, code: why });
  return figures;
}
