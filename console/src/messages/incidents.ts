import type { Messages } from './messages.ts';

export const incidentWords = {
  title: { en: 'Incidents', fr: 'Incidents' },
  one: { en: 'Incident {number}', fr: 'Incident {number}' },
  back: { en: 'Back to the register', fr: 'Retour au registre' },
  how: {
    en: 'What went wrong, who is affected, whether it is contained, who was told. No content of reports belongs here.',
    fr: 'Ce qui est arrivé, qui est touché, si c’est maîtrisé, qui a été avisé. Aucun contenu de signalement n’a sa place ici.',
  },
  emptyTitle: { en: 'No incident is registered.', fr: 'Aucun incident n’est inscrit.' },
  emptyNext: {
    en: 'A recall, an altered log or damaged evidence opens one by itself.',
    fr: 'Un rappel, un journal altéré ou une preuve endommagée en ouvre un de lui-même.',
  },
  colNumber: { en: 'Incident', fr: 'Incident' },
  colKind: { en: 'Kind', fr: 'Nature' },
  colState: { en: 'State', fr: 'État' },
  colKnown: { en: 'Known', fr: 'Connu' },
  colClock: { en: 'Next clock', fr: 'Prochaine échéance' },
  noClock: { en: 'none', fr: 'aucune' },
  byItself: { en: 'opened by itself', fr: 'ouvert de lui-même' },
  report: { en: 'Register an incident', fr: 'Inscrire un incident' },
  kind: { en: 'Kind', fr: 'Nature' },
  what: { en: 'What happened', fr: 'Ce qui est arrivé' },
  register: { en: 'Register it', fr: 'L’inscrire' },
  whatNeeded: { en: 'Write what happened.', fr: 'Écrivez ce qui est arrivé.' },
  openedBy: { en: 'Opened by', fr: 'Ouvert par' },
  happened: { en: 'Happened', fr: 'Survenu' },
  known: { en: 'Known since', fr: 'Connu depuis' },
  affected: { en: 'Who is affected', fr: 'Qui est touché' },
  unknown: { en: 'not known yet', fr: 'pas encore connu' },
  jeopardises: { en: 'Function in danger', fr: 'Fonction compromise' },
  personal: { en: 'Personal information out', fr: 'Renseignements personnels touchés' },
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
  containment: { en: 'How it was contained', fr: 'Comment il a été maîtrisé' },
  judgement: { en: 'Judgement', fr: 'Jugement' },
  material: { en: 'Material', fr: 'Substantiel' },
  'not-material': { en: 'Not material', fr: 'Non substantiel' },
  clocks: { en: 'Clocks', fr: 'Échéances' },
  noClocks: { en: 'No clock applies.', fr: 'Aucune échéance ne s’applique.' },
  timeline: { en: 'Timeline', fr: 'Chronologie' },
  told: { en: 'Who was told', fr: 'Qui a été avisé' },
  nobodyTold: { en: 'Nobody yet.', fr: 'Personne encore.' },
  facts: { en: 'Facts', fr: 'Faits' },
  work: { en: 'Work on it', fr: 'Traitement' },
  note: { en: 'What was found or done', fr: 'Ce qui a été constaté ou fait' },
  noteNeeded: { en: 'Write what was found or done.', fr: 'Écrivez ce qui a été constaté ou fait.' },
  describe: { en: 'Save the facts', fr: 'Enregistrer les faits' },
  contain: { en: 'It is contained', fr: 'C’est maîtrisé' },
  close: { en: 'Close', fr: 'Clore' },
  reopen: { en: 'Reopen', fr: 'Rouvrir' },
  judgeMaterial: { en: 'Judge: material', fr: 'Juger\u00a0: substantiel' },
  judgeNot: { en: 'Judge: not material', fr: 'Juger\u00a0: non substantiel' },
  tell: { en: 'Note who was told', fr: 'Noter qui a été avisé' },
  whom: { en: 'Whom', fr: 'Qui' },
  reference: { en: 'Reference (optional)', fr: 'Référence (facultatif)' },
  forClock: { en: 'For the clock', fr: 'Pour l’échéance' },
  noneOfThem: { en: 'none of them', fr: 'aucune' },
  whomNeeded: { en: 'Write whom.', fr: 'Écrivez qui.' },
  toConfirm: { en: 'rule to be confirmed', fr: 'règle à confirmer' },
} satisfies Messages;

export const incidentStates = {
  open: { en: 'Open', fr: 'Ouvert' },
  contained: { en: 'Contained', fr: 'Maîtrisé' },
  judged: { en: 'Judged', fr: 'Jugé' },
  closed: { en: 'Closed', fr: 'Clos' },
} satisfies Messages;

export const incidentClockStates = {
  running: { en: 'running', fr: 'en cours' },
  over: { en: 'over', fr: 'dépassée' },
  met: { en: 'met', fr: 'respectée' },
  late: { en: 'met late', fr: 'respectée en retard' },
  ended: { en: 'does not apply', fr: 'ne s’applique pas' },
} satisfies Messages;

export const incidentActs = {
  opened: { en: 'Opened', fr: 'Ouvert' },
  describe: { en: 'Facts written', fr: 'Faits consignés' },
  contain: { en: 'Contained', fr: 'Maîtrisé' },
  judge: { en: 'Judged', fr: 'Jugé' },
  told: { en: 'Told', fr: 'Avisé' },
  close: { en: 'Closed', fr: 'Clos' },
  reopen: { en: 'Reopened', fr: 'Rouvert' },
} satisfies Messages;

/** The kinds a person may choose; others open by themselves. */
export const incidentKinds = {
  'sent-wrongly': { en: 'Sent to the wrong recipient', fr: 'Envoi au mauvais destinataire' },
  'package-recalled': { en: 'Package recalled', fr: 'Dossier rappelé' },
  'service-down': { en: 'The desk could not work', fr: 'Le poste n’a pas pu fonctionner' },
  'evidence-damaged': { en: 'Evidence damaged', fr: 'Élément de preuve endommagé' },
  other: { en: 'Other', fr: 'Autre' },
} satisfies Messages;
