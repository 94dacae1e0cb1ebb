import { type Command, CommanderError } from 'commander';
import type { Bilingual, Language } from '#core/locale.ts';
import { misuseWords } from './misuse-words.ts';
import { speakIn } from './program-words.ts';
import { languageOf } from './speak.ts';

/** Exit codes: 0 done · 1 refused, not found, verification failed, imbalance, infrastructure down · 2 usage. */
const USAGE = 2;

/** Runs the command line: its help and its complaints in the asked language; with `--json` a misuse too is one JSON value. */
export async function runProgram(program: Command, given: readonly string[]): Promise<void> {
  const args = commonOptionsLast(given);
  const language = askedLanguage(args);
  speakIn(program, language);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : USAGE;
    if (error.exitCode !== 0) tellMisuse(misuseWords(error), language, isJson(args));
  }
}

/** `vigie --lang fr report list` says the same as `vigie report list --lang fr`. */
export function commonOptionsLast(given: readonly string[]): string[] {
  const rest = [...given];
  const moved: string[] = [];
  while (rest[0] === '--json' || /^--lang(?:=|$)/.test(rest[0] ?? '')) {
    const option = rest.shift() ?? '';
    moved.push(option);
    if (option === '--lang' && rest.length > 0) moved.push(rest.shift() ?? '');
  }
  return [...rest, ...moved];
}

/** Help is printed while the options are still being read: the language is looked for beforehand. */
function askedLanguage(args: readonly string[]): Language {
  const at = args.findIndex((arg) => /^--lang(?:=|$)/.test(arg));
  const lang = at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1]);
  return languageOf(lang === undefined ? {} : { lang });
}

function isJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
}

function tellMisuse(words: Bilingual | null, language: Language, json: boolean): void {
  if (json) {
    const message = words ?? NO_COMMAND;
    process.stdout.write(`${JSON.stringify({ error: { code: 'usage', message } })}\n`);
  } else if (words) process.stderr.write(`${words[language]}\n`);
}

// Without --json the help itself has been shown.
const NO_COMMAND: Bilingual = { en: 'A command is missing.', fr: 'Il manque une commande.' };
