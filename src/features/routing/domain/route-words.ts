import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';

/** Doubts that travel with a candidate: named, never guessed over. */
export const CAUTION_WORDS = {
  'carrier-nat-range': {
    en: 'An address is in the range carriers share among customers (100.64.0.0/10): it has no place.',
    fr: 'Une adresse appartient à la plage que les fournisseurs partagent entre abonnés (100.64.0.0/10)\u00a0: elle n’a pas de lieu.',
  },
  'private-range': {
    en: 'An address is private to one network: it has no place.',
    fr: 'Une adresse est propre à un réseau privé\u00a0: elle n’a pas de lieu.',
  },
  'documentation-range': {
    en: 'An address is reserved for documentation: it belongs to nobody.',
    fr: 'Une adresse est réservée à la documentation\u00a0: elle n’appartient à personne.',
  },
  'special-range': {
    en: 'An address is in a range never used by a subscriber.',
    fr: 'Une adresse appartient à une plage qu’aucun abonné n’utilise.',
  },
  'tunnel-address': {
    en: 'An address belongs to an IPv6 transition tunnel: its place would be that of the tunnel.',
    fr: 'Une adresse appartient à un tunnel de transition IPv6\u00a0: son lieu serait celui du tunnel.',
  },
  'unreadable-address': {
    en: 'An address could not be read.',
    fr: 'Une adresse n’a pas pu être lue.',
  },
  'not-located': {
    en: 'A public address is in no place database.',
    fr: 'Une adresse publique ne figure dans aucune base de localisation.',
  },
  'no-port-behind-carrier-nat': {
    en: 'No source port: this network may share the address among many customers. Ask the sender for the port.',
    fr: 'Port source absent\u00a0: ce réseau peut partager l’adresse entre de nombreux abonnés. Demander le port à l’expéditeur.',
  },
  'possible-proxy': {
    en: 'The sender says the address may be a proxy.',
    fr: 'L’expéditeur indique que l’adresse est peut-être celle d’un serveur mandataire.',
  },
  'listed-exit': {
    en: 'The address is on a list of exits of anonymity networks or of hosting ranges.',
    fr: 'L’adresse figure sur une liste de sorties de réseaux d’anonymat ou de plages d’hébergement.',
  },
  'zone-unstated': {
    en: 'The time zone of the event is not stated: the hour may be off.',
    fr: 'Le fuseau horaire de l’événement n’est pas indiqué\u00a0: l’heure peut être décalée.',
  },
  'time-missing': {
    en: 'The time of the event is missing or unreadable.',
    fr: 'Le moment de l’événement est absent ou illisible.',
  },
  'located-to-country-only': {
    en: 'Located to the country only.',
    fr: 'Localisation limitée au pays.',
  },
  'databases-disagree': {
    en: 'Two place databases disagree on the country.',
    fr: 'Deux bases de localisation divergent sur le pays.',
  },
  'later-edition': {
    en: 'Located with a database edition far from the date of the event.',
    fr: 'Localisation faite avec une édition de la base éloignée de la date de l’événement.',
  },
  'ambiguous-place': {
    en: 'Several places bear this name and no province is stated.',
    fr: 'Plusieurs lieux portent ce nom et aucune province n’est indiquée.',
  },
  'place-conflict': {
    en: 'Parts of the stated place contradict each other.',
    fr: 'Les éléments du lieu indiqué se contredisent.',
  },
  'province-not-stated': {
    en: 'The province is not stated; it follows from the name of the city alone.',
    fr: 'La province n’est pas indiquée; elle est déduite du seul nom de la ville.',
  },
  'country-not-stated': {
    en: 'A place is stated without its country: it was not used.',
    fr: 'Un lieu est indiqué sans son pays\u00a0: il n’a pas été retenu.',
  },
  'country-unknown': {
    en: 'A stated country could not be recognised.',
    fr: 'Un pays indiqué n’a pas été reconnu.',
  },
  'no-contact-listed': {
    en: 'The directory has no contact for this country: Interpol is the way.',
    fr: 'Le répertoire n’a pas de contact pour ce pays\u00a0: passer par Interpol.',
  },
  'contact-unconfirmed': {
    en: 'This contact must be confirmed before its first use; a second person releases.',
    fr: 'Ce contact doit être confirmé avant sa première utilisation; une seconde personne autorise l’envoi.',
  },
  'human-rights-not-reviewed': {
    en: 'No human rights review of this contact is on record.',
    fr: 'Aucun examen de ce contact au regard des droits de la personne n’est consigné.',
  },
  'jurisdiction-to-be-confirmed': {
    en: 'The directory row of this service is to be confirmed.',
    fr: 'L’inscription de ce service au répertoire est à confirmer.',
  },
  tie: {
    en: 'Another service ranks as high: a person chooses.',
    fr: 'Un autre service est classé à égalité\u00a0: une personne choisit.',
  },
  'call-first': {
    en: 'A child may be in immediate danger: telephone this service first.',
    fr: 'Un enfant est peut-être en danger immédiat\u00a0: téléphoner d’abord à ce service.',
  },
  'no-duty-line': {
    en: 'No duty line has been entered for this service.',
    fr: 'Aucune ligne de garde n’a été saisie pour ce service.',
  },
} as const satisfies Messages;

