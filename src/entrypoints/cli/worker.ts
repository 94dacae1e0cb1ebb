import { type Command, Option } from 'commander';
import { withInstance } from '../instance.ts';
import { outliveDatabase, runUntilStopped } from '../signals.ts';
import { startStageWorker } from '../wiring.ts';
import { act, type CommonOptions, wholeNumber, withCommonOptions } from './speak.ts';

// Each needs a connection of the pool.
const MOST_JOBS = 64;

/** `vigie worker`: one more process that takes queued work. */
export function registerWorker(program: Command): void {
  withCommonOptions(program.command('worker'))
    .description('take queued work beside the server')
    .addOption(new Option('--concurrency <n>', 'jobs at once').default(4).argParser(wholeNumber(1, MOST_JOBS)))
    .action((options: CommonOptions & { concurrency: number }) =>
      act(options, () =>
        withInstance(async (instance) => {
          outliveDatabase(instance.log);
          const worker = await startStageWorker(instance, options.concurrency);
          await runUntilStopped();
          await worker.stop();
          return { json: null, lines: [] };
        }),
      ),
    );
}
