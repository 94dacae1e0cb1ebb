import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations } from 'graphile-worker';
import type { Db, Queryable } from './connect.ts';
import { inTransaction, type Tx } from './transaction.ts';

// One migrator at a time; the number only has to be ours alone.
const MIGRATION_LOCK = 7_400_001;

/** Where the migration files stand. */
export const MIGRATIONS_DIR = new URL('../../../db/migrations/', import.meta.url);

export interface MigrationReport {
  readonly applied: readonly string[];
}

/** One migration and the SHA-256 of its text. */
export interface Migration {
  readonly name: string;
  readonly sha256: string;
}

/**
 * Brings the database to the newest schema: forward only, each file in its own transaction, a changed landed file is refused.
 * With `only`, to the schema these files make: a backup is loaded into the tables it was taken from.
 */
export async function migrate(db: Db, only?: ReadonlySet<string>): Promise<MigrationReport> {
  // graphile-worker's tables come first: announcing an event enqueues its jobs in the caller's transaction.
  await runMigrations({ pgPool: db.pool });
  const files = (await migrationNames()).filter((name) => only?.has(name) ?? true);
  const applied: string[] = [];
  for (const name of files) {
    const text = await readFile(new URL(name, MIGRATIONS_DIR), 'utf8');
    if (await inTransaction(db, (tx) => applyOnce(tx, name, text))) applied.push(name);
  }
  return { applied };
}

/** The migrations this build knows, in order. */
export async function knownMigrations(): Promise<Migration[]> {
  const names = await migrationNames();
  return Promise.all(
    names.map(async (name) => ({ name, sha256: digestOf(await readFile(new URL(name, MIGRATIONS_DIR), 'utf8')) })),
  );
}

/** The migrations that landed in a database; none where it never was migrated. */
export async function landedMigrations(q: Queryable): Promise<Migration[]> {
  const [table] = await q.query<{ found: boolean }>(
    `select to_regclass('public.schema_migration') is not null as found`,
  );
  if (!table?.found) return [];
  return q.query<Migration>('select name, sha256 from schema_migration order by name collate "C"');
}

async function migrationNames(): Promise<string[]> {
  return (await readdir(MIGRATIONS_DIR)).filter((name) => name.endsWith('.sql')).sort();
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function applyOnce(tx: Tx, name: string, text: string): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await tx.query(
    'create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
  );
  const digest = digestOf(text);
  const [landed] = await tx.query<{ sha256: string }>('select sha256 from schema_migration where name = $1', [name]);
  if (landed) {
    if (landed.sha256 !== digest) throw new Error(`Migration ${name} was changed after it landed; write a new one.`);
    return false;
  }
  await tx.client.query(text);
  await tx.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, digest]);
  return true;
}
