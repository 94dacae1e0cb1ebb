import incidents from '../../../reference/deadlines/incidents.json' with { type: 'json' };
import type { IncidentClockRule } from './domain/incident-clocks.ts';

/** The clocks of incidents as shipped in `reference/deadlines/`. */
export const INCIDENT_CLOCKS = {
  version: incidents.version,
  rules: incidents.clocks as readonly IncidentClockRule[],
} as const;
