import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { GIB } from '#core/units.ts';
import { signInState } from '#features/access';
import { GEO_ATTRIBUTION } from '#platform/geo/locate-address.ts';
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
  const kind = settings.databaseUrl ? 'external' : 'embedded';
  const ok = Number.parseInt(row?.version ?? '0', 10) >= 15 && row?.durable === 'on/on';
  return {
    name: 'database',
    ok,
    detail: `${kind} PostgreSQL ${row?.version}, checksums ${row?.checksums}, fsync/commit ${row?.durable}`,
  };
}

async function disk({ settings }: Instance): Promise<Check> {
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

/** On one machine the processes may share an account; that is said, not hidden. */
async function sharedUser(): Promise<Check> {
  return {
    name: 'separation',
    ok: true,
    detail: 'server, worker and keys share one account of this machine (one-machine profile)',
  };
}
