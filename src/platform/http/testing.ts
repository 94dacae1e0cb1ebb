import type pg from 'pg';
import type { Db } from '#platform/postgres/transaction.ts';

/** A database that only counts how transactions end, for tests of the frame. */
export function aRecordingDb(): { readonly db: Db; readonly statements: string[] } {
  const statements: string[] = [];
  const client = {
    query: async (text: string) => {
      statements.push(text);
      return { rows: [] };
    },
    release: () => undefined,
  } as unknown as pg.PoolClient;
  const db = { pool: { connect: async () => client } } as unknown as Db;
  return { db, statements };
}
