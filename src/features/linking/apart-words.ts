import type { Bilingual } from '#core/locale.ts';
import type { ApartReason } from './domain/keep-apart.ts';

/** Why a report stands outside a bundle, by the code of linking. */
const APART = {
  victim: { en: 'a child is named or described', fr: 'un enfant est nommé ou décrit' },
  'age-band': { en: 'the age of a child is stated', fr: 'l’âge d’un enfant est indiqué' },
  'sender-alarm': { en: 'the sender raises an alarm', fr: 'l’expéditeur donne l’alerte' },
  imminent: { en: 'its urgency is imminent', fr: 'son urgence est imminente' },
  annotation: { en: 'the sender marked more than viral', fr: 'l’expéditeur a coché plus que la mention viral' },
  'danger-factor': { en: 'a danger factor applies', fr: 'un facteur de danger s’applique' },
  words: { en: 'its text proposes a danger factor', fr: 'son texte propose un facteur de danger' },
  'unseen-file': { en: 'a file was never seen here before', fr: 'un fichier n’a jamais été reçu auparavant' },
  unreadable: { en: 'it could not be read', fr: 'il n’a pas pu être lu' },
  person: { en: 'a person has looked at it', fr: 'une personne l’a déjà examiné' },
  'new-version': { en: 'a newer version has arrived', fr: 'une version plus récente est arrivée' },
  compartment: { en: 'it lies in a compartment', fr: 'il est cloisonné' },
  'new-link': { en: 'it is linked to another report’s subject', fr: 'il est lié au sujet d’un autre signalement' },
  news: { en: 'something new is known of it', fr: 'un élément nouveau s’y rapporte' },
  'in-hands': { en: 'somebody held it when the bundle came', fr: 'quelqu’un s’en chargeait à l’arrivée du lot' },
  'decided-alone': { en: 'it was decided by itself', fr: 'il a fait l’objet d’une décision distincte' },
  'taken-out': { en: 'a person took it out', fr: 'une personne l’en a retiré' },
  dissolved: { en: 'the bundle was taken apart', fr: 'le lot a été défait' },
} as const satisfies Record<ApartReason, Bilingual>;

/** Reasons of standing apart, in words. */
export function apartWords(
  reasons: readonly string[],
): readonly { readonly code: string; readonly words: Bilingual }[] {
  return reasons.map((code) => ({
    code,
    words: (APART as Readonly<Record<string, Bilingual>>)[code] ?? { en: code, fr: code },
  }));
}
