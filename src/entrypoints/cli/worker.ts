import type { Command } from 'commander';
import { withInstance } from '../instance.ts';
import { outliveDatabase, runUntilStopped } from '../signals.ts';
import { startStageWorker } from '../wiring.ts';
import { type CommonOptions, withCommonOptions } from './speak.ts';

/** `vigie worker`: one more process that takes queued work. */
export function registerWorker(program: Command): void {
  withCommonOptions(program.command('worker'))
    .description('take queued work beside the server')
    .option('--concurrency <n>', 'jobs at once', '4')
    .action((options: CommonOptions & { concurrency: string }) =>
      withInstance(async (instance) => {
        outliveDatabase(instance.log);
        const worker = await startStageWorker(instance, Number(options.concurrency));
        await runUntilStopped();
        await worker.stop();
      }),
    );
}