export type CautionCode = keyof typeof CAUTION_WORDS;

/** Reasons a service is a candidate; `{…}` are filled in. */
export const REASON_WORDS = {
  ip: {
    en: 'IP address {address}, {time}: placed in {place} ({database}, {edition})',
    fr: 'Adresse IP {address}, {time}\u00a0: localisée à {place} ({database}, {edition})',
  },
  address: { en: 'Address given: {place}', fr: 'Adresse fournie\u00a0: {place}' },
  'stated-place': { en: 'Place stated by the sender: {place}', fr: 'Lieu indiqué par l’expéditeur\u00a0: {place}' },
  phone: { en: 'Telephone number {code}…: {place}', fr: 'Numéro de téléphone {code}…\u00a0: {place}' },
  'victim-ip': {
    en: 'An IP address of the child is placed in the territory of this service',
    fr: 'Une adresse IP de l’enfant est localisée dans le territoire de ce service',
  },
  'victim-place': {
    en: 'The place given for the child is in the territory of this service',
    fr: 'Le lieu indiqué pour l’enfant est dans le territoire de ce service',
  },
  'victim-phone': {
    en: 'A telephone number of the child belongs to the territory of this service',
    fr: 'Un numéro de téléphone de l’enfant relève du territoire de ce service',
  },
  standsBehind: {
    en: '{reason} (stands behind the service in charge)',
    fr: '{reason} (en appui du service compétent)',
  },
  corroborated: {
    en: 'Further evidence of the same kind agrees ({count})',
    fr: 'D’autres éléments de même nature concordent ({count})',
  },
  dutyLine: {
    en: 'A child may be in immediate danger, and this service has a duty line',
    fr: 'Un enfant est peut-être en danger immédiat, et ce service a une ligne de garde',
  },
  unknownPlace: {
    en: 'No usable evidence of a place: the national centre keeps the report and works the identifiers',
    fr: 'Aucun élément exploitable sur le lieu\u00a0: le centre national conserve le signalement et exploite les identifiants',
  },
  timeUnknown: { en: 'time unknown', fr: 'moment inconnu' },
} as const satisfies Messages;

/** Fills `{name}` in both languages with one text, or with each language's own. */
export function fillWords(words: Bilingual, values: Readonly<Record<string, string | Bilingual>>): Bilingual {
  return { en: fill(words.en, values, 'en'), fr: fill(words.fr, values, 'fr') };
}

function fill(text: string, values: Readonly<Record<string, string | Bilingual>>, language: 'en' | 'fr'): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'string' ? value : value[language];
  });
}
