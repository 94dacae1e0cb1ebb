import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { protectAgain } from '../store/checks.ts';

/** After migrations: columns added to protected tables are covered from now on, their rows logged anew. */
export function coverNewColumns(db: Db): Promise<void> {
  return inTransaction(db, protectAgain);
}
