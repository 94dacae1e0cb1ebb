import type { Messages } from './messages.ts';

export const shellWords = {
  centre: { en: 'National Child Exploitation Crime Centre', fr: 'Centre national contre l’exploitation des enfants' },
  centreShort: { en: 'NCECC · CNCEE', fr: 'CNCEE · NCECC' },
  skip: { en: 'Skip to the content', fr: 'Passer au contenu' },
  otherLanguage: { en: 'Français', fr: 'English' },
  dark: { en: 'Dark theme', fr: 'Thème sombre' },
  light: { en: 'Light theme', fr: 'Thème clair' },
  keys: { en: 'Keys', fr: 'Touches' },
  signOut: { en: 'Sign out', fr: 'Fermer la session' },
  navigation: { en: 'Screens', fr: 'Écrans' },
  queue: { en: 'Triage queue', fr: 'File de triage' },
  entry: { en: 'Call, fax, paper', fr: 'Appel, télécopie, papier' },
  formerYears: { en: 'Former years', fr: 'Années antérieures' },
  packages: { en: 'Packages', fr: 'Dossiers d’enquête' },
  parked: { en: 'Parked work', fr: 'Travaux mis de côté' },
  senders: { en: 'Who reports', fr: 'Qui signale' },
  repair: { en: 'Repair bench', fr: 'Atelier de réparation' },
  mappings: { en: 'Mappings', fr: 'Correspondances' },
  needToKnow: { en: 'Need to know', fr: 'Besoin de savoir' },
  reviews: { en: 'Weekly review', fr: 'Revue hebdomadaire' },
  auditLog: { en: 'Audit log', fr: 'Journal d’audit' },
  account: { en: 'My account', fr: 'Mon compte' },
  people: { en: 'People', fr: 'Personnes' },
  machines: { en: 'Machine access', fr: 'Accès des machines' },
  lockOuts: { en: 'Failed sign-ins', fr: 'Échecs d’ouverture de session' },
  secondPerson: { en: 'Second person', fr: 'Deuxième personne' },
  retention: { en: 'Retention', fr: 'Conservation' },
  incidents: { en: 'Incidents', fr: 'Incidents' },
  strip: { en: 'Status', fr: 'État' },
  leaseUntil: { en: 'You hold {report} until', fr: 'Vous avez {report} en charge jusqu’à' },
  linkOk: { en: 'Connection: in order', fr: 'Connexion\u00a0: en ordre' },
  linkLost: {
    en: 'Connection lost; trying again. Drafts are kept on this page.',
    fr: 'Connexion perdue; nouvel essai en cours. Les brouillons restent sur cette page.',
  },
  sessionEnds: { en: 'Your session locks at', fr: 'Votre session se verrouille à' },
  stay: { en: 'Stay signed in', fr: 'Rester en session' },
  crashTitle: { en: 'This screen stopped on a defect.', fr: 'Cet écran s’est arrêté à cause d’un défaut.' },
  crashKept: {
    en: 'What was sent is kept on the server; drafts are kept on this page.',
    fr: 'Ce qui a été envoyé est conservé sur le serveur; les brouillons restent sur cette page.',
  },
  notFoundTitle: { en: 'Nothing here for you under this number.', fr: 'Rien pour vous sous ce numéro.' },
  notFoundNext: { en: 'Check the number, or go back to the queue.', fr: 'Vérifiez le numéro, ou revenez à la file.' },
  toQueue: { en: 'Go to the triage queue', fr: 'Aller à la file de triage' },
} satisfies Messages;

/** What every failing screen says: what happened, what is kept. */
export const failureWords = {
  away: { en: 'The server does not answer.', fr: 'Le serveur ne répond pas.' },
  refused: { en: 'The server did not do this.', fr: 'Le serveur n’a pas fait cet acte.' },
  kept: {
    en: 'Nothing was lost: what was shown or written here is still here.',
    fr: 'Rien n’est perdu\u00a0: ce qui était affiché ou écrit ici est encore là.',
  },
  notOffered: { en: 'The server does not offer this act now.', fr: 'Le serveur n’offre pas cet acte en ce moment.' },
} satisfies Messages;
