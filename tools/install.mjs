import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Plain JavaScript without npm imports, like every .mjs here: it runs on any Node ≥ 20 before anything is installed.

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Whether node_modules holds exactly what the lockfile asks for (npm writes what it installed into a hidden lockfile, last). */
export function isInstalled(root = ROOT) {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesIn(join(root, 'package-lock.json'));
  if (installed === null || wanted === null) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    const found = installed[path];
    // Optional packages of other platforms are rightly absent.
    if (path === '' || link || (optional && found === undefined)) return true;
    return found?.version === version && found?.integrity === integrity;
  });
}

/** Installs by the lockfile. Rejects when npm fails; npm's own words are on the terminal then. */
export function install() {
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('npm ci failed; its words stand above'))));
  });
}

/** The Node that runs Vigie: the one npm installed, or the running one where no package exists for the platform. */
export function nodeProgram() {
  const own = join(ROOT, 'node_modules', '.bin', 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `Vigie runs on Node 24; none is packaged for ${process.platform}-${process.arch}, and this is ${process.version}`,
  );
}

/** The environment in which every tool finds that Node first. */
export function toolEnvironment() {
  return { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH}` };
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
