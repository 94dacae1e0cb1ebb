import type { Messages } from './messages.ts';

export const formerYearsWords = {
  title: { en: 'Former years', fr: 'Années antérieures' },
  how: {
    en: 'What was counted here, year by year, and beside it the totals of former years: entered, not counted, and never in the sum.',
    fr: 'Ce qui a été compté ici, année par année, et à côté les totaux des années antérieures\u00a0: inscrits, non comptés, et jamais dans la somme.',
  },
  emptyTitle: {
    en: 'Nothing is counted and no total is entered.',
    fr: 'Rien n’est compté et aucun total n’est inscrit.',
  },
  emptyNext: {
    en: 'Old cases come in by the command line; totals below.',
    fr: 'Les anciens cas entrent par la ligne de commande; les totaux, ci-dessous.',
  },
  colYear: { en: 'Year', fr: 'Année' },
  colCounted: { en: 'Counted: received', fr: 'Compté\u00a0: reçus' },
  colOpen: { en: 'Of these open', fr: 'Dont ouverts' },
  colBaseline: { en: 'Baseline (entered)', fr: 'Référence (inscrite)' },
  noBaseline: { en: 'none', fr: 'aucune' },
  allSources: { en: 'all sources', fr: 'toutes sources' },
  baseline: { en: 'baseline', fr: 'référence' },
  corrected: { en: 'corrected', fr: 'corrigée' },
  by: { en: '{entered}, approved by {approved}', fr: '{entered}, approuvé par {approved}' },
  enter: { en: 'Enter the total of a former year', fr: 'Inscrire le total d’une année antérieure' },
  twoPersons: {
    en: 'A second person approves it under Second person; then it is signed and stays. A correction is a new figure beside the first.',
    fr: 'Une deuxième personne l’approuve sous Deuxième personne; il est alors signé et reste. Une correction est un nouveau chiffre à côté du premier.',
  },
  year: { en: 'Year', fr: 'Année' },
  source: { en: 'Source', fr: 'Source' },
  measure: { en: 'What it counts', fr: 'Ce qu’il compte' },
  value: { en: 'Figure', fr: 'Chiffre' },
  provenance: { en: 'Document and page it is from', fr: 'Document et page d’où il vient' },
  document: {
    en: 'The document: its SHA-256 is computed here, the file is not sent',
    fr: 'Le document\u00a0: son SHA-256 est calculé ici, le fichier n’est pas envoyé',
  },
  sha256: { en: 'SHA-256 of the document', fr: 'SHA-256 du document' },
  reason: { en: 'Why it is entered', fr: 'Pourquoi il est inscrit' },
  corrects: { en: 'It corrects the figure in force', fr: 'Il corrige le chiffre en vigueur' },
  propose: { en: 'Propose this total', fr: 'Proposer ce total' },
  incomplete: { en: 'Fill in every field.', fr: 'Remplissez tous les champs.' },
  proposed: {
    en: 'Proposed. A second person finds it under Second person.',
    fr: 'Proposé. Une deuxième personne le trouve sous Deuxième personne.',
  },
  cutOver: { en: 'Cut-over day for old cases', fr: 'Jour de bascule des anciens cas' },
  cutOverHow: {
    en: 'Cases received before this day may come in with their original receipt and are counted in their own period. Nothing of this day or later can be dated back.',
    fr: 'Les cas reçus avant ce jour peuvent entrer avec leur réception d’origine et comptent dans leur période. Rien de ce jour ou d’après ne peut être antidaté.',
  },
  cutOverNone: {
    en: 'No day is set: no old case comes in.',
    fr: 'Aucun jour n’est fixé\u00a0: aucun ancien cas n’entre.',
  },
  cutOverIs: { en: 'Set to {day}: {reason}', fr: 'Fixé au {day}\u00a0: {reason}' },
  day: { en: 'Day', fr: 'Jour' },
  set: { en: 'Set the day', fr: 'Fixer le jour' },
} satisfies Messages;

export const measures = {
  received: { en: 'Reports received', fr: 'Signalements reçus' },
  packages: { en: 'Packages', fr: 'Dossiers d’enquête' },
  leads: { en: 'Leads forwarded', fr: 'Pistes transmises' },
} satisfies Messages;
