import type { Problem } from '#platform/http/route.ts';

/** Refusals of this slice as callers see them. */
export const PROBLEMS = {
  'not-our-head': {
    status: 422,
    code: 'not-our-head',
    title: { en: 'This is not a head of this log.', fr: 'Ce n’est pas une tête de ce journal.' },
  },
  'no-witness-in-force': {
    status: 422,
    code: 'no-witness-in-force',
    title: { en: 'No witness in force has signed this.', fr: 'Aucun témoin en vigueur n’a signé ceci.' },
  },
  'nothing-newer': {
    status: 409,
    code: 'nothing-newer',
    title: { en: 'This witness has spoken since.', fr: 'Ce témoin s’est prononcé depuis.' },
  },
  'not-a-witness-key': {
    status: 422,
    code: 'not-a-witness-key',
    title: { en: 'This is not the key of a witness.', fr: 'Ce n’est pas la clé d’un témoin.' },
  },
  'known-already': {
    status: 409,
    code: 'known-already',
    title: { en: 'This witness has been named already.', fr: 'Ce témoin a déjà été proposé.' },
  },
  'no-such-witness': {
    status: 404,
    code: 'not-found',
    title: { en: 'Nothing here for you under this number.', fr: 'Rien pour vous sous ce numéro.' },
  },
  'same-person': {
    status: 409,
    code: 'same-person',
    title: {
      en: 'A second person has to approve: not the one who named the witness.',
      fr: 'Une deuxième personne doit approuver, autre que celle qui a proposé le témoin.',
    },
  },
  'not-your-part': {
    status: 409,
    code: 'not-your-part',
    title: {
      en: 'Witnesses are named and let in by supervisors and administrators.',
      fr: 'Les témoins sont proposés et admis par les superviseurs et les administrateurs.',
    },
  },
  'in-force-already': {
    status: 409,
    code: 'in-force-already',
    title: { en: 'This witness is in force.', fr: 'Ce témoin est en vigueur.' },
  },
  'not-a-number': {
    status: 422,
    code: 'not-a-number',
    title: {
      en: 'This is not the number of a report or a package (R-2026-000123, PKG-2026-000123).',
      fr: 'Ce n’est pas le numéro d’un signalement ni d’un dossier (R-2026-000123, PKG-2026-000123).',
    },
  },
  'not-signed-yet': {
    status: 409,
    code: 'not-signed-yet',
    title: {
      en: 'No signed head covers this act yet; one is signed each minute.',
      fr: 'Aucune tête signée ne couvre encore cet acte; une est signée chaque minute.',
    },
  },
  'week-not-over': {
    status: 409,
    code: 'week-not-over',
    title: { en: 'This week is not over yet.', fr: 'Cette semaine n’est pas terminée.' },
  },
  'figures-changed': {
    status: 409,
    code: 'figures-changed',
    title: {
      en: 'These are not the figures of this week any more: look again.',
      fr: 'Ces chiffres ne sont plus ceux de la semaine\u00a0: regardez-les de nouveau.',
    },
  },
  'own-acts-only': {
    status: 409,
    code: 'own-acts-only',
    title: {
      en: 'Only your own acts are in this week: another person has to sign.',
      fr: 'Cette semaine ne contient que vos propres actes\u00a0: une autre personne doit signer.',
    },
  },
  'signed-already': {
    status: 409,
    code: 'signed-already',
    title: { en: 'You have signed for this week.', fr: 'Vous avez déjà signé pour cette semaine.' },
  },
} as const satisfies Record<string, Problem>;
