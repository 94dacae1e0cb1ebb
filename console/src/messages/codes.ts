import type { Pair } from '../ui/locale.ts';
import type { Messages } from './messages.ts';

/** Words of the codes the server sends (interface page, section 5; glossary of the UX page). */
export const sources = {
  ncmec: { en: 'NCMEC', fr: 'NCMEC' },
  provider: { en: 'Provider', fr: 'Fournisseur' },
  'cybertip-ca': { en: 'Cybertip.ca', fr: 'Cyberaide.ca' },
  hotline: { en: 'Hotline', fr: 'Ligne d’aide' },
  'police-ca': { en: 'Police, Canada', fr: 'Police, Canada' },
  'police-foreign': { en: 'Police, abroad', fr: 'Police, étranger' },
  'rcmp-division': { en: 'RCMP division', fr: 'Division de la GRC' },
} satisfies Messages;

export const urgencies = {
  P1: { en: 'Imminent', fr: 'Imminente' },
  P2: { en: 'High', fr: 'Élevée' },
  P3: { en: 'Medium', fr: 'Moyenne' },
  P4: { en: 'Low', fr: 'Faible' },
  informational: { en: 'Info', fr: 'Info' },
} satisfies Messages;

export const reportStates = {
  unfinished: { en: 'Not finished by its sender', fr: 'Non terminé par l’expéditeur' },
  open: { en: 'Open', fr: 'Ouvert' },
  held: { en: 'Held', fr: 'En attente' },
  package: { en: 'Package', fr: 'Dossier d’enquête' },
  'lead-forwarded': { en: 'Lead forwarded', fr: 'Piste d’enquête transmise' },
  'linked-to-existing': { en: 'Linked to an existing report', fr: 'Lié à un signalement existant' },
  'specialised-team': { en: 'Specialised team', fr: 'Équipe spécialisée' },
  'not-actionable': { en: 'No action possible', fr: 'Aucune mesure ne peut être prise' },
  'outside-mandate': { en: 'Outside the mandate', fr: 'Hors mandat' },
  'duplicate-of': { en: 'Duplicate', fr: 'Doublon' },
} satisfies Messages;

export const packageStates = {
  draft: { en: 'Draft', fr: 'Ébauche' },
  submitted: { en: 'Submitted', fr: 'Soumis' },
  sealed: { en: 'Sealed', fr: 'Scellé' },
  released: { en: 'Released', fr: 'Autorisé' },
  sent: { en: 'Sent', fr: 'Envoyé' },
  delivered: { en: 'Delivered', fr: 'Livré' },
  acknowledged: { en: 'Receipt acknowledged', fr: 'Réception accusée' },
  accepted: { en: 'Accepted', fr: 'Accepté' },
  declined: { en: 'Declined', fr: 'Refusé' },
  're-routed': { en: 'Re-routed', fr: 'Réacheminé' },
  closed: { en: 'Closed', fr: 'Fermé' },
  parked: { en: 'Parked', fr: 'Mis de côté' },
  rejected: { en: 'Rejected', fr: 'Rejeté' },
  retracted: { en: 'Retracted', fr: 'Retiré' },
  waiting: { en: 'Waiting to be sent', fr: 'En attente d’envoi' },
} satisfies Messages;

export const personRoles = {
  reported: { en: 'Reported person', fr: 'Personne signalée' },
  'intended-recipient': { en: 'Intended recipient', fr: 'Destinataire prévu' },
  reporter: { en: 'Reporting person', fr: 'Déclarant' },
  third: { en: 'Third party', fr: 'Tiers' },
  victim: { en: 'Victim', fr: 'Victime' },
  'reported-place': { en: 'Place of the reported person', fr: 'Lieu de la personne signalée' },
  'victim-place': { en: 'Place of the victim', fr: 'Lieu de la victime' },
} satisfies Messages;

export const identifierKinds = {
  account: { en: 'Account', fr: 'Compte' },
  'screen-name': { en: 'Screen name', fr: 'Pseudonyme' },
  'display-name': { en: 'Display name', fr: 'Nom affiché' },
  email: { en: 'E-mail', fr: 'Courriel' },
  phone: { en: 'Phone', fr: 'Téléphone' },
  ip: { en: 'IP address', fr: 'Adresse IP' },
  device: { en: 'Device', fr: 'Appareil' },
  payment: { en: 'Payment', fr: 'Paiement' },
  wallet: { en: 'Wallet', fr: 'Portefeuille' },
  url: { en: 'URL', fr: 'URL' },
  'profile-url': { en: 'Profile URL', fr: 'URL du profil' },
  'cloud-share': { en: 'Cloud share', fr: 'Partage infonuagique' },
  'onion-address': { en: 'Onion address', fr: 'Adresse onion' },
  group: { en: 'Group', fr: 'Groupe' },
  'prior-report': { en: 'Earlier report', fr: 'Signalement antérieur' },
} satisfies Messages;

export const provenances = {
  'reported-by-provider': { en: 'reported by the provider', fr: 'signalé par le fournisseur' },
  volunteered: { en: 'volunteered', fr: 'fourni volontairement' },
  compelled: { en: 'by order', fr: 'par ordonnance' },
  'open-source': { en: 'open source', fr: 'source ouverte' },
  'foreign-agency': { en: 'foreign agency', fr: 'organisme étranger' },
  'mined-from-text': { en: 'found in the text', fr: 'relevé dans le texte' },
} satisfies Messages;

