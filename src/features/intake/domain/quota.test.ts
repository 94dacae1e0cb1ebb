import { describe, expect, it } from 'vitest';
import { type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MIB, MINUTE_MS } from '#core/units.ts';
import { allowanceOf, costMs, leaseOf, secondsUntil } from './quota.ts';

const quota = { documentsPerMinute: 120, mebibytesPerHour: 10, alarmsPerMinute: 6 };
const now = '2026-11-24T12:00:00.000Z' as Instant;

describe('the quota of a sender', () => {
  it('counts documents and alarms by the minute, bytes by the hour', () => {
    expect(allowanceOf(quota, 'documents')).toEqual({ most: 120, everyMs: MINUTE_MS });
    expect(allowanceOf(quota, 'alarms')).toEqual({ most: 6, everyMs: MINUTE_MS });
    expect(allowanceOf(quota, 'bytes')).toEqual({ most: 10 * MIB, everyMs: HOUR_MS });
  });

  it('is taken one by one when it is small, by the hundredth when it is large', () => {
    expect(leaseOf({ most: 20, everyMs: MINUTE_MS })).toBe(1);
    expect(leaseOf({ most: 60_000, everyMs: MINUTE_MS })).toBe(600);
  });

  it('says when there is room again: a full one after the time of one document', () => {
    const documents = allowanceOf(quota, 'documents');
    expect(costMs(documents, 1)).toBe(500);
    expect(secondsUntil(documents, 1, plusMs(now, MINUTE_MS), now)).toBe(1);
    expect(secondsUntil(documents, 1, plusMs(now, 3 * MINUTE_MS), now)).toBe(121);
  });
});
