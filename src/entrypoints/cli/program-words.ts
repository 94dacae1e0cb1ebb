import type { Argument, Command, Option } from 'commander';
import type { Language } from '#core/locale.ts';
import { FRENCH_HELP } from './french-help.ts';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation\u00a0:',
  'Arguments:': 'Arguments\u00a0:',
  'Options:': 'Options\u00a0:',
  'Commands:': 'Commandes\u00a0:',
};

/** Puts a whole program into one language: descriptions, headings, and no words of the parser's own on the terminal. */
export function speakIn(program: Command, language: Language): void {
  const say = (english: string) => (language === 'fr' ? (FRENCH_HELP[english] ?? english) : english);
  for (const command of [program, ...commandsBelow(program)]) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
    command.helpOption('-h, --help', say('show this help'));
    command.description(say(command.description()));
    if (command.commands.length > 0) command.helpCommand('help [command]', say('show the help of a command'));
    for (const option of command.options) option.description = say(option.description);
    command.configureHelp({
      styleTitle: (title) => (language === 'fr' ? (TITLES[title] ?? title) : title),
      optionDescription: (option) => described(option, language),
      argumentDescription: (argument) => described(argument, language),
    });
  }
}

/** Every command and group below one, depth first. */
export function commandsBelow(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...commandsBelow(child)]);
}

function described(part: Option | Argument, language: Language): string {
  const extra: string[] = [];
  if (part.argChoices) extra.push(part.argChoices.join(', '));
  const hasDefault = part.defaultValue !== undefined && typeof part.defaultValue !== 'boolean';
  if (hasDefault)
    extra.push(language === 'fr' ? `par défaut\u00a0: ${part.defaultValue}` : `default: ${part.defaultValue}`);
  return [part.description, extra.length > 0 ? `(${extra.join('; ')})` : ''].filter((words) => words !== '').join(' ');
}
