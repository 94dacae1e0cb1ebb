import type { Command } from 'commander';
import { ledgerFigures } from '#features/stats';
import { withInstance } from '../instance.ts';
import { act, type CommonOptions, withCommonOptions } from './speak.ts';

interface StatsOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
}

/** `vigie stats`: received = dispositioned + open, to the unit; an imbalance names its reports and ends with 1. */
export function registerStats(program: Command): void {
  withCommonOptions(program.command('stats'))
    .description('the ledger, per source and per day')
    .option('--from <day>', 'first day of receipt, YYYY-MM-DD')
    .option('--to <day>', 'last day of receipt')
    .option('--by <what>', 'source or day')
    .action((options: StatsOptions) =>
      act(options, () =>
        withInstance(async ({ db }) => {
          const figures = await ledgerFigures(db, {
            from: options.from ?? null,
            to: options.to ?? null,
            by: byOf(options.by),
          });
          const dispositioned = Object.entries(figures.dispositioned).map(([code, count]) => `${code} ${count}`);
          return {
            json: figures,
            lines: [
              `received ${figures.received} = open ${figures.open} + ${dispositioned.join(' + ') || '0'}${figures.balanced ? ' ✓' : ''}`,
              ...figures.imbalances.map((imbalance) => `≠ ${imbalance.report}: ${imbalance.why}`),
            ],
            exitCode: figures.balanced ? 0 : 1,
          };
        }),
      ),
    );
}

function byOf(text: string | undefined): 'source' | 'day' | null {
  return text === 'source' || text === 'day' ? text : null;
}
