import type { Messages } from './messages.ts';

export const regimeWords = {
  title: { en: 'Legal regimes of notices', fr: 'Régimes légaux des avis' },
  how: {
    en: 'Which law a provider’s notice is judged by is decided by the day it is received. A notice keeps the regime it was born under, whatever day is set later.',
    fr: 'Le jour de la réception décide de la loi qui s’applique à l’avis d’un fournisseur. Un avis garde le régime sous lequel il est né, quelle que soit la date fixée ensuite.',
  },
  inForce: { en: 'In force', fr: 'En vigueur' },
  notInForce: { en: 'Not in force', fr: 'Pas en vigueur' },
  since: { en: 'In force from', fr: 'En vigueur à partir du' },
  noDay: { en: 'no day is set', fr: 'aucune date fixée' },
  keep: { en: 'Data are preserved for', fr: 'Données préservées pendant' },
  days: {
    en: '{n, plural, one {1 day} other {{n} days}} after the day of notification',
    fr: '{n, plural, one {{n} jour} many {{n} jours} other {{n} jours}} après le jour de la notification',
  },
  years: {
    en: '{n, plural, one {1 year} other {{n} years}} after the day of notification',
    fr: '{n, plural, one {{n} an} many {{n} ans} other {{n} ans}} après le jour de la notification',
  },
  required: { en: 'Required items (section 11)', fr: 'Éléments exigés (article 11)' },
  addressee: { en: 'Addressed to', fr: 'Destinataire' },
  transmission: { en: 'Transmission data', fr: 'Données de transmission' },
  asked: { en: 'asked for, not required', fr: 'demandées, non exigées' },
  'when-manifest': {
    en: 'required when the material is manifestly such',
    fr: 'exigées quand le matériel est manifestement de cette nature',
  },
  source: { en: 'Where it stands', fr: 'Référence' },
  history: { en: 'Days that were set', fr: 'Dates fixées' },
  noHistory: { en: 'No day was ever set here.', fr: 'Aucune date n’a encore été fixée ici.' },
  fixed: {
    en: 'The law itself fixed the day; it is not set here.',
    fr: 'La loi elle-même a fixé la date; elle ne se fixe pas ici.',
  },
  colDay: { en: 'From', fr: 'À partir du' },
  colAuthority: { en: 'Authority', fr: 'Fondement' },
  colBy: { en: 'Set, approved by', fr: 'Fixée, approuvée par' },
  colAt: { en: 'When', fr: 'Quand' },
  takenBack: { en: 'taken back', fr: 'retirée' },
  propose: { en: 'Propose a day', fr: 'Proposer une date' },
  day: { en: 'First day in force', fr: 'Premier jour en vigueur' },
  dayFirst: { en: 'As the order in council names it.', fr: 'Celui que le décret fixe.' },
  changesNone: { en: 'Nothing yet: no day is chosen.', fr: 'Rien encore\u00a0: aucune date n’est choisie.' },
  dayHint: { en: 'Empty takes the day back.', fr: 'Vide, la date est retirée.' },
  authority: { en: 'Order in council, as it is cited', fr: 'Décret, tel qu’on le cite' },
  reason: { en: 'Why now', fr: 'Pourquoi maintenant' },
  incomplete: { en: 'Give the day, the authority and the reason.', fr: 'Donnez la date, le fondement et le motif.' },
  changes: { en: 'What changes', fr: 'Ce qui change' },
  changesFrom: {
    en: 'Notices received from {day} on are kept {to} instead of {from}. Transmission data are {data}. Notices received before, and their clocks, stay as they are.',
    fr: 'Les avis reçus à partir du {day} sont préservés {to} au lieu de {from}. Les données de transmission sont {data}. Les avis reçus avant, et leurs délais, restent tels quels.',
  },
  changesBack: {
    en: 'The day is taken back: notices received from then on stay under the regime in force today. Notices already born under this one keep it.',
    fr: 'La date est retirée\u00a0: les avis reçus ensuite restent sous le régime en vigueur aujourd’hui. Les avis déjà nés sous celui-ci le gardent.',
  },
  submit: { en: 'Put it before a second person', fr: 'Soumettre à une deuxième personne' },
  proposed: {
    en: 'Proposed. Another person approves it on the screen “Second person”; then you carry it out there.',
    fr: 'Proposé. Une autre personne l’approuve à l’écran «\u00a0Deuxième personne\u00a0»; vous l’exécutez ensuite au même endroit.',
  },
} satisfies Messages;
