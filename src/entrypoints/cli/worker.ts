import { type Command, Option } from 'commander';
import { KINDS_OF_WORK, type KindOfWork } from '#pipeline/stage.ts';
import { withInstance } from '../instance.ts';
import { outliveDatabase, runUntilStopped } from '../signals.ts';
import { startStageWorker } from '../wiring.ts';
import { act, type CommonOptions, someOf, wholeNumber, withCommonOptions } from './speak.ts';

interface WorkerOptions extends CommonOptions {
  readonly only?: readonly KindOfWork[];
  readonly concurrency: number;
}

// Each needs a connection of the pool.
const MOST_JOBS = 64;

/** `vigie worker`: one more process that takes queued work, of every kind or of some. */
export function registerWorker(program: Command): void {
  withCommonOptions(program.command('worker'))
    .description('take queued work beside the server')
    .addOption(
      new Option('--only <kinds>', 'only these kinds of work, with commas')
        .choices(KINDS_OF_WORK)
        .argParser(someOf(KINDS_OF_WORK)),
    )
    .addOption(new Option('--concurrency <n>', 'jobs at once').default(4).argParser(wholeNumber(1, MOST_JOBS)))
    .action((options: WorkerOptions) =>
      act(options, (language) =>
        withInstance(async (instance) => {
          outliveDatabase(instance.log);
          const { only = KINDS_OF_WORK, concurrency } = options;
          const worker = await startStageWorker(instance, { only, concurrency });
          const words = {
            en: `Taking work: ${only.join(', ')}.`,
            fr: `Travail pris en charge\u00a0: ${only.join(', ')}.`,
          };
          process.stderr.write(`${words[language]}\n`);
          await runUntilStopped();
          await worker.stop();
          return { json: null, lines: [] };
        }),
      ),
    );
}
