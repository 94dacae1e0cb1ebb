import type { Messages } from './messages.ts';

export const proposalWords = {
  title: { en: 'Second person', fr: 'Deuxième personne' },
  how: {
    en: 'These acts take two people. What is written here is exactly what happens, nothing else.',
    fr: 'Ces actes exigent deux personnes. Ce qui est écrit ici est exactement ce qui se produit, rien d’autre.',
  },
  waiting: { en: 'Waiting for me', fr: 'En attente de ma décision' },
  mine: { en: 'Proposed by me', fr: 'Proposés par moi' },
  settled: { en: 'Settled', fr: 'Réglés' },
  views: { en: 'Which proposals', fr: 'Quelles propositions' },
  emptyTitle: { en: 'Nothing here.', fr: 'Rien ici.' },
  emptyNext: {
    en: 'An act that takes two people appears here as soon as somebody proposes it.',
    fr: 'Un acte qui exige deux personnes apparaît ici dès que quelqu’un le propose.',
  },
  what: { en: 'What happens', fr: 'Ce qui se produit' },
  emptied: {
    en: 'The content was emptied when the reports were disposed of; its hash stays.',
    fr: 'Le contenu a été vidé lors de l’élimination des signalements; son empreinte demeure.',
  },
  none: { en: 'none', fr: 'aucun' },
  why: { en: 'Why', fr: 'Pourquoi' },
  proposedBy: { en: 'Proposed by', fr: 'Proposé par' },
  approvedBy: { en: 'Approved by', fr: 'Approuvé par' },
  endedBy: { en: 'Ended by', fr: 'Clos par' },
  expires: { en: 'Open until', fr: 'Ouvert jusqu’au' },
  hash: { en: 'Content hash', fr: 'Empreinte du contenu' },
  typed: { en: 'Content hash, typed', fr: 'Empreinte du contenu, tapée' },
  typedHow: {
    en: 'You approve exactly this. Type the first 8 characters of the content hash.',
    fr: 'Vous approuvez exactement ceci. Tapez les 8 premiers caractères de l’empreinte du contenu.',
  },
  differs: {
    en: 'What you typed is not the hash of this content.',
    fr: 'Ce que vous avez tapé n’est pas l’empreinte de ce contenu.',
  },
  approve: { en: 'Approve this act', fr: 'Approuver cet acte' },
  refuse: { en: 'Refuse', fr: 'Refuser' },
  refuseWhy: { en: 'Why it is refused', fr: 'Pourquoi c’est refusé' },
  refuseNeeded: { en: 'Write why first.', fr: 'Écrivez d’abord pourquoi.' },
  withdraw: { en: 'Take it back', fr: 'Retirer la proposition' },
  carryOut: { en: 'Carry it out', fr: 'Exécuter l’acte' },
  done: { en: 'Done.', fr: 'Fait.' },
  urgentTitle: { en: 'Exception for urgent notices', fr: 'Exception des avis urgents' },
  urgentOff: {
    en: 'Off: the head of the centre has not signed it for today. Every notice takes two people.',
    fr: 'Inactive\u00a0: la direction du centre ne l’a pas signée pour aujourd’hui. Tout avis exige deux personnes.',
  },
  urgentOn: {
    en: 'On: a notice of one page may leave on one person’s reason when nobody answers for five minutes.',
    fr: 'Active\u00a0: un avis d’une page peut partir sur le motif d’une seule personne si nul ne répond en cinq minutes.',
  },
  noUses: { en: 'It has never been used.', fr: 'Elle n’a jamais servi.' },
  left: { en: 'Left', fr: 'Parti' },
  service: { en: 'Service', fr: 'Service' },
  by: { en: 'By', fr: 'Par' },
  review: { en: 'Review', fr: 'Examen' },
  overdue: { en: 'Overdue since', fr: 'En retard depuis' },
  reviewUntil: { en: 'Until', fr: 'Jusqu’au' },
  reviewNote: {
    en: 'Review of the notice to {service}: what was found',
    fr: 'Examen de l’avis à {service}\u00a0: constat',
  },
  justified: { en: 'Justified', fr: 'Justifié' },
  notJustified: { en: 'Not justified', fr: 'Non justifié' },
} satisfies Messages;

export const proposalStates = {
  waiting: { en: 'Waiting', fr: 'En attente' },
  approved: { en: 'Approved, not carried out yet', fr: 'Approuvé, pas encore exécuté' },
  spent: { en: 'Carried out', fr: 'Exécuté' },
  'spent-alone': { en: 'Left on one person’s reason', fr: 'Parti sur le motif d’une seule personne' },
  refused: { en: 'Refused', fr: 'Refusé' },
  withdrawn: { en: 'Taken back', fr: 'Retiré' },
  expired: { en: 'Time ran out', fr: 'Délai échu' },
} satisfies Messages;
