import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { DISPOSITIONS, OPEN_STATES, SOURCES, URGENCIES, type Urgency } from '#core/vocabulary.ts';
import { type ArchiveRefusal, openArchive, rawBytesOf, resolveReport, showReport } from '#features/intake';
import { CLOCK_WORDS, clocksOf } from '#features/legal';
import { listWithStanding } from '#features/triage';
import { type Instance, withInstance } from '../instance.ts';
import {
  act,
  type CliRefusal,
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

/** `vigie report list|show|raw|archive`. */
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
  withCommonOptions(
    group.command('archive <report>').description('the archive it came in, byte by byte as it was sent'),
  )
    .option('--sha256 <digest>', 'which one, where it came in several')
    .action(archive);
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

const ARCHIVE_REFUSALS = {
  'no-archive': {
    code: 'not-found',
    message: {
      en: 'No archive is kept for this report: it came in none, or a report of it was disposed of.',
      fr: 'Aucune archive n’est conservée pour ce signalement\u00a0: il n’y en avait pas, ou un de ses signalements a été éliminé.',
    },
  },
  'several-archives': {
    code: 'several-archives',
    message: {
      en: 'It came in several; say which with --sha256:',
      fr: 'Il y en a plusieurs; précisez laquelle avec --sha256\u00a0:',
    },
  },
  'holds-secret': {
    code: 'holds-secret',
    message: {
      en: 'A document of this archive carries a password: its exact bytes are read out by nothing.',
      fr: 'Un document de cette archive contient un mot de passe\u00a0: rien n’en restitue les octets exacts.',
    },
  },
  'not-permitted': NO_SUCH_REPORT,
} as const;

function archiveRefusal(refusal: ArchiveRefusal): CliRefusal {
  const said = ARCHIVE_REFUSALS[refusal.kind];
  if (refusal.kind !== 'several-archives') return said;
  const { en, fr } = said.message;
  const listed = refusal.sha256s.join(' ');
  return { code: said.code, message: { en: `${en} ${listed}`, fr: `${fr} ${listed}` }, details: refusal.sha256s };
}

interface ArchiveOptions extends CommonOptions {
  readonly sha256?: string;
}

/** The archive goes to standard output as a stream; as JSON only its facts are told. */
function archive(text: string, options: ArchiveOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const { reportId, number } = await reportOr(instance, text);
      const wanted = options.sha256 === undefined ? { reportId } : { reportId, sha256: options.sha256 };
      return inTransactionOf(instance, async (tx) => {
        const opened = await openArchive(tx, instance, instance.operator, wanted);
        if (!opened.ok) throw new Refused(archiveRefusal(opened.refusal));
        const { bytes, ...about } = opened.value;
        if (options.json) bytes.destroy();
        else await pipeline(bytes, process.stdout, { end: false });
        return { json: { number, ...about }, lines: [] };
      });
    }),
  );
}
