import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';
import type { Source, Urgency } from '#core/vocabulary.ts';
import type { IdentifierKind, PersonRole, Provenance } from '#features/intake/types';
import type { ItemState } from '../domain/item-rules.ts';
import type { PackageContent, RuleName } from '../domain/package-content.ts';

/** Number and word: never a colour alone, never a number alone. */
export const URGENCY_WORDS = {
  P1: { en: '1 Imminent', fr: '1 Imminente' },
  P2: { en: '2 High', fr: '2 Élevée' },
  P3: { en: '3 Medium', fr: '3 Moyenne' },
  P4: { en: '4 Low', fr: '4 Faible' },
  informational: { en: 'Informational', fr: 'À titre informatif' },
} as const satisfies Record<Urgency, Bilingual>;

export const SOURCE_WORDS = {
  ncmec: { en: 'NCMEC (United States)', fr: 'NCMEC (États-Unis)' },
  provider: { en: 'Service provider', fr: 'Fournisseur de services' },
  'cybertip-ca': { en: 'Cybertip.ca', fr: 'Cyberaide.ca' },
  hotline: { en: 'Hotline', fr: 'Ligne de signalement' },
  'police-ca': { en: 'Canadian police service', fr: 'Service de police canadien' },
  'police-foreign': { en: 'Foreign police service', fr: 'Service de police étranger' },
  'rcmp-division': { en: 'RCMP division', fr: 'Division de la GRC' },
} as const satisfies Record<Source, Bilingual>;

export const PERSON_WORDS = {
  reported: { en: 'Reported person', fr: 'Personne signalée' },
  victim: { en: 'Victim', fr: 'Victime' },
  'intended-recipient': { en: 'Intended recipient', fr: 'Destinataire visé' },
  reporter: { en: 'Person who reported', fr: 'Auteur du signalement' },
  third: { en: 'Third person', fr: 'Tierce personne' },
} as const satisfies Record<PersonRole, Bilingual>;

export const IDENTIFIER_WORDS = {
  account: { en: 'Account', fr: 'Compte' },
  'screen-name': { en: 'Screen name', fr: 'Nom d’utilisateur' },
  'display-name': { en: 'Display name', fr: 'Nom affiché' },
  email: { en: 'E-mail', fr: 'Courriel' },
  phone: { en: 'Telephone', fr: 'Téléphone' },
  ip: { en: 'IP address', fr: 'Adresse IP' },
  device: { en: 'Device', fr: 'Appareil' },
  payment: { en: 'Payment', fr: 'Paiement' },
  wallet: { en: 'Wallet', fr: 'Portefeuille' },
  url: { en: 'URL', fr: 'URL' },
  'profile-url': { en: 'Profile URL', fr: 'URL du profil' },
  'cloud-share': { en: 'Cloud share', fr: 'Partage infonuagique' },
  'onion-address': { en: 'Onion address', fr: 'Adresse .onion' },
  group: { en: 'Group', fr: 'Groupe' },
  'prior-report': { en: 'Prior report', fr: 'Signalement antérieur' },
} as const satisfies Record<IdentifierKind, Bilingual>;

export const PROVENANCE_WORDS = {
  'reported-by-provider': { en: 'Reported by the provider', fr: 'Signalé par le fournisseur' },
  volunteered: { en: 'Volunteered', fr: 'Fourni volontairement' },
  compelled: { en: 'Obtained by order', fr: 'Obtenu par ordonnance' },
  'open-source': { en: 'Open source', fr: 'Source ouverte' },
  'foreign-agency': { en: 'Foreign agency', fr: 'Organisme étranger' },
  'mined-from-text': { en: 'Read from free text, unverified', fr: 'Relevé dans le texte libre, non vérifié' },
} as const satisfies Record<Provenance, Bilingual>;

export const ITEM_STATE_WORDS = {
  present: { en: 'Present', fr: 'Présent' },
  'not-applicable': { en: 'Not applicable', fr: 'Sans objet' },
  pending: { en: 'Pending', fr: 'À venir' },
} as const satisfies Record<ItemState, Bilingual>;

export const ROLE_WORDS = {
  'reported-place': { en: 'Police of the reported person’s place', fr: 'Police du lieu de la personne signalée' },
  'victim-place': { en: 'Police of the victim’s place', fr: 'Police du lieu de la victime' },
} as const satisfies Record<PackageContent['role'], Bilingual>;

