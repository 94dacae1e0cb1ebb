import type pg from 'pg';
import { type Db, parameters, type Queryable } from './connect.ts';

export type { Db, Queryable } from './connect.ts';

declare const txBrand: unique symbol;

/** One open transaction. Only `inTransaction` makes one, so whoever holds a `Tx` is inside a transaction. */
export interface Tx extends Queryable {
  readonly [txBrand]: true;
  readonly client: pg.PoolClient;
}

/**
 * Runs `act` in one transaction: commits when it returns (a refusal too, so that denials stay audited), rolls back when it throws.
 * With a `session` (the secret of a signed-in person) row-level security shows the rows of that person, on the desk's connection.
 */
export async function inTransaction<T>(db: Db, act: (tx: Tx) => Promise<T>, session?: string): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    if (session !== undefined) await client.query("select set_config('vigie.session', $1, true)", [session]);
    const value = await act(txOn(client));
    await client.query('commit');
    client.release();
    return value;
  } catch (error) {
    await giveBackAfterFailure(client);
    throw error;
  }
}

function txOn(client: pg.PoolClient): Tx {
  return {
    client,
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await client.query(text, parameters(text, values))).rows as Row[],
  } as unknown as Tx;
}

/** A connection that cannot even roll back is broken: it leaves the pool. */
async function giveBackAfterFailure(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch (broken) {
    client.release(broken instanceof Error ? broken : true);
  }
}
