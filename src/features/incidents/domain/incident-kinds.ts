import type { Bilingual } from '#core/locale.ts';

/** What can go wrong, as data: its words, whether it may jeopardise the function, whether personal information may be out. */
export interface IncidentKind {
  readonly words: Bilingual;
  /** What is said when it opens by itself; `{id}` is the thing's own number. */
  readonly opening: Bilingual;
  /** Unknown is null: the clock then runs until a person says no. */
  readonly jeopardisesFunction: boolean | null;
  readonly personalInformation: boolean | null;
}

export const INCIDENT_KINDS = {
  'package-recalled': {
    words: { en: 'Package recalled', fr: 'Dossier rappelé' },
    opening: {
      en: 'Package {id} was taken back after it had left.',
      fr: 'Le dossier {id} a été repris après son envoi.',
    },
    jeopardisesFunction: false,
    personalInformation: null,
  },
  'sent-wrongly': {
    words: { en: 'Sent to the wrong recipient', fr: 'Envoi au mauvais destinataire' },
    opening: {
      en: 'Package {id} was sent to the wrong recipient and taken back.',
      fr: 'Le dossier {id} a été envoyé au mauvais destinataire, puis rappelé.',
    },
    jeopardisesFunction: false,
    personalInformation: true,
  },
  'break-glass-unreviewed': {
    words: { en: 'Emergency access not reviewed', fr: 'Accès d’urgence non examiné' },
    opening: {
      en: 'Emergency access {id} was not reviewed by a second person within 24 hours.',
      fr: 'L’accès d’urgence {id} n’a pas été examiné par une deuxième personne dans les 24 heures.',
    },
    jeopardisesFunction: false,
    personalInformation: null,
  },
  'break-glass-misused': {
    words: { en: 'Emergency access without good reason', fr: 'Accès d’urgence injustifié' },
    opening: {
      en: 'A second person judged emergency access {id} not justified.',
      fr: 'Une deuxième personne a jugé l’accès d’urgence {id} injustifié.',
    },
    jeopardisesFunction: false,
    personalInformation: true,
  },
  'exception-misused': {
    words: { en: 'Urgent notice alone without good reason', fr: 'Avis urgent sans deuxième personne, injustifié' },
    opening: {
      en: 'A second person judged that urgent notice {id} should not have left alone.',
      fr: 'Une deuxième personne a jugé que l’avis urgent {id} n’aurait pas dû partir ainsi.',
    },
    jeopardisesFunction: false,
    personalInformation: null,
  },
  'exception-unreviewed': {
    words: { en: 'Urgent notice alone, not reviewed', fr: 'Avis urgent sans deuxième personne, non examiné' },
    opening: {
      en: 'Urgent notice {id} left on one person’s reason and was not reviewed within 24 hours.',
      fr: 'L’avis urgent {id} est parti sur le motif d’une seule personne et n’a pas été examiné dans les 24 heures.',
    },
    jeopardisesFunction: false,
    personalInformation: null,
  },
  'audit-tampered': {
    words: { en: 'Audit log altered', fr: 'Journal d’audit altéré' },
    opening: {
      en: 'Verification found what the audit log protects altered, first at number {id}; `vigie audit verify` names each row.',
      fr: 'La vérification a révélé une altération de ce que protège le journal d’audit, d’abord au numéro {id}; `vigie audit verify` nomme chaque ligne.',
    },
    jeopardisesFunction: null,
    personalInformation: null,
  },
  'evidence-damaged': {
    words: { en: 'Evidence damaged', fr: 'Élément de preuve endommagé' },
    opening: {
      en: 'The scrubbing of the vault found a damaged object: finding {id}.',
      fr: 'L’inspection de la voûte a révélé un objet endommagé\u00a0: constat {id}.',
    },
    jeopardisesFunction: null,
    personalInformation: false,
  },
  'service-down': {
    words: { en: 'The desk could not work', fr: 'Le poste n’a pas pu fonctionner' },
    opening: { en: 'The desk could not work.', fr: 'Le poste n’a pas pu fonctionner.' },
    jeopardisesFunction: true,
    personalInformation: false,
  },
  other: {
    words: { en: 'Other', fr: 'Autre' },
    opening: { en: 'Something went wrong.', fr: 'Un problème est survenu.' },
    jeopardisesFunction: null,
    personalInformation: null,
  },
} as const satisfies Readonly<Record<string, IncidentKind>>;

export type IncidentKindCode = keyof typeof INCIDENT_KINDS;
export const INCIDENT_KIND_CODES = Object.keys(INCIDENT_KINDS) as readonly IncidentKindCode[];

/** Which event opens which kind by itself. */
export const OPENED_BY = {
  'package.retracted': 'package-recalled',
  'package.sent-wrongly': 'sent-wrongly',
  'access.break-glass-misused': 'break-glass-misused',
  'urgent-notice.misused': 'exception-misused',
  'access.break-glass-overdue': 'break-glass-unreviewed',
  'urgent-notice.review-overdue': 'exception-unreviewed',
  'audit.tamper-found': 'audit-tampered',
  'vault.object-damaged': 'evidence-damaged',
} as const satisfies Readonly<Record<string, IncidentKindCode>>;