export const VIEWED_WORDS = {
  true: { en: 'Yes', fr: 'Oui' },
  false: { en: 'No', fr: 'Non' },
  null: { en: 'Not stated', fr: 'Non précisé' },
} as const satisfies Messages;

/** Acts of custody that have words; any other stands under its code. */
export const ACT_WORDS: Readonly<Record<string, Bilingual>> = {
  received: { en: 'Received', fr: 'Reçu' },
  stored: { en: 'Stored', fr: 'Conservé' },
  opened: { en: 'Opened', fr: 'Ouvert' },
  'kept-for-package': { en: 'Kept for the package', fr: 'Conservé pour le dossier' },
  'told-by-telephone': { en: 'Told by telephone', fr: 'Communiqué par téléphone' },
  packaged: { en: 'Put into a package', fr: 'Versé au dossier' },
  sealed: { en: 'Sealed', fr: 'Scellé' },
  delivered: { en: 'Delivered', fr: 'Remis' },
};

/** Rules whose versions a package names; one without words here does not compile. */
export const RULE_WORDS: Readonly<Record<RuleName, Bilingual>> = {
  clocks: { en: 'Legal regimes and deadlines', fr: 'Régimes juridiques et échéances' },
  gates: { en: 'Legal gates', fr: 'Contrôles juridiques' },
  triage: { en: 'Triage', fr: 'Triage' },
  routing: { en: 'Police of jurisdiction', fr: 'Service de police compétent' },
};

