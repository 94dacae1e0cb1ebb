import { type Instant, msBetween, plusMs } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';

/** Two promises for a child in danger: told by voice, and the package in the service's hands. */
export const HAND_OVER_KINDS = ['voice', 'package'] as const;
export type HandOverKind = (typeof HAND_OVER_KINDS)[number];

/** Where a clock stands, as the clocks of the desk are worded: a quarter left is `soon`, a tenth `last`. */
export const CLOCK_STATES = ['running', 'soon', 'last', 'late', 'met', 'met-late', 'ended'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export interface HandOverClock {
  readonly kind: HandOverKind;
  readonly startsAt: Instant;
  readonly dueAt: Instant;
  readonly metAt: Instant | null;
  readonly endedAt: Instant | null;
}

const SOON = 0.25;
const LAST = 0.1;

/** Both clocks of a report that is imminent since an instant; `minutes` by kind. */
export function handOverClocks(
  minutes: Readonly<Record<HandOverKind, number>>,
  since: Instant,
): readonly { readonly kind: HandOverKind; readonly startsAt: Instant; readonly dueAt: Instant }[] {
  return HAND_OVER_KINDS.map((kind) => ({ kind, startsAt: since, dueAt: plusMs(since, minutes[kind] * MINUTE_MS) }));
}

/** Where a clock stands now. */
export function clockState(clock: Omit<HandOverClock, 'kind'>, now: Instant): ClockState {
  if (clock.metAt !== null) return clock.metAt <= clock.dueAt ? 'met' : 'met-late';
  if (clock.endedAt !== null) return 'ended';
  if (now >= clock.dueAt) return 'late';
  const left = msBetween(now, clock.dueAt) / msBetween(clock.startsAt, clock.dueAt);
  if (left <= LAST) return 'last';
  return left <= SOON ? 'soon' : 'running';
}
