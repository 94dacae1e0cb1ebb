import { type Instant, msBetween } from '#core/clock.ts';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';

/** What the identity service says about how and when the person proved themselves; signature, iss, aud and nonce are checked before. */
export interface WorkClaims {
  readonly acr?: unknown;
  readonly amr?: unknown;
  readonly auth_time?: unknown;
}

/** What the configured service must have asserted. Empty lists ask nothing. */
export interface WorkDemand {
  readonly acrValues: readonly string[];
  readonly amrRequired: readonly string[];
  /** How long ago the person may have proved themselves; null: at any time in the service's own session. */
  readonly maxAgeMs: number | null;
}

export type ClaimFault = 'acr' | 'amr' | 'auth_time';

/** Clocks of two houses may differ by this much. */
const SKEW_MS = 30 * SECOND_MS;

/** A step-up by work account must be as fresh as a key touch. */
export const FRESH_MS = 5 * MINUTE_MS;

/** The first claim that does not meet the demand, or null (ASVS 6.8.4). A claim that is asked for and absent is a fault. */
export function claimFault(claims: WorkClaims, demand: WorkDemand, now: Instant): ClaimFault | null {
  const { acr, amr, auth_time: authTime } = claims;
  if (demand.acrValues.length > 0 && !(typeof acr === 'string' && demand.acrValues.includes(acr))) return 'acr';
  const methods: readonly unknown[] = Array.isArray(amr) ? amr : [];
  if (!demand.amrRequired.every((method) => methods.includes(method))) return 'amr';
  return demand.maxAgeMs !== null && !isFresh(authTime, demand.maxAgeMs, now) ? 'auth_time' : null;
}

function isFresh(authTime: unknown, maxAgeMs: number, now: Instant): boolean {
  if (typeof authTime !== 'number' || !Number.isFinite(authTime)) return false;
  const ageMs = msBetween(new Date(authTime * SECOND_MS).toISOString() as Instant, now);
  return ageMs >= -SKEW_MS && ageMs <= maxAgeMs + SKEW_MS;
}
