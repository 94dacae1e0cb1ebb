import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { nodeProgram, ROOT, toolEnvironment } from './install.mjs';
import { STAGES } from './stages.mjs';

/**
 * Runs the gate: the first stage that fails stops it. Whatever happens, the last line printed is `N passed, N failed`
 * (with `, N skipped` where something was). Sets the exit code.
 */
export async function runStages(stages = STAGES) {
  const total = { passed: 0, failed: 0, skipped: [] };
  const lines = [];
  const folder = mkdtempSync(join(tmpdir(), 'vigie-tally-'));
  try {
    for (const stage of stages) {
      const reason = total.failed > 0 ? 'not run: an earlier stage failed' : stage.absent();
      if (reason !== null) {
        lines.push(`${stage.name}: ${reason}`);
        if (total.failed === 0) total.skipped.push({ title: `the stage ${stage.name}`, reason });
        continue;
      }
      lines.push(await runStage(stage, join(folder, 'tally.json'), total));
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

async function runStage(stage, tallyFile, total) {
  process.stdout.write(`\n── ${stage.name}\n`);
  rmSync(tallyFile, { force: true });
  const begun = performance.now();
  const code = await run(stage, tallyFile);
  const tally = stage.kind === 'suite' ? readTally(tallyFile) : { passed: code === 0 ? 1 : 0, failed: 0, skipped: [] };
  // A stage that ends badly counts as a failure even where no single test failed.
  const failed = code !== 0 && tally.failed === 0 ? 1 : tally.failed;
  total.passed += tally.passed;
  total.failed += failed;
  total.skipped.push(...tally.skipped);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  return `${stage.name}: ${failed > 0 ? 'FAILED' : 'passed'}, ${seconds} s${stage.kind === 'suite' ? `, ${tally.passed} tests` : ''}`;
}

function run(stage, tallyFile) {
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
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
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
