import { describe, expect, it } from 'vitest';
import type { ReportState } from '#core/vocabulary.ts';
import { orderReasons, planJoin } from './join-reports.ts';

const side = (reportId: number, state: ReportState) => ({ reportId, state, sender: 'Example Social' });

describe('an entry of the desk and its formal report', () => {
  it('count once: as the formal report while nobody has disposed of the entry', () => {
    expect(planJoin(side(1, 'open'), side(2, 'open'))).toEqual({ counted: 2, left: 1, closes: true });
    expect(planJoin(side(1, 'held'), side(2, 'package'))).toEqual({ counted: 2, left: 1, closes: true });
  });

  it('count once: as the entry where a person has disposed of it, so that their decision stays', () => {
    expect(planJoin(side(1, 'package'), side(2, 'open'))).toEqual({ counted: 1, left: 2, closes: true });
  });

  it('move nothing where both were disposed of', () => {
    expect(planJoin(side(1, 'package'), side(2, 'package'))).toEqual({ counted: 2, left: 1, closes: false });
  });

  it('give the strongest reason first, and the same service only beside another one', () => {
    const shared = { code: 'shared-identifier', kind: 'email' } as const;
    const quoted = { code: 'quotes-number', kind: null } as const;
    const senders = { own: 'Example Social', other: 'example social ' };
    expect(orderReasons([shared, quoted], senders).map((one) => one.code)).toEqual([
      'quotes-number',
      'shared-identifier',
      'same-sender',
    ]);
    expect(orderReasons([], senders)).toEqual([]);
    expect(orderReasons([shared], { own: 'A', other: 'B' })).toEqual([shared]);
  });
});
