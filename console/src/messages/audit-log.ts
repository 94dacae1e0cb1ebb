import type { Speech } from '../ui/language.tsx';
import { wordsOf } from './codes.ts';
import type { Messages } from './messages.ts';

export const auditLogWords = {
  title: { en: 'Audit log', fr: 'Journal d’audit' },
  how: {
    en: 'Who did what, when, and about which number. No content stands here and nothing anybody typed; each look is an act of its own.',
    fr: 'Qui a fait quoi, quand et au sujet de quel numéro. Aucun contenu ne figure ici, ni rien de ce qui a été saisi; chaque consultation est elle-même un acte.',
  },
  content: {
    en: 'Content opens to an auditor only for the numbered sample of a recorded mandate.',
    fr: 'Le contenu ne s’ouvre à un vérificateur que pour l’échantillon numéroté d’un mandat inscrit.',
  },
  toMandates: { en: 'See the mandates', fr: 'Voir les mandats' },
  headTitle: { en: 'Newest signed head', fr: 'Dernière tête signée' },
  noHead: {
    en: 'No head is signed yet. The first is signed within a minute of the first act.',
    fr: 'Aucune tête n’est encore signée. La première l’est dans la minute qui suit le premier acte.',
  },
  size: { en: 'Entries', fr: 'Inscriptions' },
  root: { en: 'Root hash', fr: 'Condensé racine' },
  signedAt: { en: 'Signed', fr: 'Signée' },
  witnessed: { en: 'Witnessed', fr: 'Attestée' },
  silent: { en: 'silent since', fr: 'muet depuis' },
  verified: { en: 'Last verified', fr: 'Dernière vérification' },
  neverVerified: {
    en: 'Not verified yet; it is done once a day.',
    fr: 'Pas encore vérifié; cela se fait chaque jour.',
  },
  unaltered: { en: 'Nothing altered', fr: 'Rien d’altéré' },
  altered: {
    en: '{n, plural, one {1 row altered} other {{n} rows altered}}',
    fr: '{n, plural, one {{n} rangée altérée} many {{n} rangées altérées} other {{n} rangées altérées}}',
  },
  witnessesTitle: { en: 'Witnesses', fr: 'Témoins' },
  witnessesHow: {
    en: 'A witness is an outside party that signs under our heads. One person names it, another lets it in.',
    fr: 'Un témoin est un tiers qui cosigne les têtes du journal. Une personne le propose, une autre l’admet.',
  },
  noWitness: {
    en: 'No witness is named. Until one is, nobody outside could tell that the log was put back in time.',
    fr: 'Aucun témoin n’est proposé. D’ici là, personne à l’extérieur ne pourrait constater un retour en arrière du journal.',
  },
  namedBy: { en: 'Named by {name}', fr: 'Proposé par {name}' },
  lastHeard: { en: 'Last heard', fr: 'Dernière attestation' },
  neverHeard: { en: 'Never heard', fr: 'Jamais entendu' },
  atSize: {
    en: 'at {n, plural, one {1 entry} other {{n} entries}}',
    fr: 'à {n, plural, one {{n} inscription} many {{n} inscriptions} other {{n} inscriptions}}',
  },
  compare: {
    en: 'Compare this key with the witness by another way before letting it in.',
    fr: 'Comparez cette clé avec le témoin par une autre voie avant de l’admettre.',
  },
  key: { en: 'Verifier key', fr: 'Clé de vérification' },
  keyHow: {
    en: 'The line the witness shows: name, key number and key, joined by plus signs.',
    fr: 'La ligne que le témoin présente\u00a0: nom, numéro de clé et clé, joints par des signes plus.',
  },
  keyFirst: { en: 'Paste the key of the witness.', fr: 'Collez la clé du témoin.' },
  nameOne: { en: 'Name a witness', fr: 'Proposer un témoin' },
  propose: { en: 'Name the witness', fr: 'Proposer le témoin' },
  proposed: {
    en: 'Named. It counts once another person has let it in.',
    fr: 'Proposé. Il comptera dès qu’une autre personne l’aura admis.',
  },
  approve: { en: 'Let in', fr: 'Admettre' },
  approveOf: { en: 'Let in {name}', fr: 'Admettre {name}' },
  approved: { en: 'The witness is in force.', fr: 'Le témoin est en vigueur.' },
  revoke: { en: 'End', fr: 'Révoquer' },
  revokeOf: { en: 'End {name} as a witness', fr: 'Révoquer le témoin {name}' },
  revokeSure: {
    en: 'What it has vouched for stays. It cannot sign under later heads, and the same key cannot be named again.',
    fr: 'Ce qu’il a attesté demeure. Il ne pourra pas signer sous les têtes suivantes, et la même clé ne pourra être proposée de nouveau.',
  },
  revokeNow: { en: 'End this witness', fr: 'Révoquer ce témoin' },
  revoked: { en: 'The witness has ended.', fr: 'Le témoin est révoqué.' },
  actsTitle: { en: 'Acts', fr: 'Actes' },
  person: { en: 'Person', fr: 'Personne' },
  anybody: { en: 'Anybody', fr: 'Toutes les personnes' },
  anyAct: { en: 'Any act', fr: 'Tout acte' },
  anyOutcome: { en: 'Any outcome', fr: 'Toute issue' },
  object: { en: 'Number (R-…, PKG-…)', fr: 'Numéro (R-…, PKG-…)' },
  notANumber: {
    en: 'This is not the number of a report or a package.',
    fr: 'Ce n’est pas le numéro d’un signalement ni d’un dossier.',
  },
  from: { en: 'From', fr: 'Du' },
  until: { en: 'To, included', fr: 'Au, inclus' },
  show: { en: 'Show these acts', fr: 'Afficher ces actes' },
  again: { en: 'Look again', fr: 'Consulter de nouveau' },
  clear: { en: 'Clear the filters', fr: 'Effacer les filtres' },
  shown: {
    en: '{n, plural, =0 {No act} one {1 act} other {{n} acts}} on this page, newest first',
    fr: '{n, plural, =0 {Aucun acte} one {{n} acte} many {{n} actes} other {{n} actes}} sur cette page, du plus récent au plus ancien',
  },
  newest: { en: 'Newest acts', fr: 'Actes les plus récents' },
  older: { en: 'Older acts', fr: 'Actes plus anciens' },
  further: { en: 'Look further back', fr: 'Chercher plus loin' },
  lookedPart: {
    en: 'Ten thousand acts have been looked through; those before them have not.',
    fr: 'Dix mille actes ont été parcourus; ceux qui les précèdent ne l’ont pas été.',
  },
  emptyFiltered: { en: 'No act under: {filters}', fr: 'Aucun acte pour\u00a0: {filters}' },
  emptyTitle: { en: 'No act is recorded yet.', fr: 'Aucun acte n’est encore inscrit.' },
  emptyNext: { en: 'The first appears with the first sign-in.', fr: 'Le premier paraît à la première session.' },
  colCodes: { en: 'Codes', fr: 'Codes' },
  colProof: { en: 'Proof', fr: 'Preuve' },
  proof: { en: 'Download', fr: 'Télécharger' },
  proofOf: { en: 'Download the proof of entry {entry}', fr: 'Télécharger la preuve de l’inscription {entry}' },
  personNumber: { en: 'no. {n}', fr: 'n° {n}' },
  soon: { en: 'in a minute', fr: 'dans une minute' },
  more: { en: 'and {n} more', fr: 'et {n} de plus' },
} satisfies Messages;

