import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { GIB } from '#core/units.ts';
import { signInState } from '#features/access';
import { readCentre } from '#features/packaging';
import { vaultStatus } from '#features/vault';
import { openSandbox } from '#platform/decoder/sandbox.ts';
import { GEO_ATTRIBUTION } from '#platform/geo/locate-address.ts';
import { isEncrypted, isOnThisMachine } from '#platform/postgres/database-place.ts';
import { type Instance, withInstance } from '../instance.ts';
import { act, type CommonOptions, withCommonOptions } from './speak.ts';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** `vigie doctor`: versions, disk, keys, clock, and what is shared that should not be. */
export function registerDoctor(program: Command): void {
  withCommonOptions(program.command('doctor'))
    .description('look at this instance')
    .action((options: CommonOptions) =>
      act(options, () =>
        withInstance(async (instance) => {
          const checks = await Promise.all([
            database(instance),
            disk(instance),
            keys(instance),
            clock(instance),
            signIn(instance),
            sharedUser(),
            places(),
            decoder(),
            evidence(instance),
            contacts(instance),
          ]);
          const ok = checks.every((check) => check.ok);
          return {
            json: { ok, checks },
            lines: checks.map((check) => `${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`),
            exitCode: ok ? 0 : 1,
          };
        }),
      ),
    );
}

async function database({ db, settings }: Instance): Promise<Check> {
  const [row] = await db.query<{ version: string; checksums: string; durable: string }>(
    "select current_setting('server_version') as version, current_setting('data_checksums') as checksums, current_setting('fsync') || '/' || current_setting('synchronous_commit') as durable",
  );
  const { databaseUrl } = settings;
  const isInClear = databaseUrl !== null && !isOnThisMachine(databaseUrl) && !(await isEncrypted(db));
  const ok = Number.parseInt(row?.version ?? '0', 10) >= 15 && row?.durable === 'on/on' && !isInClear;
  const said = `PostgreSQL ${row?.version}, checksums ${row?.checksums}, fsync/commit ${row?.durable}`;
  const way = isInClear ? '; reached over the network in clear: add sslmode=verify-full to DATABASE_URL' : '';
  return { name: 'database', ok, detail: `${databaseUrl === null ? 'embedded' : 'external'} ${said}${way}` };
}

async function disk({ settings, vault }: Instance): Promise<Check> {
  if (settings.blobsDir === null) {
    const trouble = await vault.trouble();
    return { name: 'disk', ok: trouble === null, detail: trouble ?? 'the evidence bucket answers' };
  }
  const { bavail, bsize } = await statfs(settings.blobsDir);
  const free = (bavail * bsize) / GIB;
  return { name: 'disk', ok: free > 1, detail: `${free.toFixed(1)} GiB free for evidence` };
}

async function keys({ settings }: Instance): Promise<Check> {
  const folder = await stat(join(settings.dataDir, 'keys'));
  const open = (folder.mode & 0o077) !== 0;
  return {
    name: 'keys',
    ok: !open,
    detail: open ? 'the key folder can be read by others' : 'readable by this account only',
  };
}

async function clock({ db }: Instance): Promise<Check> {
  const before = Date.now();
  const [row] = await db.query<{ now: string }>('select clock_timestamp() as now');
  const apart = Math.abs(Date.parse(row?.now ?? '') - before);
  return { name: 'clock', ok: apart < 2_000, detail: `database and this process are ${apart} ms apart` };
}

/** Who can sign in, and what stands open. The identity service is not asked: a doctor reaches nobody outside. */
async function signIn({ db }: Instance): Promise<Check> {
  const { enrolledAdministrators, demoPeopleWithoutKey, workServiceOn } = await signInState(db);
  const said = [
    enrolledAdministrators === 0
      ? 'no administrator has a key yet: the link printed at the start is the only way in'
      : `${enrolledAdministrators} administrator(s) with a key`,
    ...(enrolledAdministrators === 1 ? ['a lost key takes two administrators to reset: enrol a second one'] : []),
    ...(demoPeopleWithoutKey > 0 ? [`demonstration links are on for ${demoPeopleWithoutKey} person(s)`] : []),
    workServiceOn ? 'identity service configured (not asked here)' : 'no identity service',
  ];
  return { name: 'sign-in', ok: true, detail: said.join('; ') };
}

/** Whose data places come from; their licence asks to be named. */
async function places(): Promise<Check> {
  return { name: 'places', ok: true, detail: `${GEO_ATTRIBUTION.text}, ${GEO_ATTRIBUTION.url}` };
}

/** Whom a recipient can call about a package. */
async function contacts({ settings }: Instance): Promise<Check> {
  const path = join(settings.dataDir, 'operator', 'centre.json');
  const centre = await readCentre(path);
  if (!centre.ok) return { name: 'contacts', ok: false, detail: `${path} cannot be used` };
  const { contactName, phone, email } = centre.value.originator;
  const known = [contactName, phone, email].filter((one) => one !== null);
  const detail = known.length > 0 ? `packages name ${known.join(', ')}` : `packages name no contact: write ${path}`;
  return { name: 'contacts', ok: true, detail };
}

/** On one machine the processes may share an account; that is said, not hidden. */
async function sharedUser(): Promise<Check> {
  return {
    name: 'separation',
    ok: true,
    detail: 'server, worker and keys share one account of this machine (one-machine profile)',
  };
}

const WALLS = {
  bubblewrap: 'bubblewrap: no network, no files, own processes, limits on memory, time and pixels',
  namespaces: 'no network, own processes and limits, but the file system is shared; install bubblewrap',
  limits: 'limits on memory, time and processes only: a hostile file could reach the network; install bubblewrap',
  none: 'a wall clock only; install bubblewrap and util-linux',
} as const;

/** How far the process that opens pictures is walled in; said, not hidden. */
async function decoder(): Promise<Check> {
  const { kind } = openSandbox();
  return { name: 'sandbox', ok: kind !== 'none', detail: WALLS[kind] };
}

/** Where the root key is, since when everything has been read again, and what is damaged. */
async function evidence(instance: Instance): Promise<Check> {
  const { rootKeys, scrub, openFaults, toShred } = await vaultStatus(instance.db, instance);
  const [root] = rootKeys;
  const parts = [
    root ? `root key: ${root.kind} (${root.id})` : 'root key: not used yet',
    `read again since ${scrub.readSince ?? 'never'}${scrub.overdue ? ' (overdue)' : ''}`,
    `${openFaults} damaged objects`,
    `${toShred} to shred`,
  ];
  return { name: 'vault', ok: openFaults === 0 && !scrub.overdue, detail: parts.join(', ') };
}
