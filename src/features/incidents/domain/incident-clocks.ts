import { type Instant, plusMs } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { HOUR_MS } from '#core/units.ts';

/** One row of the clocks; hours from when the incident was known, dates `YYYY-MM-DD`, `effectiveTo` excluded. */
export interface IncidentClockRule {
  readonly code: string;
  readonly words: Bilingual;
  readonly runsWhen: 'jeopardises-function' | 'material-personal-information';
  readonly hours: number;
  readonly tell: Bilingual;
  readonly source: string;
  readonly standing: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** What is known of an incident when its clocks are asked for; null is not known yet. */
export interface ClockedIncident {
  readonly knownAt: Instant;
  readonly jeopardisesFunction: boolean | null;
  readonly personalInformation: boolean | null;
  readonly material: 'material' | 'not-material' | null;
}

export interface IncidentClock {
  readonly kind: string;
  readonly startsAt: Instant;
  readonly dueAt: Instant;
  readonly source: string;
  readonly standing: string;
}

/** The clocks that run: doubt runs a clock, only a person's no stops it. */
export function clocksOf(incident: ClockedIncident, rules: readonly IncidentClockRule[]): readonly IncidentClock[] {
  const day = incident.knownAt.slice(0, 10);
  const inForce = (rule: IncidentClockRule) =>
    rule.effectiveFrom <= day && (rule.effectiveTo === null || day < rule.effectiveTo);
  return rules
    .filter((rule) => inForce(rule) && runs(rule, incident))
    .map(({ code, hours, source, standing }) => ({
      kind: code,
      startsAt: incident.knownAt,
      dueAt: plusMs(incident.knownAt, hours * HOUR_MS),
      source,
      standing,
    }));
}

function runs(rule: IncidentClockRule, incident: ClockedIncident): boolean {
  if (rule.runsWhen === 'jeopardises-function') return incident.jeopardisesFunction !== false;
  return incident.personalInformation !== false && incident.material !== 'not-material';
}
