import type { Instant } from '#core/clock.ts';
import type { Urgency } from '#core/vocabulary.ts';
import dataLoss from '../../../reference/deadlines/data-loss.json' with { type: 'json' };
import desk from '../../../reference/deadlines/desk.json' with { type: 'json' };
import gatePolicy from '../../../reference/regimes/gate-policy.json' with { type: 'json' };
import mra2011 from '../../../reference/regimes/mra-2011.json' with { type: 'json' };
import mra2026 from '../../../reference/regimes/mra-2026.json' with { type: 'json' };
import retention from '../../../reference/retention/retention-1.json' with { type: 'json' };
import { decisionDueBy } from './domain/decision-due.ts';
import type { RetentionTable } from './domain/retention.ts';
import type { ClockRules, GatePolicy, LossRule, Regime } from './domain/rules.ts';

/** The clocks' rules as shipped in `reference/`. */
export const CLOCK_RULES: ClockRules = {
  version: dataLoss.version,
  regimes: [mra2011 as Regime, mra2026 as Regime],
  usProviderPreservation: dataLoss.usProviderPreservation as LossRule[],
  ipPortLogs: dataLoss.ipPortLogs as LossRule[],
};

/** The gate policy as shipped in `reference/`. */
export const GATE_POLICY = gatePolicy as GatePolicy;

/** Until when a person decides on a report of this urgency, counted from receipt. @see reference/deadlines/desk.json */
export function decisionDue(urgency: Urgency, receivedAt: Instant): Instant {
  return decisionDueBy(desk.decisionMinutes, urgency, receivedAt);
}

/** Until when an imminent report is handed over, by voice and by package, in minutes. @see reference/deadlines/desk.json */
export const HAND_OVER = { version: desk.version, minutes: desk.handOverMinutes } as const;

/** The retention table as shipped in `reference/retention/`. */
export const RETENTION = retention as RetentionTable;
