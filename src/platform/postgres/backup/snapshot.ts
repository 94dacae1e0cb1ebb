import type pg from 'pg';
import type { Db, Queryable } from '../connect.ts';

/** A view of the database that does not move, whatever others commit meanwhile. */
export interface Snapshot extends Queryable {
  readonly client: pg.PoolClient;
}

/**
 * How values are written as text: the same on every server and version, so that a copy from one can be read by another.
 * `role none` acts as the account that signed in, whatever role the pool usually takes.
 */
const PLAIN_TEXT = [
  'set local role none',
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'postgres'",
  'set local extra_float_digits = 1',
  "set local bytea_output = 'hex'",
  "set local client_encoding = 'UTF8'",
  // A full scan that joins another one half way would give the rows in another order.
  'set local synchronize_seqscans = off',
  'set local statement_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
].join('; ');

/** Prepares a transaction for copying tables as text. */
export async function writePlainText(client: pg.ClientBase): Promise<void> {
  await client.query(PLAIN_TEXT);
}

/** Reads in one REPEATABLE READ transaction; nobody waits for it and it changes nothing. */
export async function inSnapshot<T>(db: Db, read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    await writePlainText(client);
    return await read({
      client,
      query: async <Row>(text: string, values?: readonly unknown[]) =>
        (await client.query(text, values as unknown[])).rows as Row[],
    });
  } finally {
    // Nothing was written: giving the view back is all there is to do. A connection that cannot do even that leaves the pool.
    await client.query('rollback').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}
