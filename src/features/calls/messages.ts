import type { Bilingual } from '#core/locale.ts';
import type { EndRefusal } from './commands/end-clock.ts';
import type { CallRefusal } from './commands/record-call.ts';
import type { CallBackRefusal } from './commands/record-call-back.ts';

type Kind = Exclude<(CallRefusal | CallBackRefusal | EndRefusal)['kind'], 'not-permitted' | 'unknown-call'>;

/** Why a call, a call-back or the end of a clock is not recorded. */
export const MESSAGES: Readonly<Record<Kind, Bilingual>> = {
  'number-missing': { en: 'Enter the number that was called.', fr: 'Inscrivez le numéro composé.' },
  'in-the-future': {
    en: 'The call lies in the future: check its time.',
    fr: 'L’appel est daté dans l’avenir\u00a0: vérifiez l’heure.',
  },
  'long-before-receipt': {
    en: 'The call lies more than a day before the report was received: check its date.',
    fr: 'L’appel précède de plus d’un jour la réception du signalement\u00a0: vérifiez la date.',
  },
  'name-missing': { en: 'Say who was reached.', fr: 'Indiquez la personne jointe.' },
  'facts-missing': { en: 'Write down the facts that were given.', fr: 'Consignez les faits communiqués.' },
  'ground-unknown': {
    en: 'Choose the ground on which the facts were given.',
    fr: 'Choisissez le motif pour lequel les faits ont été communiqués.',
  },
  'call-back-before-call': {
    en: 'The promised call-back lies before the call.',
    fr: 'Le rappel promis est antérieur à l’appel.',
  },
  'unknown-agency': {
    en: 'The directory knows no service of this code.',
    fr: 'Aucun service du répertoire ne porte ce code.',
  },
  'none-awaited': {
    en: 'No call-back is awaited any more: somebody has recorded it.',
    fr: 'Plus aucun rappel n’est attendu\u00a0: quelqu’un l’a consigné.',
  },
  'note-missing': { en: 'Write down what was said.', fr: 'Consignez ce qui a été dit.' },
  'call-back-past': { en: 'The new time has passed already.', fr: 'La nouvelle heure est déjà passée.' },
  'still-awaited': {
    en: 'Nobody was reached: say until when you try again.',
    fr: 'Personne n’a été joint\u00a0: indiquez l’heure du prochain essai.',
  },
  'reason-too-short': {
    en: 'Give the reason in at least 20 characters.',
    fr: 'Donnez le motif en 20 caractères au moins.',
  },
  'no-such-clock': { en: 'This clock does not run.', fr: 'Cette échéance n’est pas en cours.' },
};
