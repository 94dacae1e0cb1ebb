import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { nodeProgram, ROOT, toolEnvironment } from './install.mjs';
import { STAGES } from './stages.mjs';

/**
 * Runs the gate, stage after stage (those of a list side by side): the first that fails stops it. Whatever happens, the last line printed is `N passed, N failed`
 * (with `, N skipped` where something was). Sets the exit code.
 */
export async function runStages(stages = STAGES) {
  const total = { passed: 0, failed: 0, skipped: [] };
  const lines = [];
  const folder = mkdtempSync(join(tmpdir(), 'vigie-tally-'));
  try {
    for (const next of stages) {
      const run = { tallyFile: join(folder, 'tally.json'), total, lines };
      if (Array.isArray(next)) await runTogether(next, run);
      else await runInTurn(next, run, false);
    }
  } catch (error) {
    total.failed += 1;
    lines.push(String(error));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n${summaryOf(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** The closing lines: every skip with its reason, then the count. */
export function summaryOf({ passed, failed, skipped }) {
  const skips = skipped.map(({ title, reason }) => `skipped: ${title} (${reason ?? 'no reason given'})`);
  return [
    ...skips,
    `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  ].join('\n');
}

// Checks of one processor each: two at a time on the smallest machine that is asked to run them.
const TOGETHER = 2;

/** Runs stages that only read, some at a time; what each says is shown in one piece, at its end. */
async function runTogether(stages, run) {
  const waiting = [...stages];
  const take = async () => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
      await runInTurn(stage, run, true);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, take));
}

async function runInTurn(stage, { tallyFile, total, lines }, together) {
  const reason = total.failed > 0 ? 'not run: an earlier stage failed' : stage.absent();
  if (reason === null) {
    lines.push(await runStage(stage, tallyFile, total, together));
    return;
  }
  lines.push(`${stage.name}: ${reason}`);
  if (total.failed === 0) total.skipped.push({ title: `the stage ${stage.name}`, reason });
}

async function runStage(stage, tallyFile, total, together) {
  const title = `\n── ${stage.name}\n`;
  if (!together) process.stdout.write(title);
  if (!together) rmSync(tallyFile, { force: true });
  const begun = performance.now();
  const { code, words } = await run(stage, tallyFile, together);
  if (together) process.stdout.write(`${title}${words}`);
  const tally = stage.kind === 'suite' ? readTally(tallyFile) : { passed: code === 0 ? 1 : 0, failed: 0, skipped: [] };
  // A stage that ends badly counts as a failure even where no single test failed.
  const failed = code !== 0 && tally.failed === 0 ? 1 : tally.failed;
  total.passed += tally.passed;
  total.failed += failed;
  total.skipped.push(...tally.skipped);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  return `${stage.name}: ${failed > 0 ? 'FAILED' : 'passed'}, ${seconds} s${stage.kind === 'suite' ? `, ${tally.passed} tests` : ''}`;
}

/** Resolves to the exit code and, of a stage run together with others, to what it said. */
function run(stage, tallyFile, together) {
  const reporters = stage.kind === 'suite' ? ['--reporter=default', '--reporter=./tools/count-reporter.mjs'] : [];
  const env = {
    ...toolEnvironment(),
    VIGIE_TALLY: tallyFile,
    CHROMIUM_PATH: findChromium() ?? undefined,
    DATABASE_URL: undefined,
    ...stage.env,
  };
  return new Promise((resolve) => {
    const child = spawn(nodeProgram(), [...stage.args, ...reporters], {
      cwd: ROOT,
      env,
      stdio: ['ignore', ...(together ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
    });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        words += text;
      });
    }
    child.once('error', (error) => resolve({ code: 1, words: `${words}${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, words }));
  });
}

/** A suite that died before it could count has failed. */
function readTally(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}
