import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations } from 'graphile-worker';
import type { Db } from './connect.ts';
import { inTransaction, type Tx } from './transaction.ts';

// One migrator at a time; the number only has to be ours alone.
const MIGRATION_LOCK = 7_400_001;

/** Where the migration files stand. */
export const MIGRATIONS_DIR = new URL('../../../db/migrations/', import.meta.url);

export interface MigrationReport {
  readonly applied: readonly string[];
}

/** Brings the database to the newest schema: forward only, each file in its own transaction, a changed landed file is refused. */
export async function migrate(db: Db): Promise<MigrationReport> {
  // graphile-worker's tables come first: announcing an event enqueues its jobs in the caller's transaction.
  await runMigrations({ pgPool: db.pool });
  const files = (await readdir(MIGRATIONS_DIR)).filter((name) => name.endsWith('.sql')).sort();
  const applied: string[] = [];
  for (const name of files) {
    const text = await readFile(new URL(name, MIGRATIONS_DIR), 'utf8');
    if (await inTransaction(db, (tx) => applyOnce(tx, name, text))) applied.push(name);
  }
  return { applied };
}

async function applyOnce(tx: Tx, name: string, text: string): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await tx.query(
    'create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
  );
  const digest = createHash('sha256').update(text).digest('hex');
  const [landed] = await tx.query<{ sha256: string }>('select sha256 from schema_migration where name = $1', [name]);
  if (landed) {
    if (landed.sha256 !== digest) throw new Error(`Migration ${name} was changed after it landed; write a new one.`);
    return false;
  }
  await tx.client.query(text);
  await tx.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, digest]);
  return true;
}
