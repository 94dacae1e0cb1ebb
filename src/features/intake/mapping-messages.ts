import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';
import type { MappingFault } from './domain/mapping.ts';

/** What is wrong with a mapping, in its author's words. */
export const FAULT_WORDS = {
  'no-rules': { en: 'No field is mapped yet.', fr: 'Aucun champ n’est encore associé.' },
  'unknown-target': { en: 'There is no such target.', fr: 'Cette cible n’existe pas.' },
  'no-origin': { en: 'Neither a field nor a constant is named.', fr: 'Ni champ ni constante n’est indiqué.' },
  'two-origins': {
    en: 'A field and a constant are named: keep one.',
    fr: 'Un champ et une constante sont indiqués\u00a0: gardez-en un.',
  },
  'bad-pattern': { en: 'The date pattern cannot be used', fr: 'Le modèle de date est inutilisable' },
  'bad-zone': {
    en: 'The zone is unknown. “none” guesses nothing.',
    fr: 'Le fuseau est inconnu. «\u00a0none\u00a0» ne suppose rien.',
  },
  'bad-item': {
    en: 'The number of the person, file or part is out of bounds.',
    fr: 'Le numéro de la personne, du fichier ou de la partie est hors limites.',
  },
  'unknown-role': {
    en: 'A role is one of: reported, victim, intended-recipient, reporter, third',
    fr: 'Un rôle est l’un de\u00a0: reported, victim, intended-recipient, reporter, third',
  },
  'not-a-flag': { en: 'The value must be true or false', fr: 'La valeur doit être true ou false' },
  'nothing-recognises': {
    en: 'Mark at least one field by which the sender’s documents are recognised.',
    fr: 'Marquez au moins un champ qui fait reconnaître les documents de l’expéditeur.',
  },
  'no-record': { en: 'Name the element that holds one report.', fr: 'Nommez l’élément qui contient un signalement.' },
  twice: {
    en: 'Two rules fill this target, which holds one value',
    fr: 'Deux règles remplissent cette cible, qui n’a qu’une valeur',
  },
} as const satisfies Record<MappingFault['code'], Bilingual>;

/** Why an act on a mapping is not taken. */
export const MAPPING_MESSAGES = {
  'no-such-mapping': { en: 'There is no such mapping.', fr: 'Cette correspondance n’existe pas.' },
  'no-draft': { en: 'There is no draft to work on.', fr: 'Il n’y a pas d’ébauche.' },
  'no-sample': {
    en: 'Save the expected result of at least one sample first.',
    fr: 'Enregistrez d’abord le résultat attendu d’au moins un échantillon.',
  },
  'nothing-live': { en: 'No version is in force.', fr: 'Aucune version n’est en vigueur.' },
  'too-many-samples': { en: 'A mapping has at most 20 samples.', fr: 'Une correspondance a au plus 20 échantillons.' },
  'result-changed': {
    en: 'The result is not the one you saw. Look at it again.',
    fr: 'Le résultat n’est plus celui que vous avez vu. Regardez-le de nouveau.',
  },
  faulty: {
    en: 'The mapping has faults that must be put right first.',
    fr: 'La correspondance a des défauts à corriger d’abord.',
  },
  'sample-differs': {
    en: 'A saved sample is no longer read as expected: ',
    fr: 'Un échantillon n’est plus lu comme prévu\u00a0: ',
  },
  'not-base64': {
    en: 'The sample did not arrive whole. Choose it again.',
    fr: 'L’échantillon n’est pas arrivé entier. Choisissez-le de nouveau.',
  },
} as const satisfies Messages;
