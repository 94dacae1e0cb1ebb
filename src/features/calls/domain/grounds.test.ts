import { describe, expect, it } from 'vitest';
import { type CallGround, groundsOn } from './grounds.ts';

const ground = (code: string, effectiveFrom: string, effectiveTo: string | null): CallGround => ({
  code,
  words: { en: code, fr: code },
  source: 'S-ISA',
  standing: 'to-be-confirmed',
  effectiveFrom,
  effectiveTo,
});

describe('grounds of a call', () => {
  it('are those in force on the day of the call, its first day included, its last excluded', () => {
    const all = [ground('former', '2020-01-01', '2026-01-01'), ground('present', '2026-01-01', null)];
    const codes = (day: string) => groundsOn(all, day).map(({ code }) => code);
    expect(codes('2025-12-31')).toEqual(['former']);
    expect(codes('2026-01-01')).toEqual(['present']);
    expect(codes('2019-12-31')).toEqual([]);
  });
});
