import type { Messages } from './messages.ts';

/** Versions of a report side by side, and the PDF of a tip beside its JSON. */
export const versionWords = {
  title: { en: 'What changed', fr: 'Ce qui a changé' },
  between: { en: 'Version {from} beside version {to}', fr: 'Version {from} et version {to}' },
  before: { en: 'Compare with', fr: 'Comparer avec' },
  none: { en: 'Nothing that is read differs.', fr: 'Rien de ce qui est lu ne diffère.' },
  touchesUrgency: { en: 'may change the urgency', fr: 'peut changer l’urgence' },
  touchesJurisdiction: { en: 'may change the police service', fr: 'peut changer le service de police' },
  what: { en: 'What', fr: 'Quoi' },
  was: { en: 'Version {n}', fr: 'Version {n}' },
  absent: { en: 'not there', fr: 'absent' },
  here: { en: 'there', fr: 'présent' },
  wordsChanged: { en: 'The words changed.', fr: 'Le texte a changé.' },
  victimsChanged: { en: 'Victim details changed.', fr: 'Les données de victimes ont changé.' },
  drafts: { en: 'Draft fields of the PDF', fr: 'Champs provisoires du PDF' },
  draftsHow: {
    en: 'Read from the PDF of the tip. Nothing counts before a person confirms it; the JSON is authoritative.',
    fr: 'Lus dans le PDF du signalement. Rien ne compte avant la confirmation d’une personne; le JSON fait foi.',
  },
  noDrafts: { en: 'No labelled line was found.', fr: 'Aucune ligne étiquetée n’a été trouvée.' },
  pages: {
    en: '{n, plural, one {1 page} other {{n} pages}}',
    fr: '{n, plural, one {{n} page} many {{n} pages} other {{n} pages}}',
  },
  cut: { en: 'longer than what is read', fr: 'plus long que ce qui est lu' },
  label: { en: 'As printed', fr: 'Tel qu’imprimé' },
  place: { en: 'Place', fr: 'Endroit' },
  at: { en: 'page {page}, line {line}', fr: 'page {page}, ligne {line}' },
  standing: { en: 'Beside the JSON', fr: 'Par rapport au JSON' },
  says: { en: 'the JSON says', fr: 'le JSON indique' },
  judge: { en: 'Your word', fr: 'Votre avis' },
  confirm: { en: 'Confirm', fr: 'Confirmer' },
  reject: { en: 'Reject', fr: 'Rejeter' },
  ofLine: { en: '{act}: {label} {value}', fr: '{act}\u00a0: {label} {value}' },
} satisfies Messages;

export const readingOutcomes = {
  waiting: { en: 'waits to be read', fr: 'en attente de lecture' },
  read: { en: 'read', fr: 'lu' },
  'not-a-pdf': { en: 'kept; not readable as a PDF', fr: 'conservé; illisible comme PDF' },
  'too-large': { en: 'kept; too large to be read', fr: 'conservé; trop volumineux pour être lu' },
  'too-slow': { en: 'kept; reading took too long', fr: 'conservé; lecture trop longue' },
  crashed: { en: 'kept; the reader did not survive it', fr: 'conservé; le lecteur n’y a pas résisté' },
} satisfies Messages;

export const draftStandings = {
  agrees: { en: 'agrees', fr: 'concorde' },
  differs: { en: 'differs', fr: 'diffère' },
  'only-in-pdf': { en: 'only in the PDF', fr: 'seulement dans le PDF' },
} satisfies Messages;

export const comparedParts = {
  report: { en: 'Report', fr: 'Signalement' },
  incident: { en: 'Incident', fr: 'Incident' },
  person: { en: 'Person', fr: 'Personne' },
  identifier: { en: 'Identifier', fr: 'Identifiant' },
  file: { en: 'File', fr: 'Fichier' },
  annotation: { en: 'Mark', fr: 'Mention' },
  narrative: { en: 'Text', fr: 'Texte' },
  victims: { en: 'Victims', fr: 'Victimes' },
} satisfies Messages;

export const changes = {
  added: { en: 'added', fr: 'ajouté' },
  removed: { en: 'removed', fr: 'retiré' },
  changed: { en: 'changed', fr: 'modifié' },
} satisfies Messages;

/** Field names of the interface in the words of the desk. */
export const comparedFields = {
  senderName: { en: 'sender', fr: 'expéditeur' },
  reportedAt: { en: 'received by its sender', fr: 'reçu par l’expéditeur' },
  ncmecPriority: { en: 'NCMEC priority', fr: 'priorité du NCMEC' },
  senderAlarm: { en: 'alarm', fr: 'alarme' },
  batchedReason: { en: 'reason of the batch', fr: 'motif du lot' },
  lawEnforcement: { en: 'police named by the sender', fr: 'police nommée par l’expéditeur' },
  incidentType: { en: 'type', fr: 'type' },
  platform: { en: 'platform', fr: 'plateforme' },
  occurred: { en: 'occurred', fr: 'survenu' },
  occurredDescription: { en: 'occurred, in words', fr: 'survenu, en mots' },
  description: { en: 'description', fr: 'description' },
  offence: { en: 'offence', fr: 'infraction' },
  firstName: { en: 'first name', fr: 'prénom' },
  middleName: { en: 'middle name', fr: 'deuxième prénom' },
  lastName: { en: 'last name', fr: 'nom' },
  dateOfBirth: { en: 'date of birth', fr: 'date de naissance' },
  age: { en: 'age', fr: 'âge' },
  addresses: { en: 'addresses', fr: 'adresses' },
  estimatedLocation: { en: 'estimated place', fr: 'lieu estimé' },
  service: { en: 'service', fr: 'service' },
  port: { en: 'port', fr: 'port' },
  observed: { en: 'observed', fr: 'observé' },
  event: { en: 'event', fr: 'événement' },
  verified: { en: 'verified', fr: 'vérifié' },
  possibleProxy: { en: 'possible proxy', fr: 'mandataire possible' },
  provenance: { en: 'origin', fr: 'provenance' },
  personRole: { en: 'role of its person', fr: 'rôle de la personne' },
  sha256: { en: 'bytes received', fr: 'octets reçus' },
  claimedHashes: { en: 'announced digests', fr: 'condensés annoncés' },
  viewedByEsp: { en: 'viewed by the provider', fr: 'vu par le fournisseur' },
  industryClassification: { en: 'classification', fr: 'classification' },
  relevance: { en: 'relevance', fr: 'pertinence' },
  annotations: { en: 'marks', fr: 'mentions' },
  uploadedAt: { en: 'uploaded', fr: 'téléversé' },
  relation: { en: 'standing', fr: 'statut' },
} satisfies Messages;
