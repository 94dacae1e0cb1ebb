import type { Messages } from './messages.ts';

export const parkedWords = {
  title: { en: 'Parked work', fr: 'Travaux mis de côté' },
  how: {
    en: 'One stage could not go on with these. Everything else did. The reports stay open and can be decided by hand.',
    fr: 'Une étape n’a pas pu continuer avec ceux-ci. Tout le reste a continué. Les signalements restent ouverts et peuvent être décidés à la main.',
  },
  emptyTitle: { en: 'No work is parked.', fr: 'Aucun travail n’est mis de côté.' },
  emptyNext: {
    en: 'Every stage has gone on with every report.',
    fr: 'Toutes les étapes ont continué avec tous les signalements.',
  },
  colReport: { en: 'Report', fr: 'Signalement' },
  colStage: { en: 'Stage', fr: 'Étape' },
  colReason: { en: 'Reason', fr: 'Motif' },
  colAttempts: { en: 'Attempts', fr: 'Tentatives' },
  colSince: { en: 'Since', fr: 'Depuis' },
  colActs: { en: 'Act', fr: 'Acte' },
  retry: { en: 'Retry', fr: 'Relancer' },
  retryOf: { en: 'Retry {stage} for {report}', fr: 'Relancer {stage} pour {report}' },
  retried: { en: 'Queued again.', fr: 'Remis en file.' },
} satisfies Messages;