/** Everything else that stands on the pages; ICU MessageFormat. */
export const WORDS = {
  dispositionReport: { en: 'File Disposition Report', fr: 'Rapport de dispositions' },
  generalReport: { en: 'Investigator’s general report', fr: 'Rapport général d’enquête' },
  language: { en: 'English', fr: 'Français' },
  page: { en: 'page', fr: 'page' },
  version: { en: '{package} · part {part}', fr: '{package} · partie {part}' },
  footerRecipient: { en: 'For {name} ({code})', fr: 'À l’intention de\u00a0: {name} ({code})' },
  footerMade: { en: 'Generated {time} · printed by {author}', fr: 'Produit le {time} · imprimé par {author}' },
  footerContent: { en: 'Content {short}', fr: 'Contenu {short}' },
  package: { en: 'Package', fr: 'Dossier d’enquête' },
  number: { en: 'Number', fr: 'Numéro' },
  recipient: { en: 'Recipient', fr: 'Destinataire' },
  role: { en: 'Capacity', fr: 'À titre de' },
  originator: { en: 'Originator', fr: 'Organisme d’origine' },
  contact: { en: 'Contact', fr: 'Personne-ressource' },
  author: { en: 'Author', fr: 'Auteur' },
  subject: { en: 'Subject', fr: 'Personne d’intérêt' },
  urgency: { en: 'Urgency', fr: 'Urgence' },
  contents: { en: 'Contents of the package', fr: 'Contenu du dossier' },
  item: { en: 'Item', fr: 'Élément' },
  state: { en: 'State', fr: 'État' },
  remarks: { en: 'Remarks', fr: 'Remarques' },
  seeGeneral: { en: 'See the general report.', fr: 'Voir le rapport général.' },
  dueBy: { en: 'Expected by {time}', fr: 'Attendu d’ici le {time}' },
  report: { en: 'Report {number}', fr: 'Signalement {number}' },
  source: { en: 'Source', fr: 'Source' },
  sender: { en: 'Sender', fr: 'Expéditeur' },
  externalId: { en: 'Sender’s number', fr: 'Numéro de l’expéditeur' },
  received: { en: 'Received', fr: 'Reçu' },
  reportVersion: { en: 'Version of the report', fr: 'Version du signalement' },
  danger: { en: 'Danger', fr: 'Danger' },
  completeness: { en: 'Completeness', fr: 'Complétude' },
  claimedHash: { en: '{type} stated by the sender', fr: '{type} indiqué par l’expéditeur' },
  outOf100: { en: '{value} of 100', fr: '{value} sur 100' },
  senderAlarm: { en: 'Sender’s alarm, as written', fr: 'Alerte de l’expéditeur, telle quelle' },
  lead: { en: 'Lead package', fr: 'Dossier principal' },
  yes: { en: 'Yes', fr: 'Oui' },
  no: { en: 'No', fr: 'Non' },
  incidents: { en: 'Incidents', fr: 'Incidents' },
  incidentType: { en: 'Type, as written', fr: 'Type, tel quel' },
  platform: { en: 'Platform', fr: 'Plateforme' },
  occurred: { en: 'Time', fr: 'Moment' },
  files: { en: 'Files', fr: 'Fichiers' },
  fileName: { en: 'Name given by the sender', fr: 'Nom donné par l’expéditeur' },
  place: { en: 'Place in the package', fr: 'Emplacement dans le dossier' },
  size: { en: 'Size (bytes)', fr: 'Taille (octets)' },
  viewed: { en: 'Viewed by the provider', fr: 'Visionné par le fournisseur' },
  caveat: { en: 'Caveat', fr: 'Réserve' },
  notSent: { en: 'Not sent: {reason}', fr: 'Non transmis\u00a0: {reason}' },
  noReason: { en: 'no reason recorded', fr: 'aucun motif consigné' },
  clocks: { en: 'Deadlines', fr: 'Échéances' },
  clock: { en: 'Deadline', fr: 'Échéance' },
  from: { en: 'From', fr: 'Du' },
  until: { en: 'Until', fr: 'Jusqu’au' },
  rule: { en: 'Rule', fr: 'Règle' },
  custody: { en: 'Custody', fr: 'Chaîne de possession' },
  time: { en: 'Time', fr: 'Moment' },
  actor: { en: 'By', fr: 'Par' },
  act: { en: 'Act', fr: 'Acte' },
  ruleVersions: { en: 'Rule versions applied', fr: 'Versions des règles appliquées' },
  ruleVersion: { en: 'Version', fr: 'Version' },
  summary: { en: 'Summary', fr: 'Sommaire' },
  reportCount: {
    en: '{count, plural, one {# report} other {# reports}}',
    fr: '{count, plural, one {# signalement} other {# signalements}}',
  },
  reports: { en: 'Reports', fr: 'Signalements' },
  persons: { en: 'Persons', fr: 'Personnes' },
  name: { en: 'Name', fr: 'Nom' },
  birth: { en: 'Date of birth, age', fr: 'Date de naissance, âge' },
  address: { en: 'Address', fr: 'Adresse' },
  identifiers: { en: 'Identifiers', fr: 'Identificateurs' },
  otherIdentifiers: { en: 'Identifiers of no stated person', fr: 'Identificateurs sans personne précisée' },
  fact: { en: 'Field', fr: 'Rubrique' },
  kind: { en: 'Kind', fr: 'Type' },
  value: { en: 'Value', fr: 'Valeur' },
  seen: { en: 'Observed', fr: 'Observé' },
  provenance: { en: 'Provenance', fr: 'Provenance' },
  port: { en: 'port {port}', fr: 'port {port}' },
  proxy: { en: 'The sender says: possible proxy.', fr: 'Selon l’expéditeur\u00a0: mandataire possible.' },
  unverified: { en: 'Not verified by the sender.', fr: 'Non vérifié par l’expéditeur.' },
  jurisdiction: { en: 'Jurisdiction', fr: 'Compétence' },
  service: { en: 'Police service', fr: 'Service de police' },
  reasons: { en: 'Reasons', fr: 'Motifs' },
  cautions: { en: 'Cautions', fr: 'Mises en garde' },
  receivedText: { en: 'Text as received', fr: 'Texte tel que reçu' },
  receivedFrom: { en: 'As received, at {path}', fr: 'Tel que reçu, à {path}' },
  cut: {
    en: 'Cut after {count, number} characters; the whole text stands in referral.json.',
    fr: 'Coupé après {count, number} caractères; le texte intégral figure dans referral.json.',
  },
  none: { en: 'None recorded.', fr: 'Rien de consigné.' },
  unknown: { en: 'Not known', fr: 'Inconnu' },
  zoneUnknown: { en: '{time} (zone unknown)', fr: '{time} (fuseau inconnu)' },
  timeUnreadable: { en: '{time} (not a readable time)', fr: '{time} (heure illisible)' },
  asWritten: { en: '{time}\nas written: {written}', fr: '{time}\ntel quel\u00a0: {written}' },
  codes: {
    en: 'A character this document cannot show is written by its code, such as [U+4E00]; the received text stands whole in referral.json.',
    fr: 'Un caractère que ce document ne peut afficher est remplacé par son code, par exemple [U+4E00]; le texte reçu figure intégralement dans referral.json.',
  },
} as const satisfies Messages;
