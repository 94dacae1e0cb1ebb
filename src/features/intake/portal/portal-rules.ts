import { type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import portal from '../../../../reference/intake/portal.json' with { type: 'json' };

/** How long drafts and files of the portal are kept untouched, as shipped in `reference/`. Days. */
export const PORTAL_RULES = portal;

/** When a draft that nobody touches any more goes. */
export function draftKeptUntil(touchedAt: Instant): Instant {
  return plusMs(touchedAt, PORTAL_RULES.draft.keptDays * DAY_MS);
}
