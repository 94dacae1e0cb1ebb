import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Bilingual, LANGUAGES, type Language } from '#core/locale.ts';
import type { Result } from '#core/result.ts';
import { isDatabaseAway } from '#platform/http/database-away.ts';
import { codeOf } from '#platform/log/log.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';

/** The options every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/** What a command has to say: one JSON value, or lines for a person. */
export interface Speech {
  readonly json: unknown;
  readonly lines: readonly string[];
  /** 1 where the answer itself is bad news (imbalance, failed verification). @default 0 */
  readonly exitCode?: 0 | 1;
}

/** A refusal on the command line. */
export interface CliRefusal {
  readonly code: string;
  readonly message: Bilingual;
  readonly details?: unknown;
}

/** Thrown inside a command to end it with a refusal; caught in `act` only. */
export class Refused {
  readonly refusal: CliRefusal;
  constructor(refusal: CliRefusal) {
    this.refusal = refusal;
  }
}

/** Adds `--json` and `--lang` to a command. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'print exactly one JSON value')
    .addOption(new Option('--lang <language>', 'language of the words').choices(LANGUAGES))
    .exitOverride();
}

// More than a person reads and a script needs at once.
const LARGEST_PAGE = 1_000;

/** Adds `--limit` and `--after` to a command that lists. */
export function withPageOptions(command: Command): Command {
  return withCommonOptions(command)
    .addOption(new Option('--limit <n>', 'how many').default(50).argParser(wholeNumber(1, LARGEST_PAGE)))
    .option('--after <cursor>', 'where the page before ended: its “next”');
}

/** Reads a whole number within bounds; anything else is a misuse. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const read = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (read >= from && read <= to) return read;
    throw new InvalidArgumentError(`Allowed: ${from}–${to}.`);
  };
}

/** Reads names out of a closed list: with commas, one after another, or the option several times; anything else is a misuse. */
export function someOf<Name extends string>(
  allowed: readonly Name[],
): (text: string, before?: readonly Name[]) => readonly Name[] {
  return (text, before = []) => {
    const given = text.split(',').map((word) => allowed.find((name) => name === word.trim()));
    const known = given.filter((name) => name !== undefined);
    if (known.length < given.length) throw new InvalidArgumentError(`Allowed: ${allowed.join(', ')}.`);
    return [...new Set([...before, ...known])];
  };
}

/** Runs a command's act and prints its result on stdout; a refusal goes to stdout as JSON or to stderr as words, exit 1. */
export async function act(options: CommonOptions, run: (language: Language) => Promise<Speech>): Promise<void> {
  const language = languageOf(options);
  try {
    const speech = await run(language);
    process.stdout.write(
      options.json ? `${JSON.stringify(speech.json)}\n` : speech.lines.map((line) => `${line}\n`).join(''),
    );
    process.exitCode = speech.exitCode ?? 0;
  } catch (error) {
    const refusal = refusalOf(error);
    if (options.json) process.stdout.write(`${JSON.stringify({ error: refusal })}\n`);
    else process.stderr.write(`${refusal.message[language]}\n`);
    process.exitCode = 1;
  }
}

/** What ended a command. Of a defect the trace goes to stderr, for whoever mends it. */
function refusalOf(error: unknown): CliRefusal {
  if (error instanceof Refused) return error.refusal;
  if (isDatabaseAway(error)) return { code: 'database-away', message: DATABASE_AWAY };
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return { code: 'unexpected', message: UNEXPECTED };
}

/** Ends a command because a file or folder it was given cannot be read. */
export function refusedUnreadable(path: string): (error: unknown) => never {
  return (error) => {
    throw new Refused({
      code: 'unreadable-path',
      message: {
        en: `${path} cannot be read (${codeOf(error)}).`,
        fr: `Impossible de lire ${path} (${codeOf(error)}).`,
      },
    });
  };
}

const DATABASE_AWAY: Bilingual = {
  en: 'The database cannot be reached. Nothing was changed; try again later.',
  fr: 'La base de données est injoignable. Rien n’a été modifié; réessayez plus tard.',
};

const UNEXPECTED: Bilingual = {
  en: 'Something failed that should not have. Nothing of this command was kept.',
  fr: 'Une défaillance imprévue s’est produite. Rien de cette commande n’a été conservé.',
};

/** The language a command was asked to speak: its option, else the environment's, else English. */
export function languageOf(options: CommonOptions): Language {
  const wanted = options.lang ?? process.env['VIGIE_LANG'] ?? 'en';
  return LANGUAGES.find((language) => language === wanted) ?? 'en';
}

/** Reads the number of a credential or token; what is no number names none. */
export function idOr(text: string, refusal: CliRefusal): number {
  if (!/^\d{1,15}$/.test(text)) throw new Refused(refusal);
  return Number(text);
}

/** Opens a result of a command, or ends with the given refusal. */
export function grantedOr<T>(result: Result<T, { readonly kind: string }>, refusal: CliRefusal): T {
  if (!result.ok) throw new Refused({ ...refusal, code: result.refusal.kind });
  return result.value;
}

/** What every list says of an `--after` it does not have. */
export const NO_SUCH_PLACE: CliRefusal = {
  code: 'unknown-after',
  message: {
    en: 'This list has no place to go on from under the given --after. Give it the “next” of the page before, or leave it out to begin at the top.',
    fr: 'Cette liste n’a pas d’endroit où reprendre pour ce --after. Donnez-lui le «\u00a0next\u00a0» de la page précédente, ou omettez-le pour partir du début.',
  },
};

/** One act in one transaction of the open instance. */
export function inTransactionOf<T>(instance: { readonly db: Db }, run: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(instance.db, run);
}
