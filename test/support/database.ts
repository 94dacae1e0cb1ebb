import { randomUUID } from 'node:crypto';
import { connect, type Db } from '#platform/postgres/connect.ts';
import { startTestServer, type TestServer, templateOn } from './test-server.ts';

/** A freshly migrated database of one test file. */
export interface TestDatabase {
  readonly db: Db;
  readonly connectionString: string;
  /** Closes `db` and removes the database; other connections to it are ended. */
  drop(): Promise<void>;
}

/** Set by `global-setup.ts` for all suites of one run, so that they share one server. */
export const SHARED_SERVER = 'VIGIE_TEST_SERVER';

let own: Promise<TestServer> | null = null;
let inUse = 0;

/**
 * Makes a database by cloning the migrated template (about 50 ms). The server is, in this order: the external one of
 * `DATABASE_URL`; the one the run shares; one started for this process alone, stopped with the last `drop`.
 */
export function testDatabase(): Promise<TestDatabase> {
  return databaseFrom(templateOn);
}

/** The same without any table: a database nobody has migrated yet. */
export function emptyDatabase(): Promise<TestDatabase> {
  return databaseFrom(async () => 'template0');
}

async function databaseFrom(templateFor: (adminUrl: string) => Promise<string>): Promise<TestDatabase> {
  const shared = process.env['DATABASE_URL'] ?? process.env[SHARED_SERVER];
  inUse += 1;
  if (shared === undefined) own ??= startTestServer();
  const adminUrl = shared ?? (await own)?.adminUrl ?? '';
  const name = `vigie_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(adminUrl, `create database ${name} template ${await templateFor(adminUrl)}`);
  const connectionString = databaseOn(adminUrl, name);
  const db = connect({ connectionString });
  return {
    db,
    connectionString,
    drop: async () => {
      await db.close();
      await asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
      inUse -= 1;
      if (inUse > 0 || own === null) return;
      const last = own;
      own = null;
      await (await last).stop();
    },
  };
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const admin = connect({ connectionString: adminUrl, maxConnections: 1 });
  try {
    await admin.query(statement);
  } finally {
    await admin.close();
  }
}

function databaseOn(adminUrl: string, name: string): string {
  return adminUrl.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}
