import type { Messages } from '#core/messages.ts';

/** Words of the pages by which a provider's person comes in. */
export const SIGN_IN_WORDS = {
  signIn: { en: 'Sign in', fr: 'Ouvrir une session' },
  invited: { en: 'You were invited', fr: 'Vous êtes invité' },
  invitedNote: {
    en: 'This link signs you in once. Afterwards you choose how you come back.',
    fr: 'Ce lien ouvre une session une seule fois. Vous choisirez ensuite comment revenir.',
  },
  name: { en: 'Name', fr: 'Nom' },
  passphrase: { en: 'Passphrase', fr: 'Phrase de passe' },
  code: { en: 'Code of your authenticator app', fr: 'Code de votre application d’authentification' },
  codeHint: { en: 'Six digits.', fr: 'Six chiffres.' },
  notProven: {
    en: 'This does not prove who you are. Check name, passphrase and code, and wait a moment before the next try.',
    fr: 'Votre identité n’est pas prouvée. Vérifiez le nom, la phrase de passe et le code, et attendez un instant avant le prochain essai.',
  },
  linkInvalid: {
    en: 'This link was already used or has expired. Ask the clearing house for a new one.',
    fr: 'Ce lien a déjà servi ou n’est plus valide. Demandez-en un nouveau au centre.',
  },
  busy: {
    en: 'Too many sign-ins at once from your network. Try again in a few seconds.',
    fr: 'Trop d’ouvertures de session à la fois depuis votre réseau. Réessayez dans quelques secondes.',
  },
  kept: {
    en: 'Your session ended while you were writing. What you typed is kept on this page and saved as soon as you are signed in.',
    fr: 'Votre session a pris fin pendant que vous écriviez. Ce que vous avez tapé est conservé dans cette page et enregistré dès que vous ouvrez une session.',
  },
  noAccount: {
    en: 'Accounts are given by the clearing house. Without one, a notice may be sent by the machine interface or given to any police service.',
    fr: 'Les comptes sont donnés par le centre. Sans compte, un avis peut être envoyé par l’interface machine ou remis à tout service de police.',
  },
  waysTitle: { en: 'How you sign in', fr: 'Comment vous ouvrez une session' },
  hasWay: {
    en: 'You sign in with your name, your passphrase and the code of your authenticator app.',
    fr: 'Vous ouvrez une session avec votre nom, votre phrase de passe et le code de votre application d’authentification.',
  },
  noWay: {
    en: 'You came by a link that is used up. Choose now how you come back: a passphrase and an authenticator app.',
    fr: 'Vous êtes venu par un lien désormais utilisé. Choisissez maintenant comment revenir\u00a0: une phrase de passe et une application d’authentification.',
  },
  newCodes: { en: 'Set up an authenticator app', fr: 'Configurer une application d’authentification' },
  secret: {
    en: 'Add this key to your app (time-based, six digits)',
    fr: 'Ajoutez cette clé à votre application (temporelle, six chiffres)',
  },
  newPassphrase: { en: 'New passphrase', fr: 'Nouvelle phrase de passe' },
  newPassphraseHint: {
    en: 'At least 12 characters: several words nobody would guess.',
    fr: 'Au moins 12 caractères\u00a0: plusieurs mots que personne ne devinerait.',
  },
  keep: { en: 'Use this from now on', fr: 'Utiliser ce moyen désormais' },
  made: { en: 'From now on you sign in this way.', fr: 'Vous ouvrez désormais une session de cette façon.' },
  'not-made': {
    en: 'The code was wrong or late. Start again with a new key.',
    fr: 'Le code était erroné ou tardif. Recommencez avec une nouvelle clé.',
  },
  'easy-passphrase': {
    en: 'Somebody would guess this passphrase. Choose other words, and start again with a new key.',
    fr: 'Cette phrase de passe se devine. Choisissez d’autres mots et recommencez avec une nouvelle clé.',
  },
  'step-up-required': {
    en: 'To change this, sign out and sign in again first.',
    fr: 'Pour changer cela, fermez d’abord la session et ouvrez-en une nouvelle.',
  },
} as const satisfies Messages;
