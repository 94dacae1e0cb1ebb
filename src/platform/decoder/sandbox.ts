import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { SECOND_MS } from '#core/units.ts';
import { LIMITS } from './limits.ts';

/**
 * How far the limited process is walled in. `bubblewrap`: own file system, network, processes, users. `namespaces`: no network, own
 * processes. `limits`: memory, time, processes. Both, started by root, run as nobody. `none`: wall clock and size of the answer only.
 */
export type SandboxKind = 'bubblewrap' | 'namespaces' | 'limits' | 'none';

/** A way to start a program of ours behind a wall. */
export interface Sandbox {
  readonly kind: SandboxKind;
  /** The wall alone, as the words in front of a command. */
  wallFor(program: string): readonly string[];
  /** The command line that runs this program there, with Node's own belt: the first word is the executable. */
  commandFor(program: string): readonly [string, ...string[]];
}

const ROOT = new URL('../../../', import.meta.url).pathname.replace(/\/$/, '');
const DECODER = join(ROOT, 'src/entrypoints/decoder.ts');
const MODULES = ['sharp', '@img', 'detect-libc', 'semver', 'unpdf'];
const isRoot = process.getuid?.() === 0;

let serial = 0;

/** The strongest wall this machine can build, tried once; `atMost` asks for a weaker one. */
export function openSandbox(atMost: SandboxKind = 'bubblewrap'): Sandbox {
  const kinds: readonly SandboxKind[] = ['bubblewrap', 'namespaces', 'limits'];
  for (const kind of kinds.slice(kinds.indexOf(atMost) === -1 ? kinds.length : kinds.indexOf(atMost))) {
    if (works(wallOf(kind))) return sandboxOf(kind);
  }
  return sandboxOf('none');
}

function sandboxOf(kind: SandboxKind): Sandbox {
  return {
    kind,
    wallFor: (program) => wallOf(kind, program),
    commandFor: (program) => commandOf(wallOf(kind, program), nodeCommand(program)),
  };
}

function commandOf(wall: readonly string[], command: readonly string[]): readonly [string, ...string[]] {
  const [first = '', ...rest] = [...wall, ...command];
  return [first, ...rest];
}

function wallOf(kind: SandboxKind, program = DECODER): readonly string[] {
  if (kind === 'bubblewrap') return [...asNobody(), ...bubblewrap(program), ...limits()];
  if (kind === 'namespaces') return [...namespaces(), ...asNobody(), ...limits()];
  return kind === 'limits' ? [...asNobody(), ...limits()] : [];
}

/** Whether Node starts behind this wall and can read what it needs there. */
function works(wall: readonly string[]): boolean {
  const [command, ...args] = commandOf(wall, [process.execPath, '--version']);
  return spawnSync(command, args, { env: {}, stdio: 'ignore', timeout: 10 * SECOND_MS }).status === 0 && canRead(wall);
}

function canRead(wall: readonly string[]): boolean {
  const needed = [DECODER, join(ROOT, 'node_modules/sharp/package.json')];
  const [command, ...args] = commandOf(wall, ['/bin/cat', ...needed]);
  return spawnSync(command, args, { env: {}, stdio: 'ignore', timeout: 10 * SECOND_MS }).status === 0;
}

function limits(): readonly string[] {
  const { addressBytes, cpuSeconds, processes } = LIMITS;
  return [
    found('prlimit'),
    `--as=${addressBytes}`,
    `--cpu=${cpuSeconds}`,
    `--nproc=${processes}`,
    '--nofile=64',
    '--fsize=0',
    '--core=0',
    '--',
  ];
}

/** An account of its own for every run, known to nobody: its processes are counted apart, and its files are nobody's. */
function asNobody(): readonly string[] {
  const common = ['--no-new-privs', '--inh-caps=-all'];
  if (!isRoot) return [found('setpriv'), ...common, '--'];
  const id = 1_900_000_000 + (serial++ % 1_000_000);
  return [found('setpriv'), `--reuid=${id}`, `--regid=${id}`, '--clear-groups', ...common, '--bounding-set=-all', '--'];
}

function namespaces(): readonly string[] {
  const apart = ['--net', '--ipc', '--uts', '--pid', '--mount-proc', '--fork', '--kill-child=KILL', '--'];
  return [found('unshare'), ...(isRoot ? [] : ['--user', '--map-root-user']), ...apart];
}

function bubblewrap(program: string): readonly string[] {
  const system = ['/usr', '/bin', '/lib', '/lib64', '/etc/ld.so.cache'].filter((path) => existsSync(path));
  const programsOfOurs = ['src/entrypoints/decoder.ts', 'src/entrypoints/pdf-reader.ts'];
  const ours = ['package.json', 'src/core', 'src/platform/decoder', ...programsOfOurs].map((path) => join(ROOT, path));
  // The program may be another one in a test; it is bound where it lies.
  const programs = [dirname(program)].filter((folder) => folder !== dirname(DECODER));
  return [
    found('bwrap'),
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    '--cap-drop',
    'ALL',
    ...[...system, realpathSync(process.execPath), ...ours, ...programs].flatMap((path) => ['--ro-bind', path, path]),
    ...MODULES.flatMap((name) => ['--ro-bind', modulePath(name), join(ROOT, 'node_modules', name)]),
    ...['--proc', '/proc', '--dev', '/dev', '--chdir', '/'],
  ];
}

/** Node's own wall is a belt, not the wall: it stops scripts, not decoders. */
function nodeCommand(program: string): readonly string[] {
  const readable = [
    join(ROOT, 'package.json'),
    join(ROOT, 'src'),
    dirname(program),
    ...MODULES.map((name) => modulePath(name)),
  ];
  return [
    realpathSync(process.execPath),
    '--no-warnings',
    '--disable-proto=delete',
    '--max-old-space-size=192',
    '--permission',
    '--allow-addons',
    ...[...readable, join(ROOT, 'node_modules'), '/usr/bin/ldd'].map((path) => `--allow-fs-read=${path}`),
    program,
  ];
}

const require = createRequire(import.meta.url);

/** Where a module really lies: `node_modules` may be a link. */
function modulePath(name: string, file = ''): string {
  const folders = require.resolve.paths(name) ?? [];
  const folder = folders.map((one) => join(one, name)).find((path) => existsSync(path));
  return join(realpathSync(folder ?? join(ROOT, 'node_modules', name)), file);
}

/** The path of a system program; its bare name when there is none, which then fails to start. */
function found(name: string): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin', '/usr/sbin'];
  const paths = folders.filter((folder) => folder !== '').map((folder) => join(folder, name));
  return paths.find(isExecutable) ?? name;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
