import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { GIB } from '#core/units.ts';
import type { Figure } from './figure.ts';

const RESULTS = new URL('../results/', import.meta.url);

/** Prints the figures, as JSON or as a table. */
export function printFigures(figures: readonly Figure[], json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else process.stdout.write(`${figures.map(lineOf).join('\n')}\n`);
}

/** Keeps a run with the machine, versions, commit, seed and load it was measured on; results are added, never edited. */
export async function keepRun(bench: string, figures: readonly Figure[], seed: number): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  const at = new Date().toISOString();
  const run = {
    bench,
    at,
    commit: commit(),
    seed,
    machine: {
      processors: cpus().length,
      model: cpus()[0]?.model ?? 'unknown',
      memoryGiB: Math.round(totalmem() / GIB),
    },
    node: process.version,
    load: loadavg(),
    figures,
  };
  await writeFile(
    new URL(`${bench}-${at.slice(0, 19).replaceAll(':', '')}.json`, RESULTS),
    `${JSON.stringify(run, null, 1)}\n`,
  );
}

function lineOf(row: Figure): string {
  const verdict = row.bar === null ? '' : `${row.ok ? 'met' : 'MISSED'} (${row.bar})`;
  return [row.name.padEnd(44), String(row.value).padStart(12), row.unit.padEnd(6), verdict].join(' ').trimEnd();
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
