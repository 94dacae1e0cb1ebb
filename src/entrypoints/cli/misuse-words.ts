import type { CommanderError } from 'commander';
import type { Bilingual } from '#core/locale.ts';

type Say = (...quoted: string[]) => Bilingual;

/** What the parser complains of; the quoted parts are what was typed. */
const WORDS: Readonly<Record<string, Say>> = {
  'commander.unknownCommand': (name = '') => ({
    en: `There is no command “${name}”.`,
    fr: `Il n’y a pas de commande «\u00a0${name}\u00a0».`,
  }),
  'commander.unknownOption': (option = '') => ({
    en: `There is no option “${option}”.`,
    fr: `Il n’y a pas d’option «\u00a0${option}\u00a0».`,
  }),
  'commander.missingArgument': (name = '') => ({ en: `<${name}> is missing.`, fr: `Il manque <${name}>.` }),
  'commander.optionMissingArgument': (option = '') => ({
    en: `The option “${option}” needs a value.`,
    fr: `L’option «\u00a0${option}\u00a0» demande une valeur.`,
  }),
  'commander.missingMandatoryOptionValue': (option = '') => ({
    en: `The option “${option}” is required.`,
    fr: `L’option «\u00a0${option}\u00a0» est obligatoire.`,
  }),
  'commander.invalidArgument': (option = '', value = '') => ({
    en: `“${value}” does not fit the option “${option}”.`,
    fr: `«\u00a0${value}\u00a0» ne convient pas à l’option «\u00a0${option}\u00a0».`,
  }),
  'commander.excessArguments': () => ({ en: 'There are too many arguments.', fr: 'Il y a trop d’arguments.' }),
};

/** A complaint of the parser in both languages; null where it has shown the help instead. */
export function misuseWords(error: CommanderError): Bilingual | null {
  const said = error.message.replace(/^error: /, '').split('\n')[0] ?? '';
  if (error.code === 'commander.help') return null;
  const quoted = [...said.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const words = WORDS[error.code]?.(...quoted) ?? { en: said, fr: said };
  const allowed = /Allowed(?: choices are|:) (.+)\.$/.exec(said)?.[1];
  if (allowed === undefined) return words;
  return { en: `${words.en} Allowed: ${allowed}.`, fr: `${words.fr} Valeurs permises\u00a0: ${allowed}.` };
}
