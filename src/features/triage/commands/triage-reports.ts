import type { Clock } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { gatherFacts } from './gather-facts.ts';
import { triageSet } from './triage-set.ts';

/**
 * Stage on `report.linked`: scores a set of reports (≤ 1,000) and orders them in the queue, in a fixed number of statements.
 * It proposes: nothing is closed, nothing goes below the sender's or a person's floor. Run again, nothing changes.
 */
export async function triageReports(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
): Promise<void> {
  await triageSet(tx, deps, await gatherFacts(tx, deps, reportIds));
}
