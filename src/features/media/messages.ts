import type { Messages } from '#core/messages.ts';

/** What `vigie explain` says of matching. ICU MessageFormat. */
export const MESSAGES = {
  seenBefore: {
    en: 'A file was already held by {count, plural, one {# earlier report} other {# earlier reports}}, first by {first}{weak, select, yes { (MD5 alone: weak)} other {}}.',
    fr: 'Un fichier figurait déjà dans {count, plural, one {# signalement antérieur} other {# signalements antérieurs}}, d’abord dans {first}{weak, select, yes { (MD5 seulement\u00a0: indice faible)} other {}}.',
  },
  nothingKnown: { en: 'No file is known from earlier reports.', fr: 'Aucun fichier connu de signalements antérieurs.' },
} as const satisfies Messages;
