import type { Messages } from '#core/messages.ts';

/** Refusal titles of this slice. */
export const MESSAGES = {
  linkInvalid: {
    en: 'This sign-in link was already used or has expired. Ask for a new one.',
    fr: 'Ce lien d’ouverture de session a déjà servi ou n’est plus valide. Demandez-en un nouveau.',
  },
} as const satisfies Messages;

/** Refusals around compartments, break-glass and mandates. */
export const WALL_MESSAGES = {
  oneself: {
    en: 'Nobody does this for themselves; ask a colleague with the same role.',
    fr: 'Personne ne fait cela pour soi-même; demandez à un collègue qui a le même rôle.',
  },
  'not-a-member': {
    en: 'Only a member of the compartment puts reports into it or takes them out.',
    fr: 'Seul un membre du compartiment y place des signalements ou les en retire.',
  },
  'own-opening': {
    en: 'Somebody other than the person who broke the glass reviews it.',
    fr: 'L’examen revient à une autre personne que celle qui a brisé la glace.',
  },
  'reviewed-already': {
    en: 'This opening has been reviewed already.',
    fr: 'Cette ouverture a déjà été examinée.',
  },
  'not-an-auditor': {
    en: 'A mandate is recorded for an auditor.',
    fr: 'Un mandat s’inscrit au nom d’un vérificateur.',
  },
  'ends-in-the-past': {
    en: 'The mandate would have ended already.',
    fr: 'Le mandat serait déjà échu.',
  },
} as const satisfies Messages;
