import { type Instant, msBetween } from '#core/clock.ts';
import { DAY_MS, MINUTE_MS } from '#core/units.ts';

/** A call as the person who made it tells it. */
export interface SaidCall {
  /** A service of the directory; null where somebody else was called. */
  readonly agency: string | null;
  readonly number: string;
  readonly result: 'reached' | 'no-answer';
  readonly calledAt: Instant;
  readonly reachedName: string | null;
  readonly reachedBadge: string | null;
  /** What was told, in the caller's words. */
  readonly facts: string | null;
  readonly ground: string | null;
  /** Until when they promised to call back; null where they did not. */
  readonly callBackBy: Instant | null;
}

export const CALL_FAULTS = [
  'number-missing',
  'in-the-future',
  'long-before-receipt',
  'name-missing',
  'facts-missing',
  'ground-unknown',
  'call-back-before-call',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

// The clock of the desk a call is typed at may be ahead of ours.
const AHEAD_MS = 5 * MINUTE_MS;

// A call may come before its report is entered; a wrong month may not meet a clock.
const BEFORE_MS = DAY_MS;

/** What keeps a call from being recorded, the first thing only; null when nothing does. `grounds`: the codes in force. */
export function faultOfCall(
  said: SaidCall,
  grounds: readonly string[],
  { receivedAt, now }: { readonly receivedAt: Instant; readonly now: Instant },
): CallFault | null {
  if (said.number.trim() === '') return 'number-missing';
  if (msBetween(now, said.calledAt) > AHEAD_MS) return 'in-the-future';
  if (msBetween(said.calledAt, receivedAt) > BEFORE_MS) return 'long-before-receipt';
  if (said.result === 'no-answer') return null;
  if (isEmpty(said.reachedName)) return 'name-missing';
  if (isEmpty(said.facts)) return 'facts-missing';
  if (said.ground === null || !grounds.includes(said.ground)) return 'ground-unknown';
  return said.callBackBy !== null && said.callBackBy <= said.calledAt ? 'call-back-before-call' : null;
}

function isEmpty(text: string | null): boolean {
  return text === null || text.trim() === '';
}
