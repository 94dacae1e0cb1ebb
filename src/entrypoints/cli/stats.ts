import { type Command, InvalidArgumentError, Option } from 'commander';
import { ledgerFigures, type YearFigures } from '#features/stats';
import { withInstance } from '../instance.ts';
import { act, type CommonOptions, withCommonOptions } from './speak.ts';

interface StatsOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly by?: 'source' | 'day' | 'year';
}

/** `vigie stats`: received = dispositioned + open, to the unit; an imbalance names its reports and ends with 1. */
export function registerStats(program: Command): void {
  withCommonOptions(program.command('stats'))
    .description('the ledger, per source and per day')
    .addOption(new Option('--from <day>', 'first day of receipt, YYYY-MM-DD').argParser(dayOf))
    .addOption(new Option('--to <day>', 'last day of receipt, YYYY-MM-DD').argParser(dayOf))
    .addOption(new Option('--by <what>', 'only this breakdown').choices(['source', 'day', 'year']))
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
              ...(figures.byYear ?? []).flatMap(yearLines),
              ...figures.imbalances.map((imbalance) => `≠ ${imbalance.report}: ${imbalance.why}`),
            ],
            exitCode: figures.balanced ? 0 : 1,
          };
        }),
      ),
    );
}

/** Counted figures, and beneath them, marked, what was entered for the year. */
function yearLines({ year, received, baseline }: YearFigures): readonly string[] {
  return [
    `${year}  received ${received}`,
    ...baseline.map(
      (figure) =>
        `      ${figure.isReplaced ? 'corrected baseline' : 'baseline'} ${figure.measure} ${figure.value} (${figure.source ?? 'all sources'}) · ${figure.provenance} · ${figure.documentSha256.slice(0, 12)}… · ${figure.enteredBy}, ${figure.approvedBy}`,
    ),
  ];
}

function dayOf(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Allowed: YYYY-MM-DD.');
}
