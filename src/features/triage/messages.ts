import type { Messages } from '#core/messages.ts';

/** Refusals of triage, as titles of problems and as reasons beside a button. */
export const MESSAGES = {
  queueEmpty: { en: 'No report is free.', fr: 'Aucun signalement n’est libre.' },
  heldByAnother: {
    en: 'Claimed by {holder} until {until}.',
    fr: 'Pris en charge par {holder} jusqu’à {until}.',
  },
  'already-decided': { en: 'This report has been decided.', fr: 'Ce signalement a fait l’objet d’une décision.' },
  'in-bundle': {
    en: 'This report is one of a bundle: decide the bundle, or take the report out of it first.',
    fr: 'Ce signalement fait partie d’un lot viral\u00a0: décidez du lot, ou retirez-en d’abord le signalement.',
  },
  'bundle-not-claimed': {
    en: 'Only the person who holds this bundle may do this: claim it first.',
    fr: 'Seule la personne responsable de ce lot viral peut le faire\u00a0: prenez-le d’abord en charge.',
  },
  'bundle-closed': {
    en: 'This bundle is no longer open.',
    fr: 'Ce lot viral n’est plus ouvert.',
  },
  'sample-not-opened': {
    en: 'Open the sample first, and decide on the one you were shown.',
    fr: 'Ouvrez d’abord l’échantillon, puis décidez d’après celui qui vous a été présenté.',
  },
  'not-for-bundles': {
    en: 'A bundle is not decided so: this outcome or reason asks for a look at each report.',
    fr: 'On ne décide pas ainsi d’un lot viral\u00a0: cette issue ou ce motif demande l’examen de chaque signalement.',
  },
  'nothing-to-decide': {
    en: 'No report of the sample’s round is left in this bundle.',
    fr: 'Il ne reste dans ce lot viral aucun signalement présent lors de l’échantillon.',
  },
  'not-in-bundle': {
    en: 'This report is not one that would be decided with this bundle.',
    fr: 'Ce signalement n’est pas de ceux qui seraient décidés avec ce lot viral.',
  },
  'not-claimed': {
    en: 'Only the person who holds this report may do this: claim it first.',
    fr: 'Seule la personne responsable de ce signalement peut le faire\u00a0: prenez-le d’abord en charge.',
  },
  'outdated-version': {
    en: 'A newer version has arrived: look at what changed, claim again, then decide.',
    fr: 'Une version plus récente est arrivée\u00a0: voyez ce qui a changé, reprenez le signalement en charge, puis décidez.',
  },
  'unknown-reason': { en: 'This decision has no such reason.', fr: 'Cette décision ne comporte pas ce motif.' },
  'target-missing': {
    en: 'Say which report or which authority.',
    fr: 'Indiquez quel signalement ou quelle autorité.',
  },
  'unknown-target': {
    en: 'The report named is not known, or is this one.',
    fr: 'Le signalement indiqué est inconnu, ou c’est celui-ci.',
  },
  'factors-not-considered': {
    en: 'First tick as considered: {factors}.',
    fr: 'Cochez d’abord comme examiné\u00a0: {factors}.',
  },
  'too-late': {
    en: 'A decision can be undone for 30 seconds, by the person who took it.',
    fr: 'Une décision peut être annulée pendant 30 secondes, par la personne qui l’a prise.',
  },
  'reason-too-short': {
    en: 'Give a reason; lowering from imminent asks for at least 20 characters.',
    fr: 'Donnez un motif; abaisser l’urgence imminente demande au moins 20 caractères.',
  },
  'not-permitted': { en: 'Your role does not do this.', fr: 'Votre rôle ne le permet pas.' },
  notDecided: { en: 'No decision has been taken.', fr: 'Aucune décision n’a été prise.' },
} as const satisfies Messages;

/** Why an entry of the desk and a formal report may be one notice. */
export const JOIN_REASONS = {
  'quotes-number': { en: 'It quotes the number of the other report', fr: 'Il cite le numéro de l’autre signalement' },
  'same-reference': { en: 'Both bear the same reference', fr: 'Les deux portent la même référence' },
  'shared-identifier': { en: 'Both name the same identifier', fr: 'Les deux nomment le même identifiant' },
  'same-sender': { en: 'Both come from the same service', fr: 'Les deux viennent du même service' },
} as const satisfies Messages;

/** Why two reports are not joined. */
export const JOIN_REFUSALS = {
  'not-proposed': {
    en: 'These two are not proposed as one notice, or no longer are. Look at the report again.',
    fr: 'Ces deux signalements ne sont pas proposés comme un même avis, ou ne le sont plus. Rouvrez le signalement.',
  },
  'no-such-join': {
    en: 'Nothing of this kind stands on this report any more.',
    fr: 'Plus rien de tel ne porte sur ce signalement.',
  },
  'moved-meanwhile': {
    en: 'One of the two was decided meanwhile. Look at the report again.',
    fr: 'L’un des deux a fait l’objet d’une décision entre-temps. Rouvrez le signalement.',
  },
  'held-by-another': {
    en: 'Somebody else is at work on the other report. Speak with them first.',
    fr: 'Une autre personne travaille sur l’autre signalement. Parlez-lui d’abord.',
  },
} as const satisfies Messages;
