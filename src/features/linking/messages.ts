import type { Messages } from '#core/messages.ts';

/** Refusal titles, reasons of withheld acts and what `vigie explain` says of linking. ICU MessageFormat. */
export const MESSAGES = {
  notYours: {
    en: 'Deciding on links is for triage and package investigators and supervisors.',
    fr: 'Les décisions sur les liens reviennent aux enquêteurs du triage et des dossiers et aux superviseurs.',
  },
  alreadyDecided: {
    en: 'This link is already decided; take that verdict back first.',
    fr: 'Ce lien a déjà été tranché; annulez d’abord ce verdict.',
  },
  hubAlone: {
    en: 'Shared by {count, number} reports: this value alone does not show one person.',
    fr: 'Valeur commune à {count, number} signalements\u00a0: elle ne suffit pas à désigner une seule personne.',
  },
  waitsForLike: {
    en: 'Resembles other reports; too few so far to be decided together.',
    fr: 'Ressemble à d’autres signalements, encore trop peu nombreux pour être décidés ensemble.',
  },
  inBundle: {
    en: 'One of the near-identical reports of {bundle}, decided together: {kind, select, files {same files} words {same words} other {same flag of the sender}}, same platform, same incident type.',
    fr: 'Un des signalements quasi identiques de {bundle}, décidés ensemble\u00a0: {kind, select, files {mêmes fichiers} words {mêmes mots} other {même mention de l’expéditeur}}, même plateforme, même type d’incident.',
  },
  keptOutOf: { en: 'Kept apart from {bundle}: {why}.', fr: 'Tenu à l’écart de {bundle}\u00a0: {why}.' },
  keptApartAlone: {
    en: 'Never decided among others: {why}.',
    fr: 'Jamais décidé parmi d’autres\u00a0: {why}.',
  },
  keptApart: {
    en: 'Two reports of these subjects were told apart; take that verdict back first.',
    fr: 'Deux signalements de ces sujets ont été jugés distincts; annulez d’abord ce verdict.',
  },
  nothingToUndo: { en: 'Nobody has decided on this link yet.', fr: 'Personne ne s’est encore prononcé sur ce lien.' },
  changedSince: {
    en: 'A later verdict moved the same reports; take that one back first.',
    fr: 'Un verdict ultérieur a déplacé les mêmes signalements; annulez-le d’abord.',
  },
  inSubject: {
    en: '{standing, select, confirmed {Confirmed} other {Proposed}} in {subject}, with {count, plural, =0 {no other report} one {# other report} other {# other reports}}.',
    fr: '{standing, select, confirmed {Confirmé} other {Proposé}} dans {subject}, avec {count, plural, =0 {aucun autre signalement} one {# autre signalement} other {# autres signalements}}.',
  },
  noStrongValue: {
    en: 'No value strong enough to link this report to another.',
    fr: 'Aucune valeur assez forte pour lier ce signalement à un autre.',
  },
  linked: {
    en: '{kind, select, duplicate {Same submission again} account {Same account} email {Same e-mail address} phone {Same telephone number} device {Same device} payment {Same means of payment} wallet {Same wallet} other {Same address and port within a day}} as {other}: weight {weight, number, ::.00}{hub, select, yes {, shared by {count, number} reports and joining nobody} other {}}.',
    fr: '{kind, select, duplicate {Même transmission} account {Même compte} email {Même adresse courriel} phone {Même numéro de téléphone} device {Même appareil} payment {Même moyen de paiement} wallet {Même portefeuille} other {Même adresse et même port à moins d’un jour}} que {other}\u00a0: poids {weight, number, ::.00}{hub, select, yes {, valeur commune à {count, number} signalements, qui ne lie personne} other {}}.',
  },
} as const satisfies Messages;
