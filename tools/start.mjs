import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install, isInstalled, nodeProgram, ROOT, toolEnvironment } from './install.mjs';
import { say, step } from './words.mjs';

// `npm start`: from a fresh clone to a served demonstration. `node tools/start.mjs [option of vigie serve …]`

// A second Ctrl-C soon after the first is usually npm passing on the same one; later it is a person insisting.
const SAME_SIGNAL_MS = 2_000;

try {
  if (!isInstalled()) await step('installing', install);
  if (!existsSync(join(ROOT, 'console', 'vite.config.ts'))) process.stderr.write(`${say('noConsole')}\n`);
  await build();
  serve();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The server runs in a session of its own: it hears of Ctrl-C through us, once, and ends in order. */
function serve() {
  const cli = join(ROOT, 'src', 'entrypoints', 'cli.ts');
  const args = [
    '--max-semi-space-size=64',
    '--min-semi-space-size=16',
    cli,
    'serve',
    '--demo',
    ...process.argv.slice(2),
  ];
  // Code that was read once is read faster.
  const env = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'vigie'), ...toolEnvironment() };
  const server = spawn(nodeProgram(), args, { stdio: 'inherit', detached: true, env });
  let lastSignalAt = Number.NEGATIVE_INFINITY;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      if (performance.now() - lastSignalAt < SAME_SIGNAL_MS) return;
      lastSignalAt = performance.now();
      server.kill('SIGTERM');
    });
  }
  server.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  server.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
