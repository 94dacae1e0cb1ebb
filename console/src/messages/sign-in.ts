import type { Messages } from './messages.ts';

export const signInWords = {
  title: { en: 'Sign in', fr: 'Ouvrir une session' },
  errorTitle: { en: 'Error: Sign in', fr: 'Erreur\u00a0: Ouvrir une session' },
  again: {
    en: 'Your session has ended. After signing in you are back where you were.',
    fr: 'Votre session a pris fin. Une fois la session ouverte, vous revenez où vous étiez.',
  },
  unknownAccount: {
    en: 'Your work account is not linked to anyone here. Give this reference to an administrator: {reference}',
    fr: 'Votre compte de travail n’est lié à personne ici. Donnez cette référence à un administrateur\u00a0: {reference}',
  },
  linkRefused: {
    en: 'This link was already used or has expired. Ask for a new one.',
    fr: 'Ce lien a déjà servi ou n’est plus valide. Demandez-en un nouveau.',
  },
  accountRefused: {
    en: 'The work account did not open a session. Try again, or use another way.',
    fr: 'Le compte de travail n’a pas ouvert de session. Réessayez, ou choisissez un autre moyen.',
  },
} satisfies Messages;

/** Proving who one is: the same look for signing in, unlocking and stepping up. */
export const proofWords = {
  usePasskey: { en: 'Use your passkey', fr: 'Utiliser votre clé d’accès' },
  touching: {
    en: 'Touch your key, or follow the browser.',
    fr: 'Touchez votre clé, ou suivez le navigateur.',
  },
  workAccount: { en: 'Work account', fr: 'Compte de travail' },
  otherWindow: {
    en: 'Go on in the other window. This page continues by itself.',
    fr: 'Continuez dans l’autre fenêtre. Cette page reprend d’elle-même.',
  },
  noPasskeysHere: {
    en: 'Browsers refuse passkeys under an IP address. On this machine, open the console as “localhost”.',
    fr: 'Les navigateurs refusent les clés d’accès à une adresse IP. Sur cette machine, ouvrez la console sous «\u00a0localhost\u00a0».',
  },
  byCode: { en: 'Use a passphrase and a one-time code', fr: 'Utiliser une phrase de passe et un code à usage unique' },
  name: { en: 'Name', fr: 'Nom' },
  passphrase: { en: 'Passphrase', fr: 'Phrase de passe' },
  oneTimeCode: { en: 'Code of your authenticator app', fr: 'Code de votre application d’authentification' },
  sixDigits: { en: 'Six digits.', fr: 'Six chiffres.' },
  byLink: { en: 'Use a one-time link', fr: 'Utiliser un lien à usage unique' },
  linkHow: {
    en: 'It was printed in the terminal where Vigie was started, or your administrator gives you one. Open the link, or paste its code here.',
    fr: 'Il a été affiché dans le terminal où Vigie a été démarré, ou votre administrateur vous en remet un. Ouvrez le lien, ou collez son code ici.',
  },
  code: { en: 'One-time link or its code', fr: 'Lien à usage unique ou son code' },
  codeHint: { en: 'The part of the link after “code=”.', fr: 'La partie du lien qui suit «\u00a0code=\u00a0».' },
  submitCode: { en: 'Continue with the code', fr: 'Continuer avec le code' },
  submitLink: { en: 'Continue with the link', fr: 'Continuer avec le lien' },
  problem: { en: 'There is a problem', fr: 'Il y a un problème' },
  empty: { en: 'Fill in every field of this way.', fr: 'Remplissez tous les champs de ce moyen.' },
  refused: {
    en: 'This does not prove who you are. Wait a moment before the next try.',
    fr: 'Votre identité n’est pas prouvée. Attendez un instant avant le prochain essai.',
  },
  linkRefused: {
    en: 'This link does not open a session. It works once and for a short time; ask for a new one.',
    fr: 'Ce lien n’ouvre pas de session. Il sert une seule fois et pour peu de temps; demandez-en un nouveau.',
  },
  keyRefused: {
    en: 'The key did not answer, or the browser stopped asking. Try again.',
    fr: 'La clé n’a pas répondu, ou le navigateur a cessé de la demander. Réessayez.',
  },
  away: {
    en: 'The server does not answer. Try again in a moment.',
    fr: 'Le serveur ne répond pas. Réessayez dans un instant.',
  },
} satisfies Messages;

export const lockWords = {
  title: { en: 'Locked', fr: 'Verrouillé' },
  how: {
    en: 'Your work is kept as it was. Prove who you are to go on.',
    fr: 'Votre travail est conservé tel quel. Prouvez votre identité pour reprendre.',
  },
  signOut: { en: 'Sign out instead', fr: 'Fermer plutôt la session' },
  signOutLoses: {
    en: 'Signing out gives up text that was not sent, apart from drafts.',
    fr: 'Fermer la session abandonne le texte non envoyé, sauf les brouillons.',
  },
  lock: { en: 'Lock', fr: 'Verrouiller' },
  stepUpTitle: { en: 'Prove who you are', fr: 'Prouvez votre identité' },
  stepUpHow: {
    en: 'This act asks for your key again. The proof lasts five minutes.',
    fr: 'Cet acte demande de nouveau votre clé. La preuve vaut cinq minutes.',
  },
  noStepUp: { en: 'Leave it', fr: 'Y renoncer' },
  byLink: { en: 'Signed in by a one-time link.', fr: 'Session ouverte par un lien à usage unique.' },
  addKey: { en: 'Add a key', fr: 'Ajouter une clé' },
} satisfies Messages;
