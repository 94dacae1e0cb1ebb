import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';
import type { ExpungePart } from './domain/expunge-parts.ts';
import type { DisposalStanding } from './domain/retention.ts';
import type { ClockKind } from './types.ts';

/** What each clock is called. */
export const CLOCK_WORDS = {
  'mra-preservation': {
    en: 'Provider must preserve the data (Mandatory Reporting Act)',
    fr: 'Conservation des données par le fournisseur (Loi sur la déclaration obligatoire)',
  },
  'us-provider-preservation': {
    en: 'American provider preserves the data (18 USC 2258A)',
    fr: 'Conservation des données par le fournisseur américain (18 USC 2258A)',
  },
  'ip-port-logs': {
    en: 'Address and port logs are erased',
    fr: 'Effacement des journaux d’adresses et de ports',
  },
} as const satisfies Messages & Record<ClockKind, unknown>;

/** Parts of the house, as the certificate counts what each let go of. */
export const PART_WORDS = {
  received: { en: 'Rows of what was received', fr: 'Enregistrements reçus' },
  gates: { en: 'Legal gates', fr: 'Contrôles juridiques' },
  words: { en: 'Words typed in acts', fr: 'Mots saisis dans les actes' },
  proposals: { en: 'Proposals emptied', fr: 'Propositions vidées' },
  keys: { en: 'Keys of evidence destroyed', fr: 'Clés d’éléments de preuve détruites' },
  files: { en: 'Files of evidence removed', fr: 'Fichiers de preuve effacés' },
  media: { en: 'Digests and matches', fr: 'Condensés et correspondances' },
  linking: { en: 'Links, values and memberships', fr: 'Liens, valeurs et appartenances' },
  triage: { en: 'Assessments and notes', fr: 'Évaluations et notes' },
  routing: { en: 'Candidate services with reasons', fr: 'Services envisagés et motifs' },
  calls: { en: 'Telephone hand-overs', fr: 'Transmissions par téléphone' },
  packaging: { en: 'Parts of packages', fr: 'Parties de dossiers' },
  dispatch: { en: 'Recipients to be told', fr: 'Destinataires à aviser' },
  parked: { en: 'Parked work', fr: 'Travaux mis de côté' },
} as const satisfies Record<ExpungePart, Bilingual>;

/** Everything else that stands on a certificate; ICU MessageFormat. */
export const CERTIFICATE_WORDS = {
  title: { en: 'Certificate of destruction {number}', fr: 'Certificat de destruction {number}' },
  page: { en: 'page', fr: 'page' },
  footer: { en: '{number}  ·  signed {at}', fr: '{number}  ·  signé le {at}' },
  field: { en: 'Field', fr: 'Rubrique' },
  value: { en: 'Value', fr: 'Valeur' },
  statement: {
    en: '{count, plural, one {The content of one report was} other {The content of # reports was}} destroyed: rows removed, keys of evidence destroyed, files removed.',
    fr: '{count, plural, one {Le contenu d’un signalement a été détruit} other {Le contenu de # signalements a été détruit}}\u00a0: enregistrements effacés, clés des éléments de preuve détruites, fichiers effacés.',
  },
  number: { en: 'Number', fr: 'Numéro' },
  date: { en: 'Carried out', fr: 'Exécuté le' },
  authority: { en: 'Disposal authority', fr: 'Autorisation d’élimination' },
  rules: { en: 'Retention table', fr: 'Calendrier de conservation' },
  proposedBy: { en: 'Proposed by', fr: 'Proposé par' },
  approvedBy: { en: 'Approved by', fr: 'Approuvé par' },
  carriedOutBy: { en: 'Carried out by', fr: 'Exécuté par' },
  proposal: { en: 'Proposal', fr: 'Proposition' },
  tree: { en: 'Audit log at signing', fr: 'Journal d’audit à la signature' },
  treeHead: { en: 'size {size, number}, root {root}', fr: 'taille {size, number}, racine {root}' },
  classes: { en: 'Retention classes', fr: 'Catégories de conservation' },
  class: { en: 'Class', fr: 'Catégorie' },
  count: { en: 'Count', fr: 'Nombre' },
  removed: { en: 'What was removed', fr: 'Ce qui a été effacé' },
  part: { en: 'Part', fr: 'Partie' },
  copies: {
    en: 'Packages held by recipients, who are told',
    fr: 'Dossiers détenus par des destinataires, qui en sont avisés',
  },
  package: { en: 'Package', fr: 'Dossier d’enquête' },
  agency: { en: 'Service', fr: 'Service' },
  reports: { en: 'Reports', fr: 'Signalements' },
  kept: {
    en: 'Number, source, day of receipt, states, ledger and audit of each report are kept; no figure changes. Backups made before are overwritten within the cycle of the key backup.',
    fr: 'Le numéro, la source, la date de réception, les états, le registre et l’audit de chaque signalement sont conservés; aucun chiffre ne change. Les sauvegardes antérieures sont écrasées au cours du cycle de sauvegarde des clés.',
  },
} as const satisfies Messages;

