import type { Figure } from './support/figure.ts';
import { keepRun, printFigures } from './support/print.ts';

// npm run bench -- NAME [--json]. Exit 0 whenever the bench ran, bar missed or not; 1 when it could not run.

interface Bench {
  readonly name: string;
  readonly measure: (seed: number, tell: (line: string) => void) => Promise<readonly Figure[]>;
}

const BENCHES: readonly Bench[] = [
  {
    name: 'pipeline',
    measure: async (seed, tell) => (await import('./pipeline/c2-pipeline.bench.ts')).measurePipeline(seed, tell),
  },
  {
    name: 'intake',
    measure: async (seed, tell) => (await import('./intake/c1-intake.bench.ts')).measureIntake(seed, tell),
  },
];

const SEED = 2_026;

const [wanted, ...options] = process.argv.slice(2);
const chosen = BENCHES.filter((bench) => wanted === 'all' || bench.name === wanted);
if (chosen.length === 0) {
  process.stderr.write(`npm run bench -- NAME [--json]; NAME: ${BENCHES.map((bench) => bench.name).join(', ')}, all\n`);
  process.exitCode = 1;
}
for (const bench of chosen) {
  const figures = await bench.measure(SEED, (line) => process.stderr.write(`${line}\n`));
  await keepRun(bench.name, figures, SEED);
  printFigures(figures, options.includes('--json'));
}
