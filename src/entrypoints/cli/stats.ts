import { type Command, InvalidArgumentError, Option } from 'commander';
import { ledgerFigures } from '#features/stats';
import { withInstance } from '../instance.ts';
import { act, type CommonOptions, withCommonOptions } from './speak.ts';

interface StatsOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly by?: 'source' | 'day';
}

/** `vigie stats`: received = dispositioned + open, to the unit; an imbalance names its reports and ends with 1. */
export function registerStats(program: Command): void {
  withCommonOptions(program.command('stats'))
    .description('the ledger, per source and per day')
    .addOption(new Option('--from <day>', 'first day of receipt, YYYY-MM-DD').argParser(dayOf))
    .addOption(new Option('--to <day>', 'last day of receipt, YYYY-MM-DD').argParser(dayOf))
    .addOption(new Option('--by <what>', 'only this breakdown').choices(['source', 'day']))
    .action((options: StatsOptions) =>
      act(options, () =>
        withInstance(async ({ db }) => {
          const figures = await ledgerFigures(db, {
            from: options.from ?? null,
            to: options.to ?? null,
            by: options.by ?? null,
          });
          const dispositioned = Object.entries(figures.dispositioned).map(([code, count]) => `${code} ${count}`);
          return {
            json: figures,
            lines: [
              `received ${figures.received} = open ${figures.open} + ${dispositioned.join(' + ') || '0'}${figures.balanced ? ' ✓' : ''}`,
              `each viral bundle counted once: received ${figures.receivedAdjusted}`,
              ...figures.imbalances.map((imbalance) => `≠ ${imbalance.report}: ${imbalance.why}`),
            ],
            exitCode: figures.balanced ? 0 : 1,
          };
        }),
      ),
    );
}

function dayOf(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Allowed: YYYY-MM-DD.');
}
