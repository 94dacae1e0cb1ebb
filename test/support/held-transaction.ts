import { connect } from '#platform/postgres/connect.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import type { TestDatabase } from './database.ts';

/** Does something on a connection of its own and stays in its transaction until `commit`, so that others meet what is under way. */
export async function holdTransaction(database: TestDatabase, work: (tx: Tx) => Promise<unknown>) {
  const other = connect({ connectionString: database.connectionString });
  const done = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const ended = inTransaction(other, async (tx) => {
    await work(tx);
    done.resolve();
    await letGo.promise;
  });
  await Promise.race([done.promise, ended]);
  return {
    commit: async (): Promise<void> => {
      letGo.resolve();
      await ended.finally(() => other.close());
    },
  };
}
