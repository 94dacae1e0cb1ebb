import type { Messages } from '#core/messages.ts';

/** Why a former yearly total is not taken. */
export const BASELINE_REFUSALS = {
  'already-entered': {
    en: 'This year, measure and source has its figure. Enter a correction instead; the first figure stays beside it.',
    fr: 'Cette année, cette mesure et cette source ont déjà leur chiffre. Inscrivez plutôt une correction; le premier chiffre reste à côté.',
  },
  'nothing-to-correct': {
    en: 'There is no figure to correct for this year, measure and source.',
    fr: 'Il n’y a pas de chiffre à corriger pour cette année, cette mesure et cette source.',
  },
  'changed-meanwhile': {
    en: 'Another figure was entered meanwhile. Propose this one anew, as its correction.',
    fr: 'Un autre chiffre a été inscrit entre-temps. Proposez celui-ci de nouveau, comme sa correction.',
  },
  'not-a-former-year': { en: 'This year has not begun.', fr: 'Cette année n’a pas commencé.' },
  'already-proposed': {
    en: 'Exactly this figure already waits for a second person.',
    fr: 'Ce chiffre attend déjà une deuxième personne.',
  },
  'reason-missing': { en: 'Give a reason.', fr: 'Donnez un motif.' },
  'second-person-missing': {
    en: 'Nobody else has approved exactly this figure, or the approval was used or ran out.',
    fr: 'Personne d’autre n’a approuvé exactement ce chiffre, ou l’approbation a servi ou a expiré.',
  },
} as const satisfies Messages;
