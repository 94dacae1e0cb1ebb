import type { Bilingual } from '#core/locale.ts';
import { DISPOSITIONS, type Disposition } from '#core/vocabulary.ts';

/** A reason as it is picked: its digit on the keyboard, its code as stored. */
export interface ReasonChoice {
  readonly code: string;
  readonly digit: number;
  readonly words: Bilingual;
}

/** What a decision must name beside its reason. */
export type TargetKind = 'agency' | 'report' | 'team';

/** One way out of triage, with its key in both languages. */
export interface DispositionChoice {
  readonly code: Disposition;
  readonly key: string;
  readonly words: Bilingual;
  readonly reasons: readonly ReasonChoice[];
  readonly needsTarget: TargetKind | null;
}

type ReasonRow = readonly [code: string, en: string, fr: string];
type Line = Omit<DispositionChoice, 'code' | 'reasons'> & { readonly reasons: readonly ReasonRow[] };

/** Outcomes follow the briefing note (S-SEED); reasons and keys are ours (domain page, section 7; ux page, S04). */
const LINES = {
  package: {
    key: 'P',
    words: { en: 'Investigation package', fr: 'Dossier d’enquête' },
    needsTarget: null,
    reasons: [
      ['offence-and-place', 'Offence and place are established enough', 'Infraction et lieu suffisamment établis'],
      ['child-at-risk', 'A child may be at risk', 'Un enfant est peut-être en danger'],
      ['requested-by-police', 'Asked for by the police of jurisdiction', 'Demandé par le service de police compétent'],
      ['adds-to-open-file', 'New evidence for an open file', 'Nouvel élément probant pour un dossier en cours'],
    ],
  },
  'lead-forwarded': {
    key: 'L',
    words: { en: 'Lead for follow-up', fr: 'Piste d’enquête aux fins de suivi' },
    needsTarget: null,
    reasons: [
      ['abroad', 'Concerns a place abroad', 'Vise un lieu à l’étranger'],
      ['for-follow-up', 'For follow-up by the police of jurisdiction', 'Suivi par le service de police compétent'],
      ['thin', 'Too thin for a package, useful as a lead', 'Trop mince pour un dossier, utile comme piste'],
    ],
  },
  'linked-to-existing': {
    key: 'K',
    words: { en: 'Link to an existing report', fr: 'Lier à un signalement existant' },
    needsTarget: 'report',
    reasons: [
      ['same-person', 'Same person', 'Même personne'],
      ['same-incident', 'Same incident, further facts', 'Même incident, faits supplémentaires'],
      ['supplement', 'Supplement that was asked for', 'Complément demandé'],
    ],
  },
  'specialised-team': {
    key: 'T',
    words: { en: 'Specialised team', fr: 'Équipe spécialisée' },
    needsTarget: null,
    reasons: [
      ['victim-identification', 'Victim Identification Unit', 'Groupe de l’identification des victimes'],
      ['transnational', 'Transnational child sex offender', 'Agresseur sexuel d’enfants transnational'],
      ['research-intelligence', 'Research and intelligence', 'Recherche et renseignements'],
    ],
  },
  'not-actionable': {
    key: 'A',
    words: { en: 'No action possible', fr: 'Aucune mesure ne peut être prise' },
    needsTarget: null,
    reasons: [
      ['no-offence', 'No offence in Canadian law', 'Aucune infraction en droit canadien'],
      ['no-identifier', 'No usable identifier', 'Aucun identifiant exploitable'],
      ['data-expired', 'The data have expired', 'Données expirées'],
      ['viral-no-intent', 'Viral or meme without intent', 'Contenu viral ou mème, sans intention'],
      ['adult', 'Adult', 'Personne adulte'],
      ['supplement-refused', 'Insufficient, supplement refused', 'Insuffisant, complément refusé'],
      ['already-resolved', 'Already resolved', 'Déjà réglé'],
      ['unreadable', 'Unreadable', 'Illisible'],
      ['test-or-spam', 'Test or spam', 'Essai ou pourriel'],
    ],
  },
  'outside-mandate': {
    key: 'O',
    words: { en: 'Outside the mandate, redirected', fr: 'Hors mandat, redirigé' },
    needsTarget: 'agency',
    reasons: [
      ['other-offence', 'Another offence', 'Une autre infraction'],
      ['child-welfare', 'For child protection', 'Relève de la protection de l’enfance'],
      ['other-authority', 'For another authority', 'Relève d’une autre autorité'],
    ],
  },
  'duplicate-of': {
    key: 'U',
    words: { en: 'Duplicate of another report', fr: 'Doublon d’un autre signalement' },
    needsTarget: 'report',
    reasons: [
      ['sent-again', 'Sent again by the same sender', 'Renvoyé par le même expéditeur'],
      ['other-sender', 'Same incident by another sender', 'Même incident, autre expéditeur'],
      ['bundle', 'Member of a viral bundle', 'Membre d’un lot viral'],
    ],
  },
} as const satisfies Record<Disposition, Line>;

/** The seven ways out, in the order they are offered; none is ever pre-selected. */
export const DISPOSITION_CHOICES: readonly DispositionChoice[] = DISPOSITIONS.map((code) => ({
  ...LINES[code],
  code,
  reasons: LINES[code].reasons.map(([reason, en, fr], index) => ({
    code: reason,
    digit: index + 1,
    words: { en, fr },
  })),
}));

/** Finds the reason by its digit or its code; null when the disposition has no such reason. */
export function reasonOf(disposition: Disposition, given: string): ReasonChoice | null {
  const choice = DISPOSITION_CHOICES.find((one) => one.code === disposition);
  return choice?.reasons.find((reason) => reason.code === given || String(reason.digit) === given) ?? null;
}
