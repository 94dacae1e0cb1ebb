import type { Messages } from '#core/messages.ts';

/** Refusal titles of this slice. */
export const MESSAGES = {
  linkInvalid: {
    en: 'This sign-in link was already used or has expired. Ask for a new one.',
    fr: 'Ce lien d’ouverture de session a déjà servi ou n’est plus valide. Demandez-en un nouveau.',
  },
} as const satisfies Messages;
