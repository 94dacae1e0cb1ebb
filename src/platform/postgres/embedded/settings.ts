import { totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';
import { MIB } from '#core/units.ts';

/** How the server is set; passed at every start, so that a data folder never carries settings of an older version. */
export type ServerSettings = Readonly<Record<string, string>>;

/**
 * The set-up of an instance on a machine with so much memory (bytes). Durability is never traded: an acknowledged report survives a
 * kill one millisecond later.
 */
export function instanceSettings(memory: number): ServerSettings {
  // A quarter of the memory, as PostgreSQL's manual has it; it is taken as it is needed. Above 2 GiB a desk of a million reports gains nothing.
  const buffers = Math.floor(Math.min(Math.max(memory / 4, 128 * MIB), 2_048 * MIB) / MIB);
  return { ...FIXED, shared_buffers: `${buffers}MB`, effective_cache_size: `${2 * buffers}MB` };
}

/** What this machine, or the container it is, has of memory, in bytes. */
export function memoryHere(): number {
  const limit = constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

const FIXED: ServerSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '60',
  maintenance_work_mem: '128MB',
  // About half of it lies between two checkpoints: a year's reports in one go are written once, for a longer way back after a crash.
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
  // The npm build of PostgreSQL has pglz alone: squeezing pages into the log took a tenth of the time of an import.
  wal_compression: 'off',
  // A table that grows tenfold in a minute is planned for as it is, not as it was: what is known of it is renewed within seconds.
  autovacuum_naptime: '10s',
  autovacuum_analyze_scale_factor: '0.5',
  // A sample of 6,000 rows tells as much of these tables as one of 30,000: no plan hangs on the hundredth most frequent value, and taking
  // samples of all tables, over and over while they grow, took a tenth of the server.
  default_statistics_target: '20',
  // Nearly all rows are written once and never deleted: vacuuming them at every fifth more took a fifth of the server during an import.
  autovacuum_vacuum_insert_scale_factor: '1',
  // Queries here are short; compiling them costs more than it saves.
  jit: 'off',
};

/** Reachable by the socket alone: the OpenSSL and ICU in the npm build are past their end of life. */
export function serverArguments(settings: ServerSettings, databaseFolder: string, socketFolder: string): string[] {
  const all: ServerSettings = {
    ...settings,
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // LOG and above leaves out the errors of single statements: they would carry values of reports into a plain file.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
  return ['-D', databaseFolder, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** A connection by Unix socket, in the form libpq and `pg` both read. */
export function socketConnectionString(socketFolder: string, database: string): string {
  return `postgresql://${DATABASE_OWNER}@/${database}?host=${encodeURIComponent(socketFolder)}`;
}

/** The same connection signed in as another role: on our own socket every role may, so that none can turn back into the owner. */
export function signedInAsRole(connectionString: string, role: string): string {
  return connectionString.replace(`//${DATABASE_OWNER}@`, `//${role}@`);
}

/** The role that owns the database, and the database's own name. */
export const DATABASE_OWNER = 'vigie';
export const DATABASE_NAME = 'vigie';
