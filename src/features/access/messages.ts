import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';
import type { UrgentObstacle } from './domain/urgent-notice.ts';

/** Refusal titles of this slice. */
export const MESSAGES = {
  linkInvalid: {
    en: 'This sign-in link was already used or has expired. Ask for a new one.',
    fr: 'Ce lien d’ouverture de session a déjà servi ou n’est plus valide. Demandez-en un nouveau.',
  },
  notSignedIn: { en: 'You are not signed in.', fr: 'Vous n’avez pas de session ouverte.' },
  notProven: {
    en: 'This does not prove who you are. Wait a moment before the next try.',
    fr: 'Votre identité n’est pas prouvée. Attendez un instant avant le prochain essai.',
  },
  locked: {
    en: 'Your session is locked. Prove who you are to go on where you were.',
    fr: 'Votre session est verrouillée. Prouvez votre identité pour reprendre où vous étiez.',
  },
  stepUpRequired: {
    en: 'This act asks for your key again. The proof lasts five minutes.',
    fr: 'Cet acte demande de nouveau votre clé. La preuve vaut cinq minutes.',
  },
  busy: {
    en: 'Too many sign-ins at once from your network. Try again in a few seconds.',
    fr: 'Trop d’ouvertures de session à la fois depuis votre réseau. Réessayez dans quelques secondes.',
  },
  notMade: {
    en: 'The key was not added: the answer was wrong, late or already used. Start again.',
    fr: 'La clé n’a pas été ajoutée\u00a0: réponse erronée, tardive ou déjà utilisée. Recommencez.',
  },
  easyPassphrase: {
    en: 'Somebody would guess this passphrase: little is left of it without your name, common words and years. Choose other words.',
    fr: 'Cette phrase de passe se devine\u00a0: sans votre nom, les mots courants et les années, il en reste peu. Choisissez d’autres mots.',
  },
  noPasskeysHere: {
    en: 'Browsers refuse passkeys under this address. Open the console under its name (localhost on this machine).',
    fr: 'Les navigateurs refusent les clés d’accès à cette adresse. Ouvrez la console sous son nom (localhost sur cette machine).',
  },
  lastKey: {
    en: 'This is your last way to sign in. Add another one first.',
    fr: 'C’est votre dernier moyen d’ouvrir une session. Ajoutez-en d’abord un autre.',
  },
  nameTaken: { en: 'Somebody has this name already.', fr: 'Ce nom est déjà pris.' },
  lastAdministrator: {
    en: 'There must be another administrator who can sign in.',
    fr: 'Il faut un autre administrateur qui puisse ouvrir une session.',
  },
  notYourself: { en: 'You cannot do this to yourself.', fr: 'Vous ne pouvez pas faire cela pour vous-même.' },
  hasKeys: {
    en: 'This person has keys. Two administrators reset them first.',
    fr: 'Cette personne a des clés. Deux administrateurs les réinitialisent d’abord.',
  },
  noSuchAccount: {
    en: 'This work account is linked already, or unknown.',
    fr: 'Ce compte de travail est déjà lié, ou inconnu.',
  },
  samePerson: {
    en: 'A second administrator must approve: not who proposed it, nor whom it is about.',
    fr: 'Un second administrateur doit approuver\u00a0: ni l’auteur de la proposition, ni la personne visée.',
  },
  proposerGone: {
    en: 'Who proposed this is no longer an administrator.',
    fr: 'L’auteur de la proposition n’est plus administrateur.',
  },
  windowDone: {
    en: 'Done. Close this window and go on in the console.',
    fr: 'C’est fait. Fermez cette fenêtre et continuez dans la console.',
  },
  windowRefused: {
    en: 'Your work account did not prove who you are. Close this window and try again in the console.',
    fr: 'Votre compte de travail n’a pas prouvé votre identité. Fermez cette fenêtre et réessayez dans la console.',
  },
  unusableIssuer: {
    en: 'The identity service must have an https address.',
    fr: 'Le service d’identité doit avoir une adresse https.',
  },
  unusableAddress: {
    en: 'The address must be https without a path, and the passkey domain must be its host or a parent of it.',
    fr: 'L’adresse doit être en https et sans chemin, et le domaine des clés doit être son hôte ou un parent de celui-ci.',
  },
} as const satisfies Messages;

