import type { Messages } from './messages.ts';

/** What the report screen says of a referral, of an analyst’s classification, and of how a document came. */
export const referralWords = {
  incidentOf: { en: 'Incident {n}', fr: 'Incident {n}' },
  offence: { en: 'Offence, by its sender', fr: 'Infraction, selon l’expéditeur' },
  from: { en: 'From the service', fr: 'De la part du service' },
  agency: { en: 'Service', fr: 'Service' },
  country: { en: 'Country', fr: 'Pays' },
  unit: { en: 'Unit', fr: 'Groupe' },
  officer: { en: 'Officer', fr: 'Policier ou policière' },
  email: { en: 'E-mail', fr: 'Courriel' },
  phone: { en: 'Telephone', fr: 'Téléphone' },
  caseNumber: { en: 'Its file number', fr: 'Son numéro de dossier' },
  requestType: { en: 'Asks for', fr: 'Demande' },
  handlingCode: { en: 'Handling code', fr: 'Code de traitement' },
  caveats: { en: 'Caveats', fr: 'Réserves' },
  firstNoticeAt: { en: 'First notice', fr: 'Premier avis' },
  classification: { en: 'Classification', fr: 'Classification' },
  reports: { en: 'Its reports', fr: 'Ses signalements' },
  bagHash: { en: 'Fingerprint of the package', fr: 'Empreinte du dossier' },
  signer: { en: 'Signed by', fr: 'Signé par' },
  test: {
    en: 'Its sender marked this report as a test. It is in no count and goes no further.',
    fr: 'L’expéditeur a marqué ce signalement comme un essai. Il n’entre dans aucun compte et ne va pas plus loin.',
  },
  'imagery-in-payload': {
    en: 'The document carried imagery. It lies unopened in the vault and is never shown; its sender was told not to send it this way.',
    fr: 'Le document contenait des images. Il est au coffre sans avoir été ouvert et n’est jamais montré; l’expéditeur a été prié de ne plus en envoyer ainsi.',
  },
  'unopened-payload': {
    en: 'The document carried something that is not text. It lies unopened in the vault.',
    fr: 'Le document contenait autre chose que du texte. Il est au coffre sans avoir été ouvert.',
  },
  'secret-in-document': {
    en: 'The document carried a password. It lies in the vault and the password is masked everywhere.',
    fr: 'Le document contenait un mot de passe. Il est au coffre et le mot de passe est masqué partout.',
  },
} satisfies Messages;
