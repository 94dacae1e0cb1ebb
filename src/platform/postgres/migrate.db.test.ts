import { afterAll, describe, expect, test } from 'vitest';
import { SHARED_SERVER, testDatabase } from '../../../test/support/database.ts';
import { migrate } from './migrate.ts';

// Proved: the migrations land once, on the server this run uses. Out of scope: what each table means (its slice's tests).
// Alone: npx vitest run --project database src/platform/postgres/migrate.db.test.ts

const database = await testDatabase();
afterAll(() => database.drop());

describe('the schema of a test database', () => {
  test('is complete: migrating again applies nothing', async () => {
    expect((await migrate(database.db)).applied).toEqual([]);
  });

  test('stands on the external server when DATABASE_URL is set, else on our own PostgreSQL 18', async () => {
    const [row] = await database.db.query<{ major: number; folder: string }>(
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('data_directory') as folder`,
    );
    const external = process.env['DATABASE_URL'] !== undefined;
    expect(row?.folder.includes('vigie-test-run-')).toBe(!external);
    expect(process.env[SHARED_SERVER] === undefined, 'no embedded server beside an external one').toBe(external);
    if (!external) expect(row?.major).toBe(18);
    expect(row?.major).toBeGreaterThanOrEqual(15);
  });

  test('two databases do not see each other', async () => {
    const other = await testDatabase();
    try {
      await other.db.query('create table only_here (id int)');
      const seen = await database.db.query(`select to_regclass('only_here') as found`);
      expect(seen).toEqual([{ found: null }]);
    } finally {
      await other.drop();
    }
  });
});
