import type { Messages } from '#core/messages.ts';

/** Why an act on an incident is not taken. */
export const MESSAGES = {
  'not-permitted': { en: 'Your role does not allow this.', fr: 'Votre rôle ne le permet pas.' },
  'wrong-state': {
    en: 'In its present state this cannot be done.',
    fr: 'Son état actuel ne le permet pas.',
  },
  'clock-running': {
    en: 'A clock still runs: say who was told, or judge that it does not apply.',
    fr: 'Une échéance court encore\u00a0: indiquez qui a été avisé, ou jugez qu’elle ne s’applique pas.',
  },
  'facts-missing': {
    en: 'First say whether the function is in danger and whether personal information is out.',
    fr: 'Indiquez d’abord si la fonction est compromise et si des renseignements personnels sont touchés.',
  },
  'reason-missing': { en: 'Say what was found or done.', fr: 'Indiquez ce qui a été constaté ou fait.' },
  'no-such-clock': {
    en: 'This clock does not run for this incident.',
    fr: 'Cette échéance ne court pas pour cet incident.',
  },
} as const satisfies Messages;
