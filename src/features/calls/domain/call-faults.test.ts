import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { type CallFault, faultOfCall, type SaidCall } from './call-faults.ts';

const NOW = '2026-11-27T03:04:00.000Z' as Instant;
const TIMES = { receivedAt: '2026-11-27T02:55:00.000Z' as Instant, now: NOW };
const at = (time: string) => `2026-11-27T${time}:00.000Z` as Instant;
const REACHED: SaidCall = {
  agency: 'QC-SPL',
  number: '+1 450 555 0100',
  result: 'reached',
  calledAt: at('03:00'),
  reachedName: 'Sgt. Example',
  reachedBadge: '1234',
  facts: 'Place and account read out.',
  ground: 'danger-to-child',
  callBackBy: at('03:30'),
};

describe('a call', () => {
  it('is recorded when a person, a fact and a ground are named', () => {
    expect(faultOfCall(REACHED, ['danger-to-child'], TIMES)).toBeNull();
  });

  it.each<[CallFault, Partial<SaidCall>]>([
    ['number-missing', { number: '  ' }],
    ['in-the-future', { calledAt: at('03:10') }],
    ['long-before-receipt', { calledAt: '2026-10-27T03:00:00.000Z' as Instant }],
    ['name-missing', { reachedName: ' ' }],
    ['facts-missing', { facts: null }],
    ['ground-unknown', { ground: 'because' }],
    ['ground-unknown', { ground: null }],
    ['call-back-before-call', { callBackBy: at('03:00') }],
  ])('is not recorded with the fault %s (%j)', (fault, change) => {
    expect(faultOfCall({ ...REACHED, ...change }, ['danger-to-child'], TIMES)).toBe(fault);
  });

  it('that nobody answered needs the number and the time alone', () => {
    const unanswered = { ...REACHED, result: 'no-answer', reachedName: null, facts: null, ground: null } as const;
    expect(faultOfCall(unanswered, [], TIMES)).toBeNull();
  });

  it('may be typed at a desk whose clock is a little ahead', () => {
    expect(faultOfCall({ ...REACHED, calledAt: at('03:08') }, ['danger-to-child'], TIMES)).toBeNull();
  });
});
