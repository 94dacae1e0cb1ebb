import type { Problem } from '#platform/http/route.ts';
import type { OverQuota } from './door/enter.ts';
import type { SpoolRefusal } from './door/spool.ts';
import type { BodyRefusal } from './door/take-body.ts';

type DoorRefusal = BodyRefusal | SpoolRefusal | OverQuota;

/** Refusals of the machine doors, in the words of whoever sends. */
export const DOOR_PROBLEMS = {
  empty: {
    status: 400,
    code: 'empty-document',
    title: {
      en: 'The body is empty: there is nothing to receive.',
      fr: 'Le corps est vide\u00a0: il n’y a rien à recevoir.',
    },
  },
  'too-large': {
    status: 413,
    code: 'document-too-large',
    title: {
      en: 'The document is larger than this address takes; nothing was kept. Divide it and send the parts.',
      fr: 'Le document dépasse ce que cette adresse accepte; rien n’a été conservé. Divisez-le et envoyez-en les parties.',
    },
  },
  'disk-full': {
    status: 503,
    code: 'disk-full',
    title: {
      en: 'There is no room to keep this now; nothing was stored. Try again when Retry-After says.',
      fr: 'Il n’y a pas de place pour conserver ceci; rien n’a été enregistré. Réessayez au délai indiqué par Retry-After.',
    },
  },
  'spool-full': {
    status: 503,
    code: 'spool-full',
    title: {
      en: 'The database cannot be reached and the waiting room is full; nothing was stored. Try again when Retry-After says.',
      fr: 'La base de données est injoignable et la file d’attente est pleine; rien n’a été enregistré. Réessayez au délai indiqué par Retry-After.',
    },
  },
  'over-quota': {
    status: 429,
    code: 'over-quota',
    title: {
      en: 'You have sent as much as was agreed for now; nothing was kept. Send it again when Retry-After says.',
      fr: 'Vous avez envoyé tout ce qui est convenu pour l’instant; rien n’a été conservé. Renvoyez-le au délai indiqué par Retry-After.',
    },
  },
} as const satisfies Record<DoorRefusal['kind'], Problem>;

/** Refusals of a key used twice. */
export const KEY_PROBLEMS = {
  'in-flight': {
    status: 409,
    code: 'idempotency-in-flight',
    title: {
      en: 'The same request is still being answered; try again shortly.',
      fr: 'La même requête est encore en cours de traitement; réessayez sous peu.',
    },
  },
  'other-request': {
    status: 422,
    code: 'idempotency-other-request',
    title: {
      en: 'This Idempotency-Key was used for another document. Nothing was stored: send this one with a key of its own.',
      fr: 'Cette clé Idempotency-Key a servi pour un autre document. Rien n’a été enregistré\u00a0: envoyez celui-ci avec sa propre clé.',
    },
  },
} as const satisfies Record<string, Problem>;

export const QUOTA_IN_THE_PAST = {
  status: 422,
  code: 'quota-in-the-past',
  title: {
    en: 'A quota cannot begin in the past: what was admitted was admitted.',
    fr: 'Un quota ne peut pas commencer dans le passé\u00a0: ce qui a été admis l’a été.',
  },
} as const satisfies Problem;
