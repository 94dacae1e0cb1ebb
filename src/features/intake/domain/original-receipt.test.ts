import { expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { dayAtTheCentre, judgeCutOver, judgeOriginalReceipt } from './original-receipt.ts';

const at = (text: string) => text as Instant;

it('counts an old case in its day at the centre, not in London', () => {
  expect(dayAtTheCentre(at('2020-01-01T03:00:00.000Z'))).toBe('2019-12-31');
});

it('takes an original receipt of a day before the cut-over, and none of that day or later', () => {
  expect(judgeOriginalReceipt(at('2026-01-01T04:59:59.000Z'), '2026-01-01')).toBeNull();
  expect(judgeOriginalReceipt(at('2026-01-01T05:00:00.000Z'), '2026-01-01')).toBe('not-before-cut-over');
  expect(judgeOriginalReceipt(null, '2026-01-01')).toBe('no-original-receipt');
});

it('sets the cut-over neither ahead of today nor behind the first report this house received itself', () => {
  expect(judgeCutOver('2026-11-24', '2026-11-24', null)).toBeNull();
  expect(judgeCutOver('2026-11-25', '2026-11-24', null)).toBe('in-future');
  expect(judgeCutOver('2026-11-20', '2026-11-24', '2026-11-20')).toBeNull();
  expect(judgeCutOver('2026-11-21', '2026-11-24', '2026-11-20')).toBe('after-first-receipt');
});
