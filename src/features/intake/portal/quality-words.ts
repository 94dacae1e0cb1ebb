import type { Messages } from '#core/messages.ts';

/** Words around the figures of a provider's own quality card. */
export const QUALITY_WORDS = {
  title: { en: 'Quality of your notices', fr: 'Qualité de vos avis' },
  intro: {
    en: 'For you alone: figures of your own notices under section 3. Nothing here is a judgement, and no notice is worth less for it.',
    fr: 'Pour vous seuls\u00a0: les chiffres de vos propres avis au titre de l’article 3. Rien ici n’est un jugement, et aucun avis n’en vaut moins.',
  },
  period: { en: 'Period', fr: 'Période' },
  days: { en: '{n} days', fr: '{n} jours' },
  counted: {
    en: '{n, plural, =0 {No notice} one {1 notice} other {{n} notices}} from {from} to {to} (UTC)',
    fr: '{n, plural, =0 {Aucun avis} one {1 avis} other {{n} avis}} du {from} au {to} (UTC)',
  },
  nothing: {
    en: 'There is nothing to measure in this period. Choose a longer one, or come back after your next notice.',
    fr: 'Il n’y a rien à mesurer dans cette période. Choisissez-en une plus longue ou revenez après votre prochain avis.',
  },
  mend: { en: 'What could be better', fr: 'Ce qui peut s’améliorer' },
  allWell: {
    en: 'Nothing of what is counted here was missing in this period.',
    fr: 'Rien de ce qui est compté ici ne manquait dans cette période.',
  },
  rest: { en: 'The other figures', fr: 'Les autres chiffres' },
  what: { en: 'Figure', fr: 'Chiffre' },
  now: { en: 'This period', fr: 'Cette période' },
  before: { en: 'Period before', fr: 'Période d’avant' },
  share: { en: '{count} of {of} ({percent}%)', fr: '{count} sur {of} ({percent}\u00a0%)' },
  percent: { en: '{percent}%', fr: '{percent}\u00a0%' },
  minutes: { en: '{minutes} min', fr: '{minutes} min' },
  hours: { en: '{hours} h {minutes} min', fr: '{hours} h {minutes} min' },
  longer: { en: '{days} d {hours} h', fr: '{days} j {hours} h' },
} as const satisfies Messages;
