import { hash as digest } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compareFields, drawSample } from './differing-fields.ts';

const hash = (text: string) => digest('sha256', text, 'buffer').readUInt32BE(0);

describe('reports side by side', () => {
  it('name what differs first, then what is shared, and nothing that nobody says', () => {
    const reports = [
      { reportId: 1, fields: { sender: ['A'], account: ['x', 'y'], phone: [] } },
      { reportId: 2, fields: { sender: ['A'], account: ['y'], phone: [] } },
      { reportId: 3, fields: { sender: ['A'], account: ['y', 'x'] } },
    ];
    expect(compareFields(reports)).toEqual([
      { field: 'account', distinct: 2, shared: null },
      { field: 'sender', distinct: 1, shared: 'A' },
    ]);
  });

  it('differ where only some of them say something', () => {
    expect(
      compareFields([
        { reportId: 1, fields: { ip: ['192.0.2.1'] } },
        { reportId: 2, fields: {} },
      ]),
    ).toMatchObject([{ field: 'ip', distinct: 2, shared: null }]);
  });
});

describe('a sample', () => {
  const ids = Array.from({ length: 100 }, (_, index) => index + 1);

  it('holds the first and the last, and is the same for the same seed', () => {
    const drawn = drawSample(ids, 5, 'VB-2026-1 0', hash);
    expect(drawn).toHaveLength(7);
    expect([drawn[0], drawn.at(-1)]).toEqual([1, 100]);
    expect(drawSample(ids, 5, 'VB-2026-1 0', hash)).toEqual(drawn);
    expect(drawSample(ids, 5, 'VB-2026-1 1', hash)).not.toEqual(drawn);
  });

  it('of few reports is all of them, once', () => {
    expect(drawSample([4], 5, 's', hash)).toEqual([4]);
    expect(drawSample([4, 5, 6], 5, 's', hash)).toEqual([4, 5, 6]);
  });
});
