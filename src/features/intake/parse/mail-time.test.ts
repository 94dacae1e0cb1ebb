import { describe, expect, it } from 'vitest';
import { mailTime } from './mail-time.ts';

describe('a time as mail writes it', () => {
  it.each([
    ['Thu, 19 Nov 2026 14:00:05 -0500', '2026-11-19T19:00:05.000Z', 'stated'],
    ['19 Nov 2026 14:00 +0000 (UTC)', '2026-11-19T14:00:00.000Z', 'stated'],
    ['Thu, 19 Nov 2026 14:00:05 GMT', '2026-11-19T14:00:05.000Z', 'stated'],
    ['2026-11-19T14:00:05Z', '2026-11-19T14:00:05.000Z', 'stated'],
    ['Thu, 19 Nov 2026 14:00:05 -0000', null, 'unstated'],
    ['Thu, 19 Nov 2026 14:00:05 EST', null, 'unstated'],
    ['Thu, 31 Nov 2026 14:00:05 -0500', null, 'unreadable'],
    ['yesterday', null, 'unreadable'],
  ])('keeps its words and has an instant only where the zone is stated: %s', (text, instant, zone) => {
    expect(mailTime(text)).toEqual({ asWritten: text, instant, zone });
  });

  it('that is not there is none', () => {
    expect([mailTime(null), mailTime('  ')]).toEqual([null, null]);
  });
});
