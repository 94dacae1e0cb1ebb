import type { Messages } from './messages.ts';

/** Words of deciding, the same in the queue and on the report. */
export const decisionWords = {
  title: {
    en: 'Decide {report}: the letter of the outcome, then the digit of the reason',
    fr: 'Décider de {report}\u00a0: la lettre de l’issue, puis le chiffre du motif',
  },
  agency: { en: 'Police service (code)', fr: 'Service de police (code)' },
  report: { en: 'Report (number)', fr: 'Signalement (numéro)' },
  team: { en: 'Team', fr: 'Équipe' },
  targetFirst: { en: 'Fill in the field above first.', fr: 'Remplissez d’abord le champ ci-dessus.' },
  done: { en: '{report}: {words}', fr: '{report}\u00a0: {words}' },
} satisfies Messages;
