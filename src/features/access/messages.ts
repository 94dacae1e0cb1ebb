import type { Messages } from '#core/messages.ts';

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