/** Why a hold is not placed or lifted. */
export const HOLD_REFUSALS = {
  'unknown-target': {
    en: 'There is no report, package or subject of this number.',
    fr: 'Aucun signalement, dossier ou personne d’intérêt ne porte ce numéro.',
  },
  'ends-before-it-begins': { en: 'The hold ends before it begins.', fr: 'La suspension prend fin avant de commencer.' },
  'no-such-hold': {
    en: 'This hold is lifted already, or does not exist.',
    fr: 'Cette suspension est déjà levée ou n’existe pas.',
  },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez pourquoi.' },
} as const satisfies Messages;

/** Why a report stays, by standing. */
export const STANDING_WORDS = {
  due: { en: 'Its time is over.', fr: 'Son délai est échu.' },
  'not-yet': { en: 'Its time is not over yet.', fr: 'Son délai n’est pas encore échu.' },
  held: { en: 'It is under a legal hold.', fr: 'Une suspension légale s’applique.' },
  open: { en: 'It is open.', fr: 'Il est ouvert.' },
  shared: {
    en: 'It is in a package with reports that stay; a package is disposed of whole.',
    fr: 'Il figure dans un dossier avec des signalements conservés; un dossier s’élimine en entier.',
  },
  'no-class': { en: 'The retention table has no class for it.', fr: 'Le calendrier ne prévoit aucune catégorie.' },
  gone: { en: 'It is disposed of already.', fr: 'Il est déjà éliminé.' },
} as const satisfies Record<DisposalStanding, Bilingual>;

/** Why a disposal is not proposed or carried out. */
export const DISPOSAL_REFUSALS = {
  obstacles: { en: 'Nothing was disposed of.', fr: 'Rien n’a été éliminé.' },
  'unknown-report': { en: 'One of these reports does not exist.', fr: 'Un de ces signalements n’existe pas.' },
  'too-many': { en: 'One act disposes of at most 200 reports.', fr: 'Un acte élimine au plus 200 signalements.' },
  'second-person-missing': {
    en: 'A second person must approve exactly this first; if anything changed since, propose it anew.',
    fr: 'Une deuxième personne doit d’abord approuver exactement cet acte; si quelque chose a changé depuis, proposez-le de nouveau.',
  },
  'already-proposed': {
    en: 'Exactly this waits for a second person already.',
    fr: 'Exactement le même acte attend déjà une deuxième personne.',
  },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez pourquoi.' },
} as const satisfies Messages;

/** Why the day of a regime was not set. */
export const REGIME_REFUSALS = {
  'fixed-by-law': {
    en: 'This regime has had its day for long; only a regime to come is given one.',
    fr: 'La date de ce régime est fixée depuis longtemps; seul un régime à venir en reçoit une.',
  },
  'no-such-day': { en: 'There is no such day.', fr: 'Cette date n’existe pas.' },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez le motif.' },
  'already-proposed': {
    en: 'This day is before a second person already.',
    fr: 'Cette date est déjà soumise à une seconde personne.',
  },
  'second-person-missing': {
    en: 'Nobody else has approved exactly this day.',
    fr: 'Personne d’autre n’a approuvé exactement cette date.',
  },
} as const satisfies Messages;
