import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { closesAt, type SenderView, standingOf } from './ispws-standing.ts';

const at = (text: string) => `2026-11-${text}:00.000Z` as Instant;
const opened = (fields: Partial<SenderView> = {}): SenderView => ({
  receivedAt: at('20T12:00'),
  lastChangeAt: at('20T12:00'),
  finishedAt: null,
  retractedAt: null,
  closedUnfinishedAt: null,
  ...fields,
});

describe('an unfinished report', () => {
  it('closes a day after it was opened', () => {
    expect(standingOf(opened(), at('21T11:59'))).toBe('unfinished');
    expect(standingOf(opened(), at('21T12:00'))).toBe('closed');
  });

  it('closes an hour after its last change when that is later', () => {
    const changed = opened({ lastChangeAt: at('21T11:30') });
    expect(closesAt(changed)).toBe(at('21T12:30'));
    expect(standingOf(changed, at('21T12:29'))).toBe('unfinished');
  });

  it('stays finished or retracted for ever', () => {
    expect(standingOf(opened({ finishedAt: at('20T13:00') }), at('29T00:00'))).toBe('finished');
    expect(standingOf(opened({ retractedAt: at('20T13:00') }), at('29T00:00'))).toBe('retracted');
  });
});
