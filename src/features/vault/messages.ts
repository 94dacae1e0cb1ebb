import type { Bilingual } from '#core/locale.ts';

/** Why an old root key does not go. */
export const ROOT_KEY_REFUSALS = {
  current: {
    en: 'This key is in use; go over to a new one first (`vigie vault rotate`).',
    fr: 'Cette clé est en usage; passez d’abord à une nouvelle (`vigie vault rotate`).',
  },
  'still-named': {
    en: 'Cases are still wrapped by this key; run `vigie vault rotate` to its end first.',
    fr: 'Des dossiers sont encore protégés par cette clé; menez d’abord `vigie vault rotate` à son terme.',
  },
  'second-person-missing': {
    en: 'A second person must approve exactly this first.',
    fr: 'Une deuxième personne doit d’abord approuver exactement ceci.',
  },
  'already-proposed': {
    en: 'The end of this key waits for a second person already.',
    fr: 'La fin de cette clé attend déjà une deuxième personne.',
  },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez pourquoi.' },
} as const satisfies Readonly<Record<string, Bilingual>>;