export const witnessStates = {
  proposed: { en: 'Named, not let in', fr: 'Proposé, non admis' },
  current: { en: 'In force', fr: 'En vigueur' },
  overdue: { en: 'Silent', fr: 'Muet' },
  revoked: { en: 'Ended', fr: 'Révoqué' },
} satisfies Messages;

/** Who acts beside people, by the first word of the log's reference. */
export const machineActors = {
  stage: { en: 'Stage', fr: 'Étape' },
  operator: { en: 'Command line of', fr: 'Ligne de commande de' },
  credential: { en: 'Provider access', fr: 'Accès de fournisseur' },
  token: { en: 'Machine token', fr: 'Jeton de machine' },
  recipient: { en: 'Receiving service', fr: 'Service destinataire' },
  anyone: { en: 'Not signed in', fr: 'Sans session' },
  staff: { en: 'Person', fr: 'Personne' },
} satisfies Messages;

/** A person by name; a machine, or a person no longer here, by what it is and its own word. */
export function whoIs(t: Speech['t'], actor: { readonly ref: string; readonly name: string | null }): string {
  const [kind = '', own = ''] = actor.ref.split(/:(.*)/s);
  return actor.name ?? `${t(wordsOf(machineActors, kind))} ${own}`.trim();
}

/** What acts are about. */
export const auditedObjects = {
  report: { en: 'Report', fr: 'Signalement' },
  package: { en: 'Package', fr: 'Dossier' },
  delivery: { en: 'Delivery', fr: 'Livraison' },
  subject: { en: 'Subject', fr: 'Personne d’intérêt' },
  edge: { en: 'Link', fr: 'Lien' },
  staff: { en: 'Person', fr: 'Personne' },
  credential: { en: 'Provider access', fr: 'Accès de fournisseur' },
  token: { en: 'Machine token', fr: 'Jeton de machine' },
  proposal: { en: 'Proposal', fr: 'Proposition' },
  agency: { en: 'Service', fr: 'Service' },
  'recipient-key': { en: 'Recipient key', fr: 'Clé de destinataire' },
  incident: { en: 'Incident', fr: 'Incident' },
  mapping: { en: 'Mapping', fr: 'Correspondance' },
  'legal-hold': { en: 'Legal hold', fr: 'Suspension légale' },
  retention: { en: 'Retention', fr: 'Conservation' },
  expunge: { en: 'Disposal', fr: 'Élimination' },
  retraction: { en: 'Retraction', fr: 'Retrait' },
  mandate: { en: 'Mandate', fr: 'Mandat' },
  opening: { en: 'Emergency opening', fr: 'Ouverture d’urgence' },
  'parked-work': { en: 'Parked work', fr: 'Travail mis de côté' },
  witness: { en: 'Witness', fr: 'Témoin' },
  review: { en: 'Weekly review', fr: 'Revue hebdomadaire' },
  'audit-log': { en: 'Audit log', fr: 'Journal d’audit' },
  'audit-entry': { en: 'Entry', fr: 'Inscription' },
  backup: { en: 'Backup', fr: 'Sauvegarde' },
  figures: { en: 'Figures', fr: 'Chiffres' },
  'sign-in-setting': { en: 'Sign-in setting', fr: 'Réglage d’ouverture de session' },
  'root-key': { en: 'Root key', fr: 'Clé racine' },
} satisfies Messages;
