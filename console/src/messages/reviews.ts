import type { Messages } from './messages.ts';

export const reviewWords = {
  title: { en: 'Weekly review', fr: 'Revue hebdomadaire' },
  how: {
    en: 'Every act of the desk, week by week. A signature covers everybody but the person who signs.',
    fr: 'Tous les actes du poste, semaine par semaine. Une signature porte sur tout le monde, sauf la personne qui signe.',
  },
  weeks: { en: 'Weeks', fr: 'Semaines' },
  weekFrom: { en: 'Week of {week}', fr: 'Semaine du {week}' },
  emptyTitle: { en: 'No act is recorded yet.', fr: 'Aucun acte n’est encore inscrit.' },
  emptyNext: {
    en: 'The first week appears with the first act.',
    fr: 'La première semaine paraît avec le premier acte.',
  },
  choose: { en: 'Choose a week.', fr: 'Choisissez une semaine.' },
  colWeek: { en: 'Week from', fr: 'Semaine du' },
  colStanding: { en: 'Review', fr: 'Revue' },
  colActs: { en: 'Acts', fr: 'Actes' },
  colDenied: { en: 'Denied', fr: 'Refus d’accès' },
  colRefused: { en: 'Refused', fr: 'Refusés' },
  colAct: { en: 'Act', fr: 'Acte' },
  colOutcome: { en: 'Outcome', fr: 'Issue' },
  colActor: { en: 'Who', fr: 'Qui' },
  colAt: { en: 'When', fr: 'Quand' },
  colObject: { en: 'About', fr: 'Objet' },
  colEntry: { en: 'Entry', fr: 'Inscription' },
  byKind: { en: 'Acts by kind', fr: 'Actes par genre' },
  byPerson: { en: 'Acts by person', fr: 'Actes par personne' },
  notable: {
    en: 'Denied, opened in an emergency, or sent out',
    fr: 'Accès refusés, ouvertures d’urgence et envois',
  },
  nothingNotable: { en: 'None in this week.', fr: 'Aucun cette semaine.' },
  signatures: { en: 'Signatures', fr: 'Signatures' },
  signedBy: { en: '{name}, {at}', fr: '{name}, {at}' },
  noSignature: { en: 'Nobody has signed for this week yet.', fr: 'Personne n’a encore signé pour cette semaine.' },
  left: {
    en: 'Still to be looked at by somebody else: {names}',
    fr: 'Reste à faire examiner par une autre personne\u00a0: {names}',
  },
  sign: { en: 'Sign for this week', fr: 'Signer pour cette semaine' },
  signed: { en: 'Signed.', fr: 'Signé.' },
  head: { en: 'Log head: {size} entries, signed {at}', fr: 'Tête du journal\u00a0: {size} inscriptions, signée {at}' },
  witnessNone: { en: 'No outside witness', fr: 'Aucun témoin externe' },
  witnessCurrent: { en: 'Witnessed {at}', fr: 'Attesté {at}' },
  witnessOverdue: { en: 'Witness silent since {at}', fr: 'Témoin muet depuis {at}' },
} satisfies Messages;

export const reviewStandings = {
  running: { en: 'Running', fr: 'En cours' },
  open: { en: 'To be signed', fr: 'À signer' },
  partly: { en: 'Partly signed', fr: 'Signée en partie' },
  signed: { en: 'Signed', fr: 'Signée' },
  overdue: { en: 'Overdue', fr: 'En retard' },
} satisfies Messages;

export const auditOutcomes = {
  done: { en: 'Done', fr: 'Fait' },
  denied: { en: 'Denied', fr: 'Accès refusé' },
  refused: { en: 'Refused', fr: 'Refusé' },
} satisfies Messages;
