import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#core/actor.ts';
import { type Clock, systemClock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { type AuditKeys, coverNewColumns, openAuditKeys } from '#features/audit';
import { openVault, type Vault } from '#features/vault';
import { codeOf, createLog, type Log } from '#platform/log/log.ts';
import { connect, type DatabaseRole } from '#platform/postgres/connect.ts';
import { runningInstance } from '#platform/postgres/embedded/instance.ts';
import { wordsOfRefusal } from '#platform/postgres/embedded/refusals.ts';
import { signedInAsRole } from '#platform/postgres/embedded/settings.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/postgres/embedded/start-embedded-postgres.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import type { Db } from '#platform/postgres/transaction.ts';
import { Refused } from './cli/speak.ts';
import { readSettings, type Settings } from './settings.ts';

/** One data folder with its database and its vault, open for this process. */
export interface Instance {
  readonly settings: Settings;
  /** As the service: intake, stages, the command line. */
  readonly db: Db;
  /** As the desk: requests of signed-in people, each bound to its session. */
  readonly desk: Db;
  readonly vault: Vault;
  /** What signs the audit trail. */
  readonly audit: AuditKeys;
  readonly clock: Clock;
  readonly log: Log;
  /** Acts of the command line are audited under this name. */
  readonly operator: Actor;
  /** Null when the database is external or belongs to another process. */
  readonly embedded: EmbeddedPostgres | null;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** `own`: take the data folder and serve it. `join`: use the running instance if there is one. */
  readonly claim: 'own' | 'join';
  readonly log?: Log;
  /** One line for every step that may take longer than a second. */
  readonly onProgress?: (words: Bilingual) => void;
}

/** Opens the instance of this environment; every reason why it cannot be opened is a refusal with words. */
export async function openInstance(options: OpenOptions): Promise<Instance> {
  const settings = readSettings();
  if ('fault' in settings) throw new Refused({ code: 'setting', message: settings.fault });
  const log = options.log ?? createLog();
  const reached = await reachDatabase(settings, options);
  const keysDir = join(settings.dataDir, 'keys');
  const audit = await openAuditKeys(keysDir);
  const connectAs = (role: DatabaseRole) =>
    connect({
      // An external server knows one sign-in, ours: there the role is put on afterwards.
      ...(settings.databaseUrl
        ? { connectionString: settings.databaseUrl, role }
        : { connectionString: signedInAsRole(reached.connectionString, role) }),
      session: audit.session,
      onError: (error) => log.warn({ event: 'database.connection-lost', code: codeOf(error) }),
    });
  const [db, desk] = [connectAs('vigie_service'), connectAs('vigie_desk')];
  const close = async () => {
    await Promise.all([db.close(), desk.close()]);
    await reached.embedded?.stop();
  };
  try {
    if (reached.migrates) await migrateAsOwner(reached.connectionString);
    const vault = await openVault({ blobsDir: settings.blobsDir, keysDir });
    const operator: Actor = { kind: 'operator', osUser: userInfo().username };
    return { settings, db, desk, vault, audit, clock: systemClock, log, operator, embedded: reached.embedded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The tables belong to the role that connects; everything else acts as a role that owns none. */
async function migrateAsOwner(connectionString: string): Promise<void> {
  const owner = connect({ connectionString, maxConnections: 1 });
  try {
    await migrate(owner);
    await coverNewColumns(owner);
  } finally {
    await owner.close();
  }
}

/** Opens the instance for one act of the command line and closes it again. */
export async function withInstance<T>(act: (instance: Instance) => Promise<T>): Promise<T> {
  const instance = await openInstance({ claim: 'join' });
  try {
    return await act(instance);
  } finally {
    await instance.close();
  }
}

interface ReachedDatabase {
  readonly connectionString: string;
  readonly embedded: EmbeddedPostgres | null;
  /** The running instance has migrated already. */
  readonly migrates: boolean;
}

async function reachDatabase(settings: Settings, options: OpenOptions): Promise<ReachedDatabase> {
  if (settings.databaseUrl) return { connectionString: settings.databaseUrl, embedded: null, migrates: true };
  if (options.claim === 'join') {
    const running = await runningInstance(settings.dataDir);
    if (running?.connectionString)
      return { connectionString: running.connectionString, embedded: null, migrates: false };
  }
  const started = await startEmbeddedPostgres({
    dataDir: settings.dataDir,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
  if (!started.ok) throw new Refused({ code: started.refusal.kind, message: wordsOfRefusal(started.refusal) });
  return { connectionString: started.value.connectionString, embedded: started.value, migrates: true };
}
