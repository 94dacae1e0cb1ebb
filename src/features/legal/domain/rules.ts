import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Source } from '#core/vocabulary.ts';
import type { GateState, Standing } from '../types.ts';
import { type CalendarLength, type CivilDay, civilDayIn } from './calendar.ts';

/** A statute's preservation duty with its period of force (`reference/regimes/mra-*.json`). */
export interface Regime {
  readonly code: string;
  /** First day in force; null while it is not: such a regime never applies. */
  readonly inForceFrom: string | null;
  /** First day no longer in force. */
  readonly inForceTo: string | null;
  readonly preservation: CalendarLength & { readonly zone: string };
  readonly appliesTo: readonly {
    readonly source: Source;
    readonly startsFrom: 'receipt' | 'first-notice';
    readonly standing: Standing;
    /** Reports of these formats are no notification under the Act. @default none */
    readonly exceptFormats?: readonly string[];
    /** Only what passes on the notice of a provider is one; whatever else this source sends notifies nobody. @default false */
    readonly onlyPassedNotices?: boolean;
  }[];
  readonly title: Bilingual;
  /** What it requires of a notice. */
  readonly notice: {
    readonly required: readonly ('a' | 'b' | 'c' | 'd' | 'e')[];
    /** `when-manifest`: required when the material is manifestly such. */
    readonly transmissionData: 'asked' | 'when-manifest';
    /** Whom the notice goes to. */
    readonly addressee: Bilingual;
    readonly source: string;
  };
  /** Told to the provider: the duty to preserve, and to destroy afterwards. */
  readonly keeping: { readonly rule: Bilingual; readonly destroyAfter: Bilingual };
  /** Where the duty to preserve stands, as a citation. */
  readonly section: Bilingual;
  readonly source: string;
  readonly standing: Standing;
}

/** How long somebody else keeps data, for clocks that start within the period of the row. */
export interface LossRule {
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly length: CalendarLength;
  readonly zone: string;
  readonly source: string;
  readonly standing: Standing;
}

/** Everything clocks are started from, of one version. */
export interface ClockRules {
  readonly version: string;
  readonly regimes: readonly Regime[];
  readonly usProviderPreservation: readonly LossRule[];
  readonly ipPortLogs: readonly LossRule[];
}

/** One row of the gate policy; `null` means any. */
export interface GateRule {
  readonly code: string;
  readonly target: 'identifier' | 'file';
  readonly kinds: readonly string[] | null;
  readonly provenance: readonly string[] | null;
  readonly sources: readonly string[] | null;
  readonly state: GateState;
  readonly reason: Bilingual;
}

export interface GatePolicy {
  readonly version: string;
  readonly rules: readonly GateRule[];
}

/** The regime in force on a day that speaks of this source; the newest when two do. */
export function regimeInForce(regimes: readonly Regime[], source: Source, instant: Instant): Regime | null {
  const inForce = regimes.filter(
    (regime) =>
      regime.inForceFrom !== null &&
      within(civilDayIn(instant, regime.preservation.zone), regime.inForceFrom, regime.inForceTo) &&
      regime.appliesTo.some((line) => line.source === source),
  );
  return inForce.sort((a, b) => (a.inForceFrom ?? '').localeCompare(b.inForceFrom ?? '')).at(-1) ?? null;
}

/** The row whose period holds the start of the clock; null when none does. */
export function lossRuleFor(rules: readonly LossRule[], start: Instant): LossRule | null {
  return rules.find((rule) => within(civilDayIn(start, rule.zone), rule.effectiveFrom, rule.effectiveTo)) ?? null;
}

function within(day: CivilDay, from: string | null, to: string | null): boolean {
  return (from === null || day >= from) && (to === null || day < to);
}
