import type { Instant } from '#core/clock.ts';
import grounds from '../../../reference/calls/grounds.json' with { type: 'json' };
import { type CallGround, groundsOn } from './domain/grounds.ts';

/** The version of the list of grounds as shipped in `reference/calls/`. */
export const GROUNDS_VERSION = grounds.version;

/** The grounds in force at an instant. */
export function groundsAt(at: Instant): readonly CallGround[] {
  return groundsOn(grounds.grounds, at.slice(0, 10));
}

/** A ground by its code, whether it is in force or no longer is. */
export function groundOf(code: string | null): CallGround | null {
  return grounds.grounds.find((ground) => ground.code === code) ?? null;
}
