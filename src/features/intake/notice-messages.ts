import type { Bilingual } from '#core/locale.ts';
import type { Drift } from './types.ts';

/** Why something about a provider was not done. */
export const PROVIDER_REFUSALS = {
  'unusable-period': {
    en: 'A card covers a period of at most two years, from its first instant to a later one.',
    fr: 'Une fiche porte sur une période d’au plus deux ans, d’un premier instant à un instant ultérieur.',
  },
  'name-taken': { en: 'Another provider goes by:', fr: 'Un autre fournisseur porte déjà le nom\u00a0:' },
  'unknown-person': {
    en: 'Nobody with the role of a provider has this number.',
    fr: 'Personne ayant le rôle de fournisseur ne porte ce numéro.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What a provider is told of a place of its notice, by the kind of what was found there. */
export const NOTICE_DRIFT_WORDS: Readonly<Record<Drift['kind'], Bilingual>> = {
  'unknown-element': {
    en: 'We have no place of its own for this; it is kept as you sent it.',
    fr: 'Nous n’avons pas de rubrique pour ceci; l’information est conservée telle que vous l’avez envoyée.',
  },
  order: { en: 'Not where it was expected; it was read.', fr: 'Pas à l’endroit attendu; l’information a été lue.' },
  'unknown-value': {
    en: 'A value we do not know; it is kept.',
    fr: 'Valeur que nous ne connaissons pas; elle est conservée.',
  },
  'too-long': {
    en: 'Longer than expected; it is kept whole.',
    fr: 'Plus long que prévu; le texte est conservé en entier.',
  },
  missing: { en: 'Missing.', fr: 'Manquant.' },
  'not-a-flag': { en: 'Neither yes nor no; it is kept.', fr: 'Ni oui ni non; la valeur est conservée.' },
  'zone-unstated': {
    en: 'A time without a zone that makes it one instant: tell us the zone, and nothing needs to be guessed.',
    fr: 'Heure sans fuseau qui la rende certaine\u00a0: indiquez-nous le fuseau, et rien n’aura à être deviné.',
  },
  'future-date': {
    en: 'Later than the moment we received it: the date, the zone or a clock is wrong.',
    fr: 'Postérieur au moment de la réception\u00a0: la date, le fuseau ou une horloge est inexact.',
  },
  'unreadable-value': {
    en: 'Not understood; it is kept as you sent it.',
    fr: 'Non compris; l’information est conservée telle que vous l’avez envoyée.',
  },
  'hash-mismatch': {
    en: 'The file is not the one whose hash you gave; both are kept.',
    fr: 'Le fichier n’est pas celui dont vous avez donné l’empreinte; les deux sont conservés.',
  },
  encoding: {
    en: 'Not UTF-8: read as Windows-1252; please check accented letters.',
    fr: 'Le fichier n’est pas en UTF-8\u00a0: il a été lu en Windows-1252; vérifiez les lettres accentuées.',
  },
};
