import { type Command, Option } from 'commander';
import { simulate } from '../demo/simulate.ts';
import { act, type CommonOptions, wholeNumber, withCommonOptions } from './speak.ts';

const MOST_REPORTS = 10_000_000;
const LARGEST_SEED = 2 ** 32 - 1;

/** `vigie simulate`: a synthetic caseload in real input formats, with its truth beside it. */
export function registerSimulate(program: Command): void {
  withCommonOptions(program.command('simulate'))
    .description('write synthetic reports in real input formats, with truth labels')
    .addOption(new Option('--reports <n>', 'how many').argParser(wholeNumber(1, MOST_REPORTS)).makeOptionMandatory())
    .addOption(
      new Option('--seed <s>', 'the same seed gives the same files').default(1).argParser(wholeNumber(0, LARGEST_SEED)),
    )
    .requiredOption('--out <dir>', 'folder to write to')
    .action((options: CommonOptions & { reports: number; seed: number; out: string }) =>
      act(options, async () => {
        const written = await simulate(options);
        return { json: written, lines: [`${written.reports} → ${options.out}`, written.truth] };
      }),
    );
}
