import type { Command } from 'commander';
import { simulate } from '../demo/simulate.ts';
import { act, type CommonOptions, Refused, withCommonOptions } from './speak.ts';

/** `vigie simulate`: a synthetic caseload in real input formats, with its truth beside it. */
export function registerSimulate(program: Command): void {
  withCommonOptions(program.command('simulate'))
    .description('write synthetic reports in real input formats, with truth labels')
    .requiredOption('--reports <n>', 'how many')
    .option('--seed <s>', 'the same seed gives the same files', '1')
    .requiredOption('--out <dir>', 'folder to write to')
    .action((options: CommonOptions & { reports: string; seed: string; out: string }) =>
      act(options, async () => {
        const reports = Number(options.reports);
        const seed = Number(options.seed);
        if (!Number.isInteger(reports) || reports < 1 || !Number.isInteger(seed)) {
          throw new Refused({
            code: 'not-a-number',
            message: {
              en: '--reports and --seed are whole numbers.',
              fr: '--reports et --seed sont des nombres entiers.',
            },
          });
        }
        const written = await simulate({ reports, seed, out: options.out });
        return { json: written, lines: [`${written.reports} → ${options.out}`, written.truth] };
      }),
    );
}
