import bundles from '../../../reference/linking/bundles-1.json' with { type: 'json' };
import strongIdentifiers from '../../../reference/linking/strong-identifiers.json' with { type: 'json' };
import type { BundleRules } from './domain/bundle-rules.ts';
import type { LinkingRules } from './domain/linking-rules.ts';

/** What links by itself, as shipped in `reference/`. */
export const LINKING_RULES: LinkingRules = strongIdentifiers;

/** When reports may be decided together, as shipped in `reference/`. */
export const BUNDLE_RULES: BundleRules = bundles;
