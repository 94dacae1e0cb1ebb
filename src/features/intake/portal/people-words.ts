import type { Messages } from '#core/messages.ts';

/** Words of the pages by which a provider's own manager says who has access. */
export const PEOPLE_WORDS = {
  title: { en: 'Who has access', fr: 'Personnes ayant accès' },
  intro: {
    en: 'These people see the drafts, notices and receipts of {provider}. Every change here is written down.',
    fr: 'Ces personnes voient les brouillons, les avis et les récépissés de {provider}. Chaque changement fait ici est consigné.',
  },
  colName: { en: 'Name', fr: 'Nom' },
  colRole: { en: 'Part', fr: 'Rôle' },
  colSince: { en: 'Since', fr: 'Depuis' },
  colState: { en: 'State', fr: 'État' },
  colActs: { en: 'Acts', fr: 'Actes' },
  you: { en: 'you', fr: 'vous' },
  manager: { en: 'Manager', fr: 'Gestionnaire' },
  member: { en: 'Writes notices', fr: 'Rédige des avis' },
  active: { en: 'May sign in', fr: 'Peut ouvrir une session' },
  invited: {
    en: 'Invited; has not set up a sign-in yet',
    fr: 'Invitation en cours; moyen d’ouvrir une session à définir',
  },
  ended: { en: 'Ended', fr: 'Accès terminé' },
  lastManager: {
    en: 'The only manager who can sign in: make somebody else one first.',
    fr: 'Seule personne gestionnaire pouvant ouvrir une session\u00a0: nommez-en d’abord une autre.',
  },
  confirmFirst: {
    en: 'To change who has access, confirm first that it is you.',
    fr: 'Pour changer qui a accès, confirmez d’abord que c’est bien vous.',
  },
  confirm: { en: 'Confirm that it is you', fr: 'Confirmer mon identité' },
  newLink: { en: 'New link', fr: 'Nouveau lien' },
  makeManager: { en: 'Make a manager', fr: 'Nommer gestionnaire' },
  takeBack: { en: 'No longer a manager', fr: 'Retirer le rôle de gestionnaire' },
  end: { en: 'End access', fr: 'Mettre fin à l’accès' },
  endTitle: { en: 'End the access of {name}?', fr: 'Mettre fin à l’accès de {name}?' },
  endNote: {
    en: 'They are shut out at once. Drafts and notices stay with your organisation. Only the clearing house lets them in again.',
    fr: 'Cette personne perd l’accès aussitôt. Les brouillons et les avis restent à votre organisation. Seul le centre peut rétablir l’accès.',
  },
  endSelf: {
    en: 'This is your own access: you are signed out at once.',
    fr: 'Il s’agit de votre propre accès\u00a0: votre session se ferme aussitôt.',
  },
  keep: { en: 'Keep the access', fr: 'Garder l’accès' },
  invite: { en: 'Invite a colleague', fr: 'Inviter une personne' },
  name: { en: 'Name to sign in with', fr: 'Nom d’ouverture de session' },
  nameHint: {
    en: 'Nobody else here may have the same one; add your organisation to a common name.',
    fr: 'Personne d’autre ici ne peut porter le même; ajoutez votre organisation à un nom courant.',
  },
  language: { en: 'Language', fr: 'Langue' },
  part: { en: 'Part', fr: 'Rôle' },
  managerHint: {
    en: 'Also invites colleagues and ends their access.',
    fr: 'Invite aussi des personnes et met fin à leur accès.',
  },
  makeLink: { en: 'Make the invitation', fr: 'Créer l’invitation' },
  linkTitle: { en: 'Invitation for {name}', fr: 'Invitation pour {name}' },
  linkHow: {
    en: 'Hand this link over by a safe way. It is shown this once, works once, and dies at',
    fr: 'Transmettez ce lien par un moyen sûr. Il n’est affiché que cette fois, ne sert qu’une fois et expire le',
  },
  link: { en: 'One-time link', fr: 'Lien à usage unique' },
  back: { en: 'Back to who has access', fr: 'Retour à la liste des accès' },
  nameless: { en: 'Give the name of your colleague.', fr: 'Donnez le nom de la personne.' },
  'name-taken': {
    en: 'Somebody here has this name already. Choose another one.',
    fr: 'Ce nom est déjà pris ici. Choisissez-en un autre.',
  },
  'has-keys': {
    en: 'This person can sign in already and needs no link.',
    fr: 'Cette personne peut déjà ouvrir une session et n’a pas besoin de lien.',
  },
  'no-such-person': {
    en: 'Nobody with access has this place any more.',
    fr: 'Cette personne n’a plus accès.',
  },
  'last-manager': {
    en: 'Nobody else could manage your people then. Make somebody else a manager first; they must have set up how they sign in.',
    fr: 'Personne d’autre ne pourrait alors gérer les accès de votre organisation. Nommez d’abord une autre personne; elle doit avoir défini comment elle ouvre une session.',
  },
  'too-old': {
    en: 'This page was too old. Nothing was changed; do it again from here.',
    fr: 'Cette page était trop ancienne. Rien n’a été changé; recommencez à partir d’ici.',
  },
  'too-long-ago': {
    en: 'You confirmed too long ago that it is you. Confirm again; nothing was changed.',
    fr: 'Votre identité a été confirmée il y a trop longtemps. Confirmez de nouveau; rien n’a été changé.',
  },
} as const satisfies Messages;