export const gates = {
  open: { en: 'Usable', fr: 'Utilisable' },
  noted: { en: 'Usable with a note', fr: 'Utilisable, avec note' },
  blocked: { en: 'Not usable in a request', fr: 'Inutilisable dans une demande' },
} satisfies Messages;

export const verdicts = {
  proposed: { en: 'Proposed', fr: 'Proposé' },
  same: { en: 'Same person', fr: 'Même personne' },
  maybe: { en: 'Maybe', fr: 'Peut-être' },
  different: { en: 'Different', fr: 'Différente' },
  confirmed: { en: 'Confirmed', fr: 'Confirmé' },
  refused: { en: 'Refused', fr: 'Écarté' },
  considered: { en: 'Considered', fr: 'Pris en compte' },
} satisfies Messages;

/** Why a decided report deserves another look. */
export const reawakenings = {
  'new-version': {
    en: 'a new version has come since the decision.',
    fr: 'une nouvelle version est arrivée depuis la décision.',
  },
  'new-link': { en: 'a link was found since the decision.', fr: 'un lien a été trouvé depuis la décision.' },
  'new-hash': { en: 'a file is now known.', fr: 'un fichier est maintenant connu.' },
  'returned-by-recipient': { en: 'its recipient sent it back.', fr: 'le destinataire l’a renvoyé.' },
  'danger-grew': { en: 'its danger has grown since the decision.', fr: 'le danger a augmenté depuis la décision.' },
} satisfies Messages;

export const stages = {
  'bundle-reports': { en: 'Near-identical reports', fr: 'Signalements quasi identiques' },
  received: { en: 'Received', fr: 'Reçu' },
  'read-tip-pdfs': { en: 'PDF read', fr: 'PDF lu' },
  'mail-again': { en: 'Same mail again', fr: 'Même courriel reçu de nouveau' },
  'read-again': { en: 'Read again', fr: 'Relu' },
  repaired: { en: 'Text repaired', fr: 'Texte réparé' },
  redirected: { en: 'True sender named', fr: 'Véritable expéditeur indiqué' },
  handed: { en: 'Handed over', fr: 'Transmis' },
  'start-clocks': { en: 'Clocks started', fr: 'Échéances calculées' },
  'match-media': { en: 'Files compared', fr: 'Fichiers comparés' },
  'link-reports': { en: 'Linked', fr: 'Liens établis' },
  'triage-reports': { en: 'Assessed', fr: 'Évalué' },
  'propose-routes': { en: 'Routes proposed', fr: 'Acheminements proposés' },
  'keep-hand-over-clocks': { en: 'Clocks of a hand-over', fr: 'Échéances d’une transmission' },
  'told-by-telephone': { en: 'Told by telephone', fr: 'Communiqué par téléphone' },
  'called-in-vain': { en: 'Called in vain', fr: 'Appel sans réponse' },
  'called-back': { en: 'Call-back', fr: 'Rappel' },
  'meet-package-clocks': { en: 'Package clock met', fr: 'Échéance du dossier respectée' },
  decided: { en: 'Decided', fr: 'Décidé' },
  'route-reports': { en: 'Routed', fr: 'Acheminé' },
  'draft-packages': { en: 'Package drafted', fr: 'Ébauche de dossier créée' },
  'seal-package': { en: 'Package sealed', fr: 'Dossier scellé' },
  'deliver-package': { en: 'Package sent', fr: 'Dossier envoyé' },
  'withdraw-copies': { en: 'Copies taken back', fr: 'Copies retirées' },
  'forget-media': { en: 'Digests let go', fr: 'Condensés effacés' },
  'forget-links': { en: 'Links let go', fr: 'Liens effacés' },
  'forget-triage': { en: 'Assessments let go', fr: 'Évaluations effacées' },
  'forget-routes': { en: 'Candidates let go', fr: 'Services envisagés effacés' },
  'forget-calls': { en: 'Telephone hand-overs let go', fr: 'Transmissions par téléphone effacées' },
  'empty-packages': { en: 'Packages emptied', fr: 'Dossiers vidés' },
  'tell-recipients': { en: 'Recipients to be told', fr: 'Destinataires à aviser' },
  'forget-parked': { en: 'Parked work let go', fr: 'Travaux mis de côté effacés' },
  'remove-files': { en: 'Files removed', fr: 'Fichiers effacés' },
  'certify-destruction': { en: 'Destruction certified', fr: 'Destruction certifiée' },
} satisfies Messages;

export const stepResults = {
  done: { en: 'done', fr: 'fait' },
  split: { en: 'set split', fr: 'ensemble divisé' },
  reached: { en: 'somebody was reached', fr: 'quelqu’un a été joint' },
  'no-answer': { en: 'nobody answered', fr: 'personne n’a répondu' },
  came: { en: 'they called back', fr: 'le service a rappelé' },
  'not-reached': { en: 'nobody was reached', fr: 'personne n’a été joint' },
  'not-needed': { en: 'no longer needed', fr: 'plus nécessaire' },
  'still-unreadable': { en: 'still unreadable', fr: 'encore illisible' },
  'known-already': { en: 'known already', fr: 'déjà connu' },
  ...sources,
  ...reportStates,
  ...packageStates,
} satisfies Messages;

/** The words of a code; an unknown code is shown as it is, never hidden. */
export function wordsOf(table: Messages, code: string): Pair {
  return table[code] ?? { en: code, fr: code };
}
