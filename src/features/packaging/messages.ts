import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';
import type { PackageState } from '#core/vocabulary.ts';
import type { ItemNumber, ItemRefusal } from './domain/item-rules.ts';

/** The seven items of a package (domain page, section 2 and 8). */
export const ITEM_WORDS = {
  1: { en: 'File disposition report', fr: 'Rapport de dispositions' },
  2: { en: 'Administrative subpoena results', fr: 'Résultats d’ordonnances administratives' },
  3: { en: 'General report', fr: 'Rapport général d’enquête' },
  4: { en: 'Jurisdiction request', fr: 'Demande de compétence' },
  5: { en: 'Geolocation data', fr: 'Données de géolocalisation' },
  6: { en: 'Other evidence', fr: 'Autres éléments probants' },
  7: { en: 'Reports of other bodies', fr: 'Rapports d’autres organismes' },
} as const satisfies Record<ItemNumber, Bilingual>;

/** Why an item cannot be put as asked. */
export const ITEM_REFUSALS = {
  'reason-missing': {
    en: 'Say why this item does not apply.',
    fr: 'Indiquez pourquoi cet élément ne s’applique pas.',
  },
  'text-missing': {
    en: 'This item is present only with its words: enter what was received or asked.',
    fr: 'Cet élément n’est présent qu’avec son texte\u00a0: inscrivez ce qui a été reçu ou demandé.',
  },
  'always-present': {
    en: 'This report is written by the package builder and is always present.',
    fr: 'Ce rapport est rédigé par l’outil de constitution du dossier et est toujours présent.',
  },
  'nothing-to-show': {
    en: 'The reports of this package hold nothing for this item; enter a text or say that it does not apply.',
    fr: 'Les signalements de ce dossier ne contiennent rien pour cet élément; inscrivez un texte ou indiquez qu’il ne s’applique pas.',
  },
} as const satisfies Record<ItemRefusal, Bilingual>;

/** States as people read them. */
export const STATE_WORDS = {
  draft: { en: 'Draft', fr: 'Ébauche' },
  submitted: { en: 'Submitted', fr: 'Soumis' },
  sealed: { en: 'Sealed', fr: 'Scellé' },
  released: { en: 'Released', fr: 'Autorisé' },
  sent: { en: 'Sent', fr: 'Envoyé' },
  delivered: { en: 'Delivered', fr: 'Remis' },
  acknowledged: { en: 'Acknowledged', fr: 'Réception confirmée' },
  accepted: { en: 'Accepted', fr: 'Accepté' },
  declined: { en: 'Declined', fr: 'Refusé' },
  're-routed': { en: 'Re-routed', fr: 'Réacheminé' },
  closed: { en: 'Closed', fr: 'Fermé' },
  parked: { en: 'Parked', fr: 'En suspens' },
  rejected: { en: 'Rejected', fr: 'Rejeté' },
  retracted: { en: 'Retracted', fr: 'Rétracté' },
} as const satisfies Record<PackageState, Bilingual>;

export const MESSAGES = {
  itemUndecided: {
    en: 'Item {item} is still undecided: {words}',
    fr: 'L’élément {item} reste à trancher\u00a0: {words}',
  },
  factBlocked: {
    en: 'Fact {id} may not leave as it is: leave it out, or record the authority that releases it.',
    fr: 'Le fait {id} ne peut sortir tel quel\u00a0: retirez-le ou consignez l’autorisation qui le libère.',
  },
  noLiveKey: {
    en: 'The recipient has no approved key in force; enter one in the directory first.',
    fr: 'Le destinataire n’a aucune clé approuvée en vigueur; inscrivez-en une au répertoire.',
  },
  keyEnded: {
    en: 'The key this package is encrypted to has expired or was revoked; return the package and seal it again.',
    fr: 'La clé de chiffrement de ce dossier est expirée ou révoquée; renvoyez le dossier, puis scellez-le de nouveau.',
  },
  objectMissing: {
    en: 'An object of this package cannot be read from the vault as it was received; it was not sealed.',
    fr: 'Un objet de ce dossier ne peut être lu dans la voûte tel qu’il a été reçu; le dossier n’a pas été scellé.',
  },
  diskFull: {
    en: 'The disk is full; the package was not sealed. Submit it again once there is room.',
    fr: 'Le disque est plein; le dossier n’a pas été scellé. Soumettez-le de nouveau une fois l’espace libéré.',
  },
  bySystem: { en: 'by the system', fr: 'par le système' },
  noTypesetter: {
    en: 'Documents cannot be made on this machine: its platform has no typesetter.',
    fr: 'Les documents ne peuvent être produits sur cette machine\u00a0: aucun compositeur n’existe pour sa plateforme.',
  },
  originatorControl: {
    en: 'The originator keeps control of this fact: {caveat}',
    fr: 'L’organisme d’origine garde le contrôle de ce fait\u00a0: {caveat}',
  },
  notPermitted: { en: 'Your role does not allow this.', fr: 'Votre rôle ne le permet pas.' },
  ownPackage: {
    en: 'You had a hand in this package: a second person releases it.',
    fr: 'Vous avez participé à ce dossier\u00a0: une deuxième personne doit l’autoriser.',
  },
  otherBagHash: {
    en: 'This is not the bag hash of the sealed version; reload the package and look again.',
    fr: 'Ce n’est pas l’empreinte de la version scellée; rechargez le dossier et vérifiez.',
  },
  contactUnconfirmed: {
    en: 'The contact of this service abroad is not confirmed: a second person confirms it, or approves its first use for this package.',
    fr: 'Le contact de ce service étranger n’est pas confirmé\u00a0: une deuxième personne doit le confirmer, ou approuver son premier recours pour ce dossier.',
  },
  contactConfirmed: {
    en: 'The contact of this service needs no second person.',
    fr: 'Le contact de ce service n’exige pas de deuxième personne.',
  },
  alreadyProposed: {
    en: 'This first use waits for a second person already.',
    fr: 'Ce premier recours attend déjà une deuxième personne.',
  },
  wrongState: {
    en: 'The package is {state}; this cannot be done now.',
    fr: 'Le dossier est à l’état «\u00a0{state}\u00a0»; cette action n’est pas possible.',
  },
  obstacles: {
    en: 'The package cannot be submitted yet.',
    fr: 'Le dossier ne peut pas encore être soumis.',
  },
  noSuchFact: {
    en: 'This fact does not stand in the way of the package.',
    fr: 'Ce fait ne fait pas obstacle au dossier.',
  },
} as const satisfies Messages;
