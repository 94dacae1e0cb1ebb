import type { Instant } from '#core/clock.ts';

// What a sender states, in its smallest parts.

/** A time as the sender wrote it. `instant` is null unless the zone was stated: nothing is guessed. */
export interface WrittenTime {
  readonly asWritten: string;
  readonly instant: Instant | null;
  readonly zone: 'stated' | 'unstated' | 'unreadable';
}

/** Where a fact comes from (domain page, 4.3). */
export const PROVENANCES = [
  'reported-by-provider',
  'volunteered',
  'compelled',
  'open-source',
  'foreign-agency',
  'mined-from-text',
] as const;
export type Provenance = (typeof PROVENANCES)[number];

export interface SubmittedAddress {
  readonly kind: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly verified: boolean | null;
}
