import type { Instant } from '#core/clock.ts';

/** A call as kept. */
export interface Call {
  readonly callId: number;
  readonly reportId: number;
  readonly version: number;
  readonly agency: string | null;
  readonly number: string;
  readonly numberFrom: 'directory' | 'typed';
  readonly result: 'reached' | 'no-answer';
  readonly calledAt: Instant;
  readonly reachedName: string | null;
  readonly reachedBadge: string | null;
  /** A code of the grounds. */
  readonly ground: string | null;
  /** Until when a call-back is awaited; null when none is. */
  readonly awaitsUntil: Instant | null;
  readonly by: number;
  readonly recordedAt: Instant;
}

/** One try to speak again after a call. */
export interface CallBack {
  readonly callId: number;
  readonly result: 'came' | 'not-reached' | 'not-needed';
  readonly at: Instant;
  readonly note: string;
  readonly awaitsUntil: Instant | null;
  readonly by: number;
  readonly recordedAt: Instant;
}
