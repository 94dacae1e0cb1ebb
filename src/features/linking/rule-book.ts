import strongIdentifiers from '../../../reference/linking/strong-identifiers.json' with { type: 'json' };
import type { LinkingRules } from './domain/linking-rules.ts';

/** What links by itself, as shipped in `reference/`. */
export const LINKING_RULES: LinkingRules = strongIdentifiers;
