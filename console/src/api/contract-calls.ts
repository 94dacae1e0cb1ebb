import type { Pair } from './contract.ts';

/** The shapes of telephone hand-overs. */

export interface CallBack {
  readonly result: string;
  readonly at: string;
  readonly note: string;
  readonly awaitsUntil: string | null;
  readonly by: string;
}

export interface Call {
  readonly id: number;
  readonly agency: { readonly code: string; readonly name: Pair } | null;
  readonly number: string;
  readonly numberFrom: string;
  readonly result: 'reached' | 'no-answer';
  readonly calledAt: string;
  readonly reachedName: string | null;
  readonly reachedBadge: string | null;
  readonly hasFacts: boolean;
  readonly ground: Pair | null;
  readonly awaitsUntil: string | null;
  readonly by: string;
  readonly callBacks: readonly CallBack[];
}

export interface HandOverClock {
  readonly kind: 'voice' | 'package';
  readonly startsAt: string;
  readonly dueAt: string;
  readonly metAt: string | null;
  readonly state: string;
  readonly endedReason: string | null;
  readonly ruleVersion: string;
}

export interface CallsOfReport {
  readonly calls: readonly Call[];
  readonly clocks: readonly HandOverClock[];
  readonly grounds: readonly { readonly code: string; readonly words: Pair }[];
}

export interface WaitingCalls {
  readonly asOf: string;
  /** More wait than are shown. */
  readonly hasMore: boolean;
  readonly clocks: readonly (HandOverClock & { readonly report: string })[];
  readonly callBacks: readonly (Pick<Call, 'id' | 'agency' | 'number' | 'reachedName' | 'awaitsUntil'> & {
    readonly report: string;
  })[];
}

export interface NewCall {
  readonly agency: string | null;
  readonly number: string;
  readonly result: 'reached' | 'no-answer';
  readonly calledAt: string;
  readonly reachedName: string | null;
  readonly reachedBadge: string | null;
  readonly facts: string | null;
  readonly ground: string | null;
  readonly callBackBy: string | null;
}

export interface NewCallBack {
  readonly result: string;
  readonly note: string;
  readonly callBackBy: string | null;
}