/** Refusals around compartments, break-glass and mandates. */
export const WALL_MESSAGES = {
  oneself: {
    en: 'Nobody does this for themselves; ask a colleague with the same role.',
    fr: 'Personne ne fait cela pour soi-même; demandez à un collègue qui a le même rôle.',
  },
  'not-a-member': {
    en: 'Only a member of the compartment puts reports into it or takes them out.',
    fr: 'Seul un membre du compartiment y place des signalements ou les en retire.',
  },
  'own-opening': {
    en: 'Somebody other than the person who broke the glass reviews it.',
    fr: 'L’examen revient à une autre personne que celle qui a brisé la glace.',
  },
  'reviewed-already': {
    en: 'This opening has been reviewed already.',
    fr: 'Cette ouverture a déjà été examinée.',
  },
  'not-an-auditor': {
    en: 'A mandate is recorded for an auditor.',
    fr: 'Un mandat s’inscrit au nom d’un vérificateur.',
  },
  'ends-in-the-past': {
    en: 'The mandate would have ended already.',
    fr: 'Le mandat serait déjà échu.',
  },
} as const satisfies Messages;

/** Why a proposal, an approval or an act that needs one is not taken. */
export const PROPOSAL_REFUSALS = {
  'not-permitted': { en: 'Your role does not allow this.', fr: 'Votre rôle ne le permet pas.' },
  'same-person': {
    en: 'You proposed this yourself: another person decides on it.',
    fr: 'Vous l’avez proposé vous-même\u00a0: une autre personne doit se prononcer.',
  },
  'barred-person': {
    en: 'This would benefit you: another person approves it.',
    fr: 'Cet acte vous avantagerait\u00a0: une autre personne doit l’approuver.',
  },
  'other-content': {
    en: 'This is not the hash of what was proposed; reload and look again.',
    fr: 'Ce n’est pas l’empreinte de ce qui est proposé; rechargez la page et vérifiez.',
  },
  'not-waiting': {
    en: 'This is no longer open: it was approved, refused, withdrawn, carried out, or its time ran out.',
    fr: 'Ce n’est plus ouvert\u00a0: l’acte a été approuvé, refusé, retiré ou exécuté, ou le délai est échu.',
  },
  'second-person-missing': {
    en: 'A second person must approve exactly this first.',
    fr: 'Une deuxième personne doit d’abord approuver exactement cet acte.',
  },
  'carried-out-elsewhere': {
    en: 'This is carried out on its own screen, not here.',
    fr: 'Cet acte s’exécute sur son propre écran, pas ici.',
  },
  'already-proposed': {
    en: 'Exactly this is proposed already and waits for a second person.',
    fr: 'Exactement le même acte est déjà proposé et attend une deuxième personne.',
  },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez pourquoi.' },
} as const satisfies Messages;

/** Why an urgent notice does not leave on one person's reason, and why a use or a row of the switch is not taken. */
export const URGENT_REFUSALS = {
  'switch-off': {
    en: 'The exception is off: the head of the centre has not signed it for today.',
    fr: 'L’exception n’est pas active\u00a0: la direction du centre ne l’a pas signée pour aujourd’hui.',
  },
  'already-answered': {
    en: 'A second person has answered, or the request is no longer open.',
    fr: 'Une deuxième personne a répondu, ou la demande n’est plus ouverte.',
  },
  'second-person-has-time': {
    en: 'A second person still has time to answer: five minutes from the request.',
    fr: 'Une deuxième personne a encore le temps de répondre\u00a0: cinq minutes à compter de la demande.',
  },
  'not-imminent': {
    en: 'The report is not of imminent urgency.',
    fr: 'Le signalement n’est pas d’urgence imminente.',
  },
  'more-than-one-page': {
    en: 'An urgent notice is one page of facts.',
    fr: 'Un avis urgent tient en une page de faits.',
  },
  files: { en: 'An urgent notice carries no files.', fr: 'Un avis urgent ne comporte aucun fichier.' },
  'recipient-unverified': {
    en: 'The contact of this service is not verified.',
    fr: 'Le contact de ce service n’est pas vérifié.',
  },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez pourquoi.' },
  'already-reviewed': { en: 'This use is reviewed already.', fr: 'Ce recours est déjà examiné.' },
  unreadable: { en: 'This row of the switch cannot be read.', fr: 'Cette ligne ne peut être lue.' },
} as const satisfies Record<UrgentObstacle | 'already-reviewed' | 'unreadable', Bilingual>;
