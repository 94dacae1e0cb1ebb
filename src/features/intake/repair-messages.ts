import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';

/** Why nobody could read a document, by the code its reason begins with. */
const REASONS: Readonly<Record<string, Bilingual>> = {
  'not-json': {
    en: 'It begins like JSON but is not well formed.',
    fr: 'Cela commence comme du JSON, mais n’est pas bien formé.',
  },
  malformed: { en: 'The XML is not well formed.', fr: 'Le XML n’est pas bien formé.' },
  'smime-no-key': {
    en: 'The mail is encrypted, and this house has no key for mail yet.',
    fr: 'Le courriel est chiffré, et il n’y a pas encore de clé pour le courrier ici.',
  },
  'smime-not-for-this-key': {
    en: 'The mail is encrypted for another key than ours; ask its sender to send it again with our certificate.',
    fr: 'Le courriel est chiffré pour une autre clé que la nôtre; demandez à l’expéditeur de le renvoyer avec notre certificat.',
  },
  'smime-unknown-cipher': {
    en: 'The mail is encrypted by a method that is not read here.',
    fr: 'Le courriel est chiffré par une méthode qui ne se lit pas ici.',
  },
  'smime-damaged': {
    en: 'The mail is encrypted and damaged; it cannot be opened.',
    fr: 'Le courriel est chiffré et endommagé; il ne peut pas être ouvert.',
  },
  'smime-too-deep': {
    en: 'The mail is encrypted or signed in more layers, or opens to more, than is read here.',
    fr: 'Le courriel est chiffré ou signé en plus de couches, ou contient davantage, qu’il n’en est lu ici.',
  },
  'malformed-xml': { en: 'The XML is not well formed.', fr: 'Le XML n’est pas bien formé.' },
  missing: { en: 'What a report must have is missing.', fr: 'Il manque ce qu’un signalement doit contenir.' },
  'unknown-shape': {
    en: 'No reader here knows this kind of document.',
    fr: 'Aucun lecteur ne connaît ce genre de document.',
  },
  'unknown-table': {
    en: 'A table that no mapping in force recognises.',
    fr: 'Un tableau qu’aucune correspondance en vigueur ne reconnaît.',
  },
  'unknown-role': {
    en: 'A person’s role is none the mapping knows; it may be a child.',
    fr: 'Le rôle d’une personne est inconnu de la correspondance; ce peut être un enfant.',
  },
  'no-records': {
    en: 'No record was found where the mapping looks.',
    fr: 'Aucun enregistrement là où la correspondance les cherche.',
  },
  'too-large': { en: 'Too large to be read.', fr: 'Trop volumineux pour être lu.' },
  'archive-no-documents': {
    en: 'An archive that holds no document: nobody can say what its files report.',
    fr: 'Une archive sans document\u00a0: personne ne peut dire ce que ses fichiers signalent.',
  },
  'archive-damaged': {
    en: 'An archive whose bytes are damaged; what could be read of it was received.',
    fr: 'Une archive endommagée; ce qui pouvait en être lu a été reçu.',
  },
  'too-deep': { en: 'Nested too deeply.', fr: 'Imbriqué trop profondément.' },
  'reader-failed': { en: 'Our own reader failed on it.', fr: 'Notre propre lecteur a échoué.' },
  'idempotency-key-of-another-report': {
    en: 'Its sender used the key of another report.',
    fr: 'L’expéditeur a utilisé la clé d’un autre signalement.',
  },
};

const OTHER: Bilingual = { en: 'No reader could read it.', fr: 'Aucun lecteur n’a pu le lire.' };
const TABLE_BROKEN: Bilingual = {
  en: 'The table cannot be read on from here.',
  fr: 'Le tableau n’est plus lisible à partir d’ici.',
};

/** The words of a reason's code. */
export function reasonWords(code: string): Bilingual {
  return REASONS[code] ?? (code.startsWith('csv-') ? TABLE_BROKEN : OTHER);
}

/** Why an act on the bench is not taken. */
export const REPAIR_MESSAGES = {
  'not-waiting': {
    en: 'This report does not wait on the bench any more.',
    fr: 'Ce signalement n’attend plus à l’atelier.',
  },
  'no-such-mapping': { en: 'This mapping is not in force.', fr: 'Cette correspondance n’est pas en vigueur.' },
  'same-origin': { en: 'That is already its source and sender.', fr: 'C’est déjà sa source et son expéditeur.' },
  'disk-full': {
    en: 'There is no room for it now. Try again later.',
    fr: 'La place manque pour l’instant. Réessayez plus tard.',
  },
  'several-records': {
    en: 'The repaired text holds several reports. Leave one; the others stay in the bytes received.',
    fr: 'Le texte réparé contient plusieurs signalements. N’en laissez qu’un; les autres restent dans les octets reçus.',
  },
  'still-unreadable': {
    en: 'The repaired text still cannot be read. Nothing was changed.',
    fr: 'Le texte réparé reste illisible. Rien n’a changé.',
  },
  'no-such-person': {
    en: 'Nobody of this name works on the bench.',
    fr: 'Personne de ce nom ne travaille à l’atelier.',
  },
} as const satisfies Messages;

/** The road of a report, as `vigie explain` tells it. */
export const ROAD_MESSAGES = {
  'read-again': { en: 'Read again by {name}.', fr: 'Relu par {name}.' },
  repaired: {
    en: 'Text repaired by {name}; the bytes received stay.',
    fr: 'Texte réparé par {name}; les octets reçus demeurent.',
  },
  redirected: { en: 'True source named by {name}.', fr: 'Véritable source indiquée par {name}.' },
  'mail-again': {
    en: 'The same mail came again by another way; what the servers on that way wrote is kept.',
    fr: 'Le même courriel est arrivé de nouveau par une autre voie; ce que les serveurs y ont inscrit est conservé.',
  },
  handed: { en: 'Handed over by {name}.', fr: 'Transmis par {name}.' },
} as const satisfies Messages;
