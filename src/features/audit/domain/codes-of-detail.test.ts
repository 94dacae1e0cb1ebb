import { expect, test } from 'vitest';
import { codesOf } from './codes-of-detail.ts';

test('ids, codes, digests and rows are shown by name', () => {
  expect(
    codesOf({
      from: 'P3',
      ids: [4, 9],
      ok: true,
      first: 'intake_report 4',
      at: '2026-11-23T23:40:00.000Z',
      none: null,
    }),
  ).toEqual([
    { name: 'from', values: ['P3'] },
    { name: 'ids', values: ['4', '9'] },
    { name: 'ok', values: ['true'] },
    { name: 'first', values: ['intake_report 4'] },
    { name: 'at', values: ['2026-11-23T23:40:00.000Z'] },
  ]);
});

test('what looks like words or an address stays behind, wherever it stands', () => {
  expect(codesOf({ note: 'as agreed', who: ['a@example.org', 'P1'], deep: { word: 'x' }, empty: '' })).toEqual([
    { name: 'who', values: ['P1'] },
  ]);
});

test('a long list is cut', () => {
  const [ids] = codesOf({ ids: Array.from({ length: 300 }, (_, index) => index) });
  expect(ids?.values).toHaveLength(20);
});
