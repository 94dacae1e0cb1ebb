import type { UiWords } from '../ui/words.tsx';
import { failureWords } from './shell.ts';

/** The words of the widgets themselves. */
export const uiWords = {
  close: { en: 'Close', fr: 'Fermer' },
  oneTimeLink: { en: 'One-time link', fr: 'Lien à usage unique' },
  linkShownBefore: {
    en: 'This link was shown before and is not shown again. Make a new one.',
    fr: 'Ce lien a déjà été affiché et ne l’est plus. Créez-en un nouveau.',
  },
  cancel: { en: 'Cancel', fr: 'Annuler' },
  zoneUnknown: { en: 'zone unknown', fr: 'fuseau inconnu' },
  asWritten: { en: 'As written: {text}', fr: 'Tel que reçu\u00a0: {text}' },
  loading: { en: 'Loading…', fr: 'Chargement…' },
  stillWorking: {
    en: 'Still working; you may leave this page.',
    fr: 'Toujours en cours; vous pouvez quitter cette page.',
  },
  retry: { en: 'Try again', fr: 'Réessayer' },
  errorCode: { en: 'Code: {code}', fr: 'Code\u00a0: {code}' },
  danger: { en: 'Danger', fr: 'Danger' },
  completeness: { en: 'Completeness', fr: 'Complétude' },
  factor: { en: 'Factor', fr: 'Facteur' },
  points: { en: 'Points', fr: 'Points' },
  origin: { en: 'Origin', fr: 'Origine' },
  sum: { en: 'Sum', fr: 'Somme' },
  notApplied: { en: 'not counted', fr: 'non compté' },
  undo: { en: 'Undo', fr: 'Annuler l’acte' },
  undoUntil: { en: 'possible until', fr: 'possible jusqu’à' },
  keys: { en: 'Keys of this screen', fr: 'Touches de cet écran' },
  keyColumn: { en: 'Key', fr: 'Touche' },
  actColumn: { en: 'Act', fr: 'Acte' },
  pickReason: { en: 'Reason: choose it by its digit.', fr: 'Motif\u00a0: choisissez-le par son chiffre.' },
  back: { en: 'Back', fr: 'Retour' },
  open: { en: 'Open', fr: 'Ouvrir' },
  hide: { en: 'Hide', fr: 'Masquer' },
  purpose: { en: 'Purpose', fr: 'But' },
  choose: { en: 'Choose', fr: 'Choisir' },
  unknown: { en: 'unknown', fr: 'inconnu' },
  away: failureWords.away,
  kept: failureWords.kept,
} satisfies UiWords;
