import { createHash } from 'node:crypto';
import { type Command, Option } from 'commander';
import { DISPOSITIONS, OPEN_STATES, SOURCES, URGENCIES, type Urgency } from '#core/vocabulary.ts';
import { rawBytesOf, resolveReport, showReport } from '#features/intake';
import { CLOCK_WORDS, clocksOf } from '#features/legal';
import { listWithStanding } from '#features/triage';
import { type Instance, withInstance } from '../instance.ts';
import {
  act,
  type CommonOptions,
  grantedOr,
  inTransactionOf,
  NO_SUCH_PLACE,
  Refused,
  wholeNumber,
  withCommonOptions,
  withPageOptions,
} from './speak.ts';

interface ListOptions extends CommonOptions {
  readonly state?: string;
  readonly source?: string;
  readonly urgency?: Urgency;
  readonly tests?: boolean;
  readonly limit: number;
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
  withPageOptions(group.command('list').description('reports, newest first'))
    .addOption(new Option('--state <state>', 'only in this state').choices([...OPEN_STATES, ...DISPOSITIONS]))
    .addOption(new Option('--source <source>', 'only from this source').choices(SOURCES))
    .addOption(new Option('--urgency <urgency>', 'only of this urgency').choices(URGENCIES))
    .option('--tests', 'only what its sender marked as a test')
    .action(list);
  withVersion(
    group.command('show <report>').description('one report, with versions, identifiers, files and clocks'),
  ).action(show);
  withVersion(group.command('raw <report>').description('the bytes as received')).action(raw);
}

interface VersionOptions extends CommonOptions {
  readonly version?: number;
}

function withVersion(command: Command): Command {
  const version = new Option('--version <n>', 'a version before the current one').argParser(wholeNumber(1, 1_000_000));
  return withCommonOptions(command).addOption(version);
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
      const listed = await listWithStanding(db, {
        limit: options.limit,
        tests: options.tests === true,
        ...(options.urgency === undefined ? {} : { urgency: options.urgency }),
        ...(options.state === undefined ? {} : { state: options.state }),
        ...(options.source === undefined ? {} : { source: options.source }),
        ...(options.after === undefined ? {} : { after: options.after }),
      });
      const page = grantedOr(listed, NO_SUCH_PLACE);
      return {
        json: { items: page.items.map(({ reportId: _, credentialId: __, ...item }) => item), next: page.next },
        lines: page.items.map((item) =>
          [
            item.number,
            item.receivedAt,
            item.urgency ?? '—',
            item.source,
            item.sender,
            item.state,
            item.holder ?? '',
          ].join('  '),
        ),
      };
    }),
  );
}

function show(text: string, options: VersionOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const report = await reportOr(instance, text);
      const shown = await inTransactionOf(instance, (tx) =>
        showReport(tx, instance.operator, report.reportId, options.version),
      );
      if (!shown.ok) throw new Refused(shown.refusal.kind === 'unknown-version' ? NO_SUCH_VERSION : NO_SUCH_REPORT);
      const clocks = (await clocksOf(instance.db, [report.reportId])).map(({ reportId: _, sourceKey, ...clock }) => ({
        ...clock,
        words: CLOCK_WORDS[clock.kind],
        source: sourceKey,
      }));
      const page = { number: report.number, ...shown.value, clocks };
      return { json: page, lines: [JSON.stringify(page, null, 2)] };
    }),
  );
}

const NO_SUCH_VERSION = {
  code: 'not-found',
  message: { en: 'This report has no such version.', fr: 'Ce signalement n’a pas cette version.' },
};

/** The bytes go to standard output untouched, whatever they are; as JSON they are wrapped in base64. */
function raw(text: string, options: VersionOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const report = await reportOr(instance, text);
      const version = options.version ?? report.version;
      if (version > report.version) throw new Refused(NO_SUCH_VERSION);
      const bytes = await rawBytesOf(instance.db, instance.vault, report.reportId, version);
      if (!options.json) process.stdout.write(bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const { number } = report;
      return {
        json: { number, version, sizeBytes: bytes.length, sha256, base64: bytes.toString('base64') },
        lines: [],
      };
    }),
  );
}
