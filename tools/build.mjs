import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeProgram, ROOT, toolEnvironment } from './install.mjs';
import { say, step } from './words.mjs';

// Nothing in src/ is compiled; two things are made: console/dist and kernels/build. Each remembers what it was made from.

const TARGETS = [
  {
    words: 'buildingConsole',
    source: 'console',
    needs: 'console/vite.config.ts',
    result: 'console/dist',
    args: ['node_modules/vite/bin/vite.js', 'build', 'console', '--logLevel', 'warn'],
  },
  {
    words: 'buildingKernels',
    source: 'kernels',
    needs: 'tools/build-kernels.ts',
    result: 'kernels/build',
    args: ['tools/build-kernels.ts'],
  },
];

/** Builds what is stale; `always` builds even what is not. Throws when a build fails. */
export async function build({ always = false } = {}) {
  for (const target of TARGETS.filter(({ needs }) => existsSync(join(ROOT, needs)))) {
    const stamp = join(ROOT, target.result, '.built-from');
    const digest = digestOf(target);
    if (!always && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) continue;
    await step(target.words, () => run(target));
    writeFileSync(stamp, digest);
  }
}

function run({ words, args }) {
  return new Promise((resolve, reject) => {
    const child = spawn(nodeProgram(), args, { cwd: ROOT, env: toolEnvironment(), stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${say(words)}: ${say('failed')} (${code})`)),
    );
  });
}

function digestOf({ source, result }) {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  const names = readdirSync(join(ROOT, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !path.startsWith(join(ROOT, result)) && !/\.test\.tsx?$/.test(path))
    .sort();
  for (const name of names) hash.update(name.slice(ROOT.length)).update(readFileSync(name));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ always: true }).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
