import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { type Floor, leaseMs, provisionalUrgency, queueDue, settleUrgency } from './order-queue.ts';

const at = (text: string) => text as Instant;
const NO_FLOOR: Floor = { level: null, by: null, overruledAlarm: null, overruledDanger: null, assessedLevel: null };
const lowered: Floor = { level: 3, by: 'person', overruledAlarm: 'priority 1', overruledDanger: 50, assessedLevel: 1 };

describe('the sender’s alarm', () => {
  it('makes a report imminent before any stage has run', () => {
    expect([provisionalUrgency('priority 1'), provisionalUrgency(null)]).toEqual(['P1', 'P3']);
  });

  it('is a floor under whatever the rules say', () => {
    expect(settleUrgency('informational', 0, 'exigent', NO_FLOOR)).toEqual({ urgency: 'P1', floor: 'sender' });
  });

  it('stays lowered once a person has lowered it', () => {
    expect(settleUrgency('P2', 50, 'priority 1', lowered)).toEqual({ urgency: 'P3', floor: 'person' });
  });

  it('counts again when a new version brings another alarm', () => {
    expect(settleUrgency('P2', 50, 'child in danger', lowered)).toEqual({ urgency: 'P1', floor: 'sender' });
  });
});

describe('a person’s urgency', () => {
  it('gives way to danger that grew since', () => {
    expect(settleUrgency('P1', 80, 'priority 1', lowered)).toEqual({ urgency: 'P1', floor: null });
  });

  it('is never undercut by the rules', () => {
    const raised: Floor = { ...NO_FLOOR, level: 1, by: 'person', overruledDanger: 10 };
    expect(settleUrgency('P4', 30, null, raised).urgency).toBe('P1');
  });
});

it('never lowers from imminent without a person', () => {
  expect(settleUrgency('P4', 0, null, { ...NO_FLOOR, assessedLevel: 1 })).toEqual({ urgency: 'P1', floor: 'reached' });
});

it('lends imminent reports for ten minutes, others for thirty', () => {
  expect([leaseMs(1), leaseMs(2)]).toEqual([600_000, 1_800_000]);
});

it('is due when its data die, if that comes first', () => {
  expect(queueDue(at('2026-11-27T00:00:00.000Z'), at('2026-11-26T00:00:00.000Z'))).toBe('2026-11-26T00:00:00.000Z');
  expect(queueDue(at('2026-11-27T00:00:00.000Z'), null)).toBe('2026-11-27T00:00:00.000Z');
});
