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
    en: 'This link was already used or has expired. Ask whoever invited you for a new one.',
    fr: 'Ce lien a déjà servi ou n’est plus valide. Demandez-en un nouveau à la personne qui vous a invité.',
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
    en: 'Accounts are given by the clearing house or by the managers of your organisation. Without one, a notice may be sent by the machine interface or given to any police service.',
    fr: 'Les comptes sont donnés par le centre ou par les gestionnaires de votre organisation. Sans compte, un avis peut être envoyé par l’interface machine ou remis à tout service de police.',
  },
  waysTitle: { en: 'How you sign in', fr: 'Comment vous ouvrez une session' },
  hasWay: {
    en: 'You can come back without a link, by what is listed below.',
    fr: 'Vous pouvez revenir sans lien, par les moyens ci-dessous.',
  },
  noWay: {
    en: 'You came by a link that is used up. Choose now how you come back: a passkey, or a passphrase with an authenticator app.',
    fr: 'Vous êtes ici grâce à un lien désormais utilisé. Choisissez maintenant comment revenir\u00a0: une clé d’accès, ou une phrase de passe avec une application d’authentification.',
  },
  app: { en: 'Authenticator app', fr: 'Application d’authentification' },
  appHas: {
    en: 'Your name, your passphrase and the code of your app let you in, with or without a script.',
    fr: 'Votre nom, votre phrase de passe et le code de votre application vous donnent accès, avec ou sans script.',
  },
  appHasNot: {
    en: 'No app is set up. It is the way that works in every browser, without a script too.',
    fr: 'Aucune application n’est configurée. C’est le moyen qui fonctionne dans tout navigateur, même sans script.',
  },
  newCodesAgain: { en: 'Set up another app', fr: 'Configurer une autre application' },
  passkeys: { en: 'Passkeys', fr: 'Clés d’accès' },
  passkeysHow: {
    en: 'A passkey is a security key or this device with its PIN or fingerprint. It is the safest way in.',
    fr: 'Une clé d’accès est une clé de sécurité ou cet appareil, avec son NIP ou une empreinte. C’est le moyen le plus sûr.',
  },
  passkeysNotHere: {
    en: 'Browsers take no passkeys under this address.',
    fr: 'Les navigateurs n’acceptent pas de clé d’accès à cette adresse.',
  },
  noPasskey: { en: 'You have no passkey yet.', fr: 'Vous n’avez pas encore de clé d’accès.' },
  addPasskey: { en: 'Add a passkey', fr: 'Ajouter une clé d’accès' },
  usePasskey: { en: 'Use a passkey', fr: 'Utiliser une clé d’accès' },
  removePasskey: { en: 'Remove', fr: 'Retirer' },
  colKey: { en: 'Passkey', fr: 'Clé d’accès' },
  colMade: { en: 'Added', fr: 'Ajoutée' },
  colUsed: { en: 'Last used', fr: 'Dernière utilisation' },
  colActs: { en: 'Acts', fr: 'Actes' },
  neverUsed: { en: 'not yet', fr: 'pas encore' },
  keyName: { en: 'Name of the new passkey', fr: 'Nom de la nouvelle clé d’accès' },
  keyNameHint: {
    en: 'So that you know it again: “office laptop”, for example.',
    fr: 'Pour la reconnaître plus tard\u00a0: «\u00a0portable du bureau\u00a0», par exemple.',
  },
  passkeyMade: {
    en: 'The passkey is added. From now on it signs you in.',
    fr: 'La clé d’accès est ajoutée. Elle ouvre désormais votre session.',
  },
  passkeyRemoved: { en: 'The passkey is removed.', fr: 'La clé d’accès est retirée.' },
  passkeyNotMade: {
    en: 'No passkey was added: the browser stopped asking, or this key is known already.',
    fr: 'Aucune clé d’accès n’a été ajoutée\u00a0: le navigateur a cessé de la demander, ou cette clé est déjà connue.',
  },
  passkeyFailed: {
    en: 'This passkey did not let you in. Try again, or use your passphrase and the code of your app.',
    fr: 'Cette clé d’accès ne vous a pas donné accès. Réessayez, ou utilisez votre phrase de passe et le code de votre application.',
  },
  passkeyLate: {
    en: 'Confirm first that it is you, then add the passkey.',
    fr: 'Confirmez d’abord votre identité, puis ajoutez la clé d’accès.',
  },
  passkeyNeedsScript: {
    en: 'Passkeys need a browser that may run scripts.',
    fr: 'Les clés d’accès exigent un navigateur qui peut exécuter des scripts.',
  },
  'last-key': {
    en: 'This is the only way you have to sign in. Add another one first.',
    fr: 'C’est votre seul moyen d’ouvrir une session. Ajoutez-en d’abord un autre.',
  },
  changeFirst: {
    en: 'To change how you sign in, confirm first that it is you.',
    fr: 'Pour changer votre façon d’ouvrir une session, confirmez d’abord votre identité.',
  },
  confirmTitle: { en: 'Confirm that it is you', fr: 'Confirmez votre identité' },
  confirm: { en: 'Confirm', fr: 'Confirmer' },
  confirmNote: {
    en: 'What you are about to do changes who has access. Prove once more who you are; it counts for five minutes.',
    fr: 'Ce que vous allez faire change qui a accès. Prouvez de nouveau votre identité; la preuve vaut cinq minutes.',
  },
  confirmNoWay: {
    en: 'You came by a link. Set up first how you sign in: a passkey, or a passphrase with an authenticator app. With it you can confirm.',
    fr: 'Vous êtes ici grâce à un lien. Définissez d’abord comment vous ouvrez une session\u00a0: une clé d’accès, ou une phrase de passe avec une application d’authentification. Vous pourrez ensuite confirmer.',
  },
  confirmFailed: {
    en: 'This does not prove who you are. Check your passphrase and take the next code of your app.',
    fr: 'Votre identité n’est pas prouvée. Vérifiez votre phrase de passe et prenez le prochain code de votre application.',
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
    en: 'To change this, confirm first that it is you.',
    fr: 'Pour changer cela, confirmez d’abord votre identité.',
  },
} as const satisfies Messages;
