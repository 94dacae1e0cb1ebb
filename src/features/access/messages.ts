import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';
import type { UrgentObstacle } from './domain/urgent-notice.ts';

/** Refusal titles of this slice. */
export const MESSAGES = {
  linkInvalid: {
    en: 'This sign-in link was already used or has expired. Ask for a new one.',
    fr: 'Ce lien d’ouverture de session a déjà servi ou n’est plus valide. Demandez-en un nouveau.',
  },
} as const satisfies Messages;

/** Why a proposal, an approval or an act that needs one is not taken. */
export const PROPOSAL_REFUSALS = {
  'not-permitted': { en: 'Your role does not allow this.', fr: 'Votre rôle ne le permet pas.' },
  'same-person': {
    en: 'You proposed this yourself: another person decides on it.',
    fr: 'Vous l’avez proposé vous-même : une autre personne doit se prononcer.',
  },
  'barred-person': {
    en: 'This would benefit you: another person approves it.',
    fr: 'Cet acte vous avantagerait : une autre personne doit l’approuver.',
  },
  'other-content': {
    en: 'This is not the hash of what was proposed; reload and look again.',
    fr: 'Ce n’est pas l’empreinte de ce qui est proposé; rechargez la page et vérifiez.',
  },
  'not-waiting': {
    en: 'This is no longer open: it was approved, refused, withdrawn, carried out, or its time ran out.',
    fr: 'Ce n’est plus ouvert : l’acte a été approuvé, refusé, retiré ou exécuté, ou le délai est échu.',
  },
  'second-person-missing': {
    en: 'A second person must approve exactly this first.',
    fr: 'Une deuxième personne doit d’abord approuver exactement cet acte.',
  },
  'carried-out-elsewhere': {
    en: 'This is carried out on its own screen, not here.',
    fr: 'Cet acte s’exécute sur son propre écran, pas ici.',
  },
  'already-proposed': {
    en: 'Exactly this is proposed already and waits for a second person.',
    fr: 'Exactement le même acte est déjà proposé et attend une deuxième personne.',
  },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez pourquoi.' },
} as const satisfies Messages;

/** Why an urgent notice does not leave on one person's reason, and why a use or a row of the switch is not taken. */
export const URGENT_REFUSALS = {
  'switch-off': {
    en: 'The exception is off: the head of the centre has not signed it for today.',
    fr: 'L’exception n’est pas active : la direction du centre ne l’a pas signée pour aujourd’hui.',
  },
  'already-answered': {
    en: 'A second person has answered, or the request is no longer open.',
    fr: 'Une deuxième personne a répondu, ou la demande n’est plus ouverte.',
  },
  'second-person-has-time': {
    en: 'A second person still has time to answer: five minutes from the request.',
    fr: 'Une deuxième personne a encore le temps de répondre : cinq minutes à compter de la demande.',
  },
  'not-imminent': {
    en: 'The report is not of imminent urgency.',
    fr: 'Le signalement n’est pas d’urgence imminente.',
  },
  'more-than-one-page': {
    en: 'An urgent notice is one page of facts.',
    fr: 'Un avis urgent tient en une page de faits.',
  },
  files: { en: 'An urgent notice carries no files.', fr: 'Un avis urgent ne comporte aucun fichier.' },
  'recipient-unverified': {
    en: 'The contact of this service is not verified.',
    fr: 'Le contact de ce service n’est pas vérifié.',
  },
  'reason-missing': { en: 'Say why.', fr: 'Indiquez pourquoi.' },
  'already-reviewed': { en: 'This use is reviewed already.', fr: 'Ce recours est déjà examiné.' },
  unreadable: { en: 'This row of the switch cannot be read.', fr: 'Cette ligne ne peut être lue.' },
} as const satisfies Record<UrgentObstacle | 'already-reviewed' | 'unreadable', Bilingual>;
