import type { Bilingual } from '#core/locale.ts';
import { IDENTIFIER_KINDS, type IdentifierKind } from '../types.ts';

/** A place of a report that a field can be read into. */
export interface MappingTarget {
  readonly code: string;
  readonly words: Bilingual;
  /** What it is part of; decides which numbers a rule needs. */
  readonly of: 'report' | 'person' | 'identifier' | 'file';
  readonly reads: 'text' | 'time' | 'flag' | 'role' | 'number';
  /** Holds more than one value. */
  readonly many: boolean;
}

const OF_REPORT: readonly (readonly [string, Bilingual, MappingTarget['reads'], boolean])[] = [
  ['ignore', { en: 'Not used (kept in the bytes)', fr: 'Inutilisé (reste dans les octets)' }, 'text', true],
  ['externalId', { en: 'Sender’s own number', fr: 'Numéro chez l’expéditeur' }, 'text', false],
  ['senderName', { en: 'Organisation that reports', fr: 'Organisme qui signale' }, 'text', false],
  ['reportedAt', { en: 'Reported at', fr: 'Signalé le' }, 'time', false],
  ['incidentType', { en: 'Incident type', fr: 'Type d’incident' }, 'text', false],
  ['platform', { en: 'Platform', fr: 'Plateforme' }, 'text', false],
  ['occurredAt', { en: 'Occurred at', fr: 'Survenu le' }, 'time', false],
  ['occurredDescription', { en: 'Occurred, in words', fr: 'Survenu, en toutes lettres' }, 'text', false],
  ['description', { en: 'Description of the incident', fr: 'Description de l’incident' }, 'text', false],
  ['offence', { en: 'Offence', fr: 'Infraction' }, 'text', false],
  ['narrative', { en: 'Text of the sender', fr: 'Texte de l’expéditeur' }, 'text', true],
  ['restrictedNarrative', { en: 'Text about a child', fr: 'Texte au sujet d’un enfant' }, 'text', true],
  ['alarm', { en: 'Alarm of the sender', fr: 'Alarme de l’expéditeur' }, 'text', false],
];

const OF_PERSON: readonly (readonly [string, Bilingual, MappingTarget['reads']])[] = [
  ['person.role', { en: 'Role', fr: 'Rôle' }, 'role'],
  ['person.firstName', { en: 'First name', fr: 'Prénom' }, 'text'],
  ['person.middleName', { en: 'Middle name', fr: 'Deuxième prénom' }, 'text'],
  ['person.lastName', { en: 'Last name', fr: 'Nom de famille' }, 'text'],
  ['person.dateOfBirth', { en: 'Date of birth', fr: 'Date de naissance' }, 'text'],
  ['person.age', { en: 'Age', fr: 'Âge' }, 'text'],
  ['person.street', { en: 'Street', fr: 'Rue' }, 'text'],
  ['person.city', { en: 'City', fr: 'Ville' }, 'text'],
  ['person.region', { en: 'Province or state', fr: 'Province ou État' }, 'text'],
  ['person.postalCode', { en: 'Postal code', fr: 'Code postal' }, 'text'],
  ['person.country', { en: 'Country', fr: 'Pays' }, 'text'],
];

const IDENTIFIER_WORDS: Readonly<Record<IdentifierKind, Bilingual>> = {
  account: { en: 'Account', fr: 'Compte' },
  'screen-name': { en: 'Screen name', fr: 'Pseudonyme' },
  'display-name': { en: 'Display name', fr: 'Nom affiché' },
  email: { en: 'E-mail address', fr: 'Adresse courriel' },
  phone: { en: 'Telephone', fr: 'Téléphone' },
  ip: { en: 'IP address', fr: 'Adresse IP' },
  device: { en: 'Device', fr: 'Appareil' },
  payment: { en: 'Payment account', fr: 'Compte de paiement' },
  wallet: { en: 'Wallet', fr: 'Portefeuille' },
  url: { en: 'Address of a page', fr: 'Adresse d’une page' },
  'profile-url': { en: 'Address of a profile', fr: 'Adresse d’un profil' },
  'cloud-share': { en: 'Shared folder', fr: 'Dossier partagé' },
  'onion-address': { en: 'Onion address', fr: 'Adresse onion' },
  group: { en: 'Group', fr: 'Groupe' },
  'prior-report': { en: 'Earlier report', fr: 'Signalement antérieur' },
};

const OF_ADDRESS: readonly (readonly [string, Bilingual, MappingTarget['reads']])[] = [
  ['identifier.port', { en: 'Port of the address', fr: 'Port de l’adresse' }, 'number'],
  ['identifier.observedAt', { en: 'Time of the address', fr: 'Heure de l’adresse' }, 'time'],
  ['identifier.event', { en: 'Event of the address', fr: 'Événement de l’adresse' }, 'text'],
  ['identifier.service', { en: 'Service of the account', fr: 'Service du compte' }, 'text'],
];

const OF_FILE: readonly (readonly [string, Bilingual, MappingTarget['reads']])[] = [
  ['file.name', { en: 'Name of the file', fr: 'Nom du fichier' }, 'text'],
  ['file.md5', { en: 'MD5 of the file', fr: 'MD5 du fichier' }, 'text'],
  ['file.sha1', { en: 'SHA-1 of the file', fr: 'SHA-1 du fichier' }, 'text'],
  ['file.sha256', { en: 'SHA-256 of the file', fr: 'SHA-256 du fichier' }, 'text'],
  ['file.viewed', { en: 'File viewed by the sender', fr: 'Fichier vu par l’expéditeur' }, 'flag'],
  ['file.uploadedAt', { en: 'File uploaded at', fr: 'Fichier téléversé le' }, 'time'],
];

/** Every place of a report that a mapping can fill, in the order of the report. */
export const MAPPING_TARGETS: readonly MappingTarget[] = [
  ...OF_REPORT.map(([code, words, reads, many]) => ({ code, words, of: 'report' as const, reads, many })),
  ...OF_PERSON.map(([code, words, reads]) => ({ code, words, of: 'person' as const, reads, many: false })),
  ...IDENTIFIER_KINDS.map((kind) => ({
    code: `identifier.${kind}`,
    words: IDENTIFIER_WORDS[kind],
    of: 'identifier' as const,
    reads: 'text' as const,
    many: true,
  })),
  ...OF_ADDRESS.map(([code, words, reads]) => ({ code, words, of: 'identifier' as const, reads, many: false })),
  ...OF_FILE.map(([code, words, reads]) => ({ code, words, of: 'file' as const, reads, many: false })),
];

const BY_CODE = new Map(MAPPING_TARGETS.map((target) => [target.code, target]));

/** The target of a code; null for one there is not. */
export function targetNamed(code: string): MappingTarget | null {
  return BY_CODE.get(code) ?? null;
}

/** The kind of identifier a target stands for; null for the details of one. */
export function identifierKindOf(code: string): IdentifierKind | null {
  return IDENTIFIER_KINDS.find((kind) => code === `identifier.${kind}`) ?? null;
}
