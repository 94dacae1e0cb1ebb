import type { Role } from '#core/actor.ts';
import type { Bilingual } from '#core/locale.ts';

/** An act that two different persons do together, as data: who may propose it, who may approve it, how long an approval waits. */
export interface ProposalKind {
  readonly words: Bilingual;
  readonly propose: readonly Role[];
  readonly approve: readonly Role[];
  /** Hours from the proposal after which it is worth nothing. */
  readonly hours: number;
  /** Words for the fields of the content, in the order in which they are read. */
  readonly fields: Readonly<Record<string, Bilingual>>;
}

const DAY = 24;
const WEEK = 7 * DAY;

const AGENCY: Bilingual = { en: 'Police service', fr: 'Service de police' };
const PERSON: Bilingual = { en: 'Person (number)', fr: 'Personne (numéro)' };
const COUNT: Bilingual = { en: 'Count', fr: 'Nombre' };
const REPORTS: Bilingual = { en: 'Reports', fr: 'Signalements' };
const PACKAGE: Bilingual = { en: 'Package', fr: 'Dossier d’enquête' };
const FINGERPRINT: Bilingual = { en: 'Fingerprint', fr: 'Empreinte' };

/** Every act of the list of the security page, 3.2, that rests on a proposal; the other three are in `ELSEWHERE`. */
export const PROPOSAL_KINDS = {
  expunge: {
    words: { en: 'Dispose of reports for good', fr: 'Éliminer des signalements pour de bon' },
    propose: ['supervisor'],
    approve: ['supervisor', 'administrator'],
    hours: WEEK,
    fields: {
      reports: REPORTS,
      count: COUNT,
      classes: { en: 'Retention classes', fr: 'Catégories de conservation' },
      authority: { en: 'Disposal authority', fr: 'Autorisation d’élimination' },
      rules: { en: 'Retention table', fr: 'Calendrier de conservation' },
      objects: { en: 'Files of evidence', fr: 'Fichiers de preuve' },
      copies: { en: 'Packages held by recipients', fr: 'Dossiers détenus par des destinataires' },
    },
  },
  'key-destruction': {
    words: { en: 'Destroy a key', fr: 'Détruire une clé' },
    propose: ['administrator'],
    approve: ['administrator', 'supervisor'],
    hours: DAY,
    fields: { key: { en: 'Key', fr: 'Clé' }, until: { en: 'In use until', fr: 'En usage jusqu’au' } },
  },
  'foreign-contact': {
    words: { en: 'Confirm or change a foreign contact', fr: 'Confirmer ou modifier un contact étranger' },
    propose: ['liaison', 'transnational-officer', 'administrator'],
    approve: ['liaison', 'supervisor', 'reviewer', 'administrator'],
    hours: WEEK,
    fields: { agency: AGENCY, dutyLine: { en: 'Duty line', fr: 'Ligne de permanence' } },
  },
  'foreign-first-use': {
    words: {
      en: 'Send to a foreign contact that is not confirmed',
      fr: 'Envoyer à un contact étranger non confirmé',
    },
    propose: ['package-investigator', 'transnational-officer', 'liaison', 'supervisor'],
    approve: ['transnational-officer', 'liaison', 'supervisor', 'reviewer'],
    hours: DAY,
    fields: { agency: AGENCY, package: PACKAGE, bagHash: { en: 'Bag hash', fr: 'Empreinte du paquet' } },
  },
  unsealing: {
    words: { en: 'Open what was sealed', fr: 'Desceller' },
    propose: ['package-investigator', 'victim-id-specialist', 'supervisor'],
    approve: ['supervisor', 'reviewer'],
    hours: DAY,
    fields: { object: { en: 'Sealed item', fr: 'Élément scellé' }, authority: { en: 'Authority', fr: 'Autorisation' } },
  },
  'bulk-export': {
    words: { en: 'Export more than 25 items', fr: 'Exporter plus de 25 éléments' },
    propose: ['intelligence-analyst', 'package-investigator', 'supervisor'],
    approve: ['supervisor', 'reviewer'],
    hours: DAY,
    fields: { count: COUNT, what: { en: 'What', fr: 'Quoi' }, digest: { en: 'Digest', fr: 'Condensé' } },
  },
  'rule-set': {
    words: { en: 'Put a set of rules into force', fr: 'Mettre un jeu de règles en vigueur' },
    propose: ['intelligence-analyst', 'supervisor', 'administrator'],
    approve: ['supervisor', 'reviewer'],
    hours: WEEK,
    fields: {
      rules: { en: 'Rules', fr: 'Règles' },
      version: { en: 'Version', fr: 'Version' },
      digest: { en: 'Digest', fr: 'Condensé' },
    },
  },
  'regime-date': {
    words: { en: 'Set the day a legal regime comes into force', fr: 'Fixer la date d’entrée en vigueur d’un régime' },
    propose: ['administrator'],
    approve: ['supervisor', 'reviewer'],
    hours: WEEK,
    fields: {
      regime: { en: 'Regime', fr: 'Régime' },
      inForceFrom: { en: 'In force from', fr: 'En vigueur à compter du' },
      authority: { en: 'Authority', fr: 'Fondement' },
    },
  },
  'log-key': {
    words: { en: 'Change a key of the audit log or a witness', fr: 'Changer une clé du journal d’audit ou un témoin' },
    propose: ['administrator'],
    approve: ['administrator', 'supervisor'],
    hours: DAY,
    fields: { key: { en: 'Key', fr: 'Clé' }, fingerprint: FINGERPRINT },
  },
  'role-grant': {
    words: {
      en: 'Grant a role to oneself, or the administrator’s role',
      fr: 'Accorder un rôle à soi-même, ou le rôle d’administrateur',
    },
    propose: ['administrator'],
    approve: ['administrator', 'supervisor'],
    hours: DAY,
    fields: { person: PERSON, roles: { en: 'Roles afterwards', fr: 'Rôles par la suite' } },
  },
  'key-reset': {
    words: { en: 'Reset a person’s sign-in keys', fr: 'Réinitialiser les clés d’une personne' },
    propose: ['administrator'],
    approve: ['administrator'],
    hours: DAY,
    fields: { person: PERSON, keys: { en: 'Keys taken away', fr: 'Clés retirées' } },
  },
  'urgent-notice-switch': {
    words: {
      en: 'Turn the exception for urgent notices on or off',
      fr: 'Activer ou désactiver l’exception des avis urgents',
    },
    propose: ['administrator'],
    approve: ['supervisor'],
    hours: WEEK,
    fields: {
      on: { en: 'On', fr: 'Active' },
      signedBy: { en: 'Signed by (head of the centre)', fr: 'Signé par (direction du centre)' },
      signedOn: { en: 'Signed on', fr: 'Signé le' },
      document: { en: 'Document', fr: 'Document' },
      from: { en: 'From', fr: 'Du' },
      until: { en: 'Until', fr: 'Au' },
    },
  },
  'baseline-figure': {
    words: { en: 'Enter the total of a former year', fr: 'Inscrire le total d’une année antérieure' },
    propose: ['supervisor', 'administrator'],
    approve: ['supervisor', 'administrator', 'reviewer'],
    hours: WEEK,
    fields: {
      year: { en: 'Year', fr: 'Année' },
      source: { en: 'Source', fr: 'Source' },
      measure: { en: 'Measure', fr: 'Mesure' },
      value: { en: 'Figure', fr: 'Chiffre' },
      provenance: { en: 'Where it is from', fr: 'D’où il vient' },
      document: { en: 'Source document (SHA-256)', fr: 'Document source (SHA-256)' },
      replaces: { en: 'Corrects figure no. (0: none)', fr: 'Corrige le chiffre nº (0 : aucun)' },
    },
  },
  'urgent-notice': {
    words: { en: 'Urgent notice, one page of facts', fr: 'Avis urgent, une page de faits' },
    propose: ['triage-investigator', 'package-investigator', 'supervisor'],
    approve: ['reviewer', 'supervisor'],
    hours: DAY,
    fields: {
      report: { en: 'Report', fr: 'Signalement' },
      agency: AGENCY,
      page: { en: 'The page', fr: 'La page' },
      files: { en: 'Files', fr: 'Fichiers' },
    },
  },
} as const satisfies Readonly<Record<string, ProposalKind>>;

export type ProposalKindCode = keyof typeof PROPOSAL_KINDS;

export const PROPOSAL_KIND_CODES = Object.keys(PROPOSAL_KINDS) as readonly ProposalKindCode[];

/** Acts of the same list whose two persons are held apart by a rule of their own, over a digest of their own. */
export const ELSEWHERE = {
  'package-release': 'packaging: submit, then release over the bag hash by somebody who had no hand in it',
  'directory-key': 'routing: propose, then approve over the fingerprint; a constraint of the table besides',
  'lead-batch-release': 'packaging: comes with the lead batches, over count and content hash',
} as const;

/** The kind behind a stored code; throws on a code nobody wrote (a defect). */
export function kindOf(code: string): ProposalKind {
  const kind = (PROPOSAL_KINDS as Readonly<Record<string, ProposalKind>>)[code];
  if (!kind) throw new Error(`No kind of proposal is called ${code}.`);
  return kind;
}
