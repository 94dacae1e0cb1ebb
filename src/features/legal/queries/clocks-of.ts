import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { GATE_POLICY } from '../rule-book.ts';
import { findClocks, findEarliestLoss, findGates } from '../store/clocks.ts';
import type { DataLoss, LegalClock, LegalGate } from '../types.ts';

/** Running clocks of the reports, earliest first within each. */
export function clocksOf(q: Queryable, reportIds: readonly number[]): Promise<readonly LegalClock[]> {
  return findClocks(q, reportIds);
}

/** The earliest clock of each report that has not run out at `asOf` (default: now); reports without one are absent. */
export function earliestLoss(
  q: Queryable,
  reportIds: readonly number[],
  asOf: Instant | null = null,
): Promise<readonly DataLoss[]> {
  return findEarliestLoss(q, reportIds, asOf);
}

/** Gates of the reports that are not open, with the words of the policy; what is absent is open. */
export async function gatesOf(q: Queryable, reportIds: readonly number[]): Promise<readonly LegalGate[]> {
  const gates = await findGates(q, reportIds);
  return gates.map((gate) => ({ ...gate, reason: wordsOf(gate.code) }));
}

function wordsOf(code: string): Bilingual {
  // A row of an older policy may be gone from the current one: its code still says what was decided.
  return GATE_POLICY.rules.find((rule) => rule.code === code)?.reason ?? { en: code, fr: code };
}
