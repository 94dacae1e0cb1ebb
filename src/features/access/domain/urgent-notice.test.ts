import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import {
  aloneFrom,
  isOn,
  obstaclesToLeavingAlone,
  PAGE_CHARACTERS,
  reviewDue,
  type UrgentNotice,
} from './urgent-notice.ts';

const ASKED = '2026-11-24T12:00:00.000Z' as Instant;
const LATER = '2026-11-24T12:05:00.000Z' as Instant;
const BY = { reason: 'The child is with the person now.', switchIsOn: true };

function aNotice(part: Partial<UrgentNotice> = {}): UrgentNotice {
  return {
    asked: 'waiting',
    askedAt: ASKED,
    page: 'Facts.',
    files: 0,
    isImminent: true,
    isRecipientVerified: true,
    ...part,
  };
}

describe('the exception for urgent notices', () => {
  test('lets one page of facts leave to a verified recipient when nobody answered for five minutes', () => {
    expect(obstaclesToLeavingAlone(aNotice(), BY, LATER)).toEqual([]);
    const before = '2026-11-24T12:04:59.999Z' as Instant;
    expect(obstaclesToLeavingAlone(aNotice(), BY, before)).toEqual(['second-person-has-time']);
    expect(aloneFrom(ASKED)).toBe(LATER);
    expect(reviewDue(LATER)).toBe('2026-11-25T12:05:00.000Z');
  });

  test.each([
    ['switch-off', {}, { ...BY, switchIsOn: false }],
    ['already-answered', { asked: 'refused' }, BY],
    ['already-answered', { asked: 'approved' }, BY],
    ['not-imminent', { isImminent: false }, BY],
    ['more-than-one-page', { page: 'x'.repeat(PAGE_CHARACTERS + 1) }, BY],
    ['more-than-one-page', { page: ' ' }, BY],
    ['files', { files: 1 }, BY],
    ['recipient-unverified', { isRecipientVerified: false }, BY],
    ['reason-missing', {}, { ...BY, reason: ' ' }],
  ] as const)('names %s as an obstacle (%j)', (obstacle, part, by) => {
    expect(obstaclesToLeavingAlone(aNotice(part), by, LATER)).toEqual([obstacle]);
  });

  test('never overrides a person who said no', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.string(), (isImminent, isRecipientVerified, reason) => {
        const notice = aNotice({ asked: 'refused', isImminent, isRecipientVerified });
        return obstaclesToLeavingAlone(notice, { reason, switchIsOn: true }, LATER).includes('already-answered');
      }),
    );
  });
});

describe('the switch', () => {
  const row = (validFrom: string, on: boolean, validUntil: string | null = null) => ({
    isOn: on,
    validFrom: validFrom as Instant,
    validUntil: validUntil as Instant | null,
  });

  test('is off until a row says otherwise', () => {
    expect(isOn([], LATER)).toBe(false);
    expect(isOn([row('2026-11-24T13:00:00.000Z', true)], LATER)).toBe(false);
    expect(isOn([row('2026-11-24T12:05:00.000Z', true)], LATER)).toBe(true);
  });

  test('goes off by a newer row or at its end, whatever the order of the rows', () => {
    const rows = [row('2026-11-24T10:00:00.000Z', false), row('2026-11-20T00:00:00.000Z', true)];
    expect(isOn(rows, LATER)).toBe(false);
    expect(isOn([row('2026-11-20T00:00:00.000Z', true, LATER)], LATER)).toBe(false);
  });
});
