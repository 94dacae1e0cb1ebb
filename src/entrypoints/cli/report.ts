import type { Command } from 'commander';
import { listReports, rawBytesOf, resolveReport, showReport } from '#features/intake';
import { type Instance, withInstance } from '../instance.ts';
import { act, type CommonOptions, inTransactionOf, Refused, withCommonOptions } from './speak.ts';

interface ListOptions extends CommonOptions {
  readonly state?: string;
  readonly source?: string;
  readonly limit: string;
  readonly after?: string;
}

/** What every command says of a report nobody received. */
export const NO_SUCH_REPORT = {
  code: 'not-found',
  message: { en: 'No report has this number.', fr: 'Aucun signalement ne porte ce numéro.' },
};

/** `vigie report list|show|raw`. */
export function registerReport(program: Command): void {
  const group = program.command('report').description('reports as received');
  withCommonOptions(group.command('list'))
    .option('--state <state>')
    .option('--source <source>')
    .option('--limit <n>', 'how many', '50')
    .option('--after <cursor>')
    .action(list);
  withCommonOptions(group.command('show <report>')).option('--version <n>').action(show);
  withCommonOptions(group.command('raw <report>')).option('--version <n>').action(raw);
}

/** Finds a report by any of its numbers, or refuses. */
export async function reportOr(instance: Instance, text: string) {
  const report = await resolveReport(instance.db, text);
  if (!report) throw new Refused(NO_SUCH_REPORT);
  return report;
}

function list(options: ListOptions): Promise<void> {
  return act(options, () =>
    withInstance(async ({ db }) => {
      const page = await listReports(db, {
        limit: Number(options.limit),
        ...(options.state === undefined ? {} : { state: options.state }),
        ...(options.source === undefined ? {} : { source: options.source }),
        ...(options.after === undefined ? {} : { after: options.after }),
      });
      return {
        json: page,
        lines: page.items.map((item) =>
          [item.number, item.receivedAt, item.source, item.sender, item.state].join('  '),
        ),
      };
    }),
  );
}

function show(text: string, options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const report = await reportOr(instance, text);
      const shown = await inTransactionOf(instance, (tx) => showReport(tx, instance.operator, report.reportId));
      if (!shown.ok) throw new Refused(NO_SUCH_REPORT);
      return { json: { number: report.number, ...shown.value }, lines: [JSON.stringify(shown.value, null, 2)] };
    }),
  );
}

/** The bytes go to standard output untouched, whatever they are. */
async function raw(text: string, options: CommonOptions): Promise<void> {
  await act({ ...options, json: false }, () =>
    withInstance(async (instance) => {
      const report = await reportOr(instance, text);
      process.stdout.write(await rawBytesOf(instance.db, instance.vault, report.reportId));
      return { json: null, lines: [] };
    }),
  );
}
