import type { Command } from 'commander';
import { type Bilingual, LANGUAGES, type Language } from '#core/locale.ts';
import type { Result } from '#core/result.ts';
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
    .option('--lang <language>', 'en or fr')
    .exitOverride();
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
    if (!(error instanceof Refused)) throw error;
    if (options.json) process.stdout.write(`${JSON.stringify({ error: error.refusal })}\n`);
    else process.stderr.write(`${error.refusal.message[language]}\n`);
    process.exitCode = 1;
  }
}

function languageOf(options: CommonOptions): Language {
  const wanted = options.lang ?? process.env['VIGIE_LANG'] ?? 'en';
  return LANGUAGES.find((language) => language === wanted) ?? 'en';
}

/** Opens a result of a command, or ends with the given refusal. */
export function grantedOr<T>(result: Result<T, { readonly kind: string }>, refusal: CliRefusal): T {
  if (!result.ok) throw new Refused({ ...refusal, code: result.refusal.kind });
  return result.value;
}

/** One act in one transaction of the open instance. */
export function inTransactionOf<T>(instance: { readonly db: Db }, run: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(instance.db, run);
}
