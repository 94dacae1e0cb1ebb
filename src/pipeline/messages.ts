import type { Messages } from '#core/messages.ts';

/** What `vigie explain` and the parked-work screen say about the stages. */
export const MESSAGES = {
  parked: {
    en: 'This step could not be done for this report; it is parked, and the report stays open.',
    fr: 'Cette étape n’a pas pu être faite pour ce signalement; elle est mise de côté et le signalement reste ouvert.',
  },
  received: { en: 'Received and kept exactly as sent.', fr: 'Reçu et conservé exactement tel qu’il a été envoyé.' },
  inSetOf: {
    en: '{count, plural, one {Done for this report alone.} other {Done in a set of {count}.}}',
    fr: '{count, plural, one {Fait pour ce seul signalement.} other {Fait dans un ensemble de {count}.}}',
  },
  notParked: {
    en: 'This work is not parked (any more).',
    fr: 'Ce travail n’est pas, ou n’est plus, mis de côté.',
  },
} satisfies Messages;
