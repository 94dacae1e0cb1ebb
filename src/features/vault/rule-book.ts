import scrub from '../../../reference/vault/scrub.json' with { type: 'json' };
import type { ScrubRules } from './domain/scrub-pace.ts';

/** The calendar of the scrub as shipped in `reference/`. */
export const SCRUB_RULES: ScrubRules = scrub;
