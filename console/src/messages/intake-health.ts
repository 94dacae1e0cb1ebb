import type { Messages } from './messages.ts';

export const intakeHealthWords = {
  title: { en: 'Who reports', fr: 'Qui signale' },
  how: {
    en: 'Each sender against its own rhythm of the last weeks. Silence is noticed after four times its usual interval, at the earliest after a day.',
    fr: 'Chaque expéditeur par rapport à son propre rythme des dernières semaines. Un silence est relevé après quatre fois son intervalle habituel, au plus tôt après une journée.',
  },
  emptyTitle: { en: 'Nobody has reported yet.', fr: 'Personne n’a encore signalé.' },
  emptyNext: {
    en: 'The first report of each sender puts it on this list.',
    fr: 'Le premier signalement de chaque expéditeur l’ajoute à cette liste.',
  },
  silentCount: {
    en: '{count, plural, one {# sender has fallen silent} other {# senders have fallen silent}}',
    fr: '{count, plural, one {# expéditeur s’est tu} other {# expéditeurs se sont tus}}',
  },
  colSender: { en: 'Sender', fr: 'Expéditeur' },
  colSource: { en: 'Source', fr: 'Source' },
  colLast: { en: 'Last heard', fr: 'Dernier signe' },
  colDay: { en: 'Last 24 h', fr: 'Dernières 24 h' },
  colWeek: { en: 'Last 7 days', fr: '7 derniers jours' },
  colUnreadable: { en: 'Not understood', fr: 'Non compris' },
  colDrifted: { en: 'Departs from its form', fr: 'S’écarte de sa forme' },
  colHearing: { en: 'Rhythm', fr: 'Rythme' },
  heard: { en: 'as usual', fr: 'comme d’habitude' },
  silent: { en: 'silent', fr: 'silencieux' },
  'too-few': { en: 'too few to tell', fr: 'trop peu pour en juger' },
} satisfies Messages;
