import { expect, it } from 'vitest';
import { asColumns } from './columns.ts';

it('turns rows into one list per column, what is lacking being null and documents being written out', () => {
  const rows = [
    { id: 1, body: { a: [1] } },
    { id: 2, word: 'x', other: 'left out' },
  ];
  const { from, values } = asColumns(rows, { id: 'bigint', word: 'text', body: 'jsonb' });
  expect(from).toBe('unnest($1::bigint[], $2::text[], $3::jsonb[]) as row (id, word, body)');
  expect(values).toEqual([
    [1, 2],
    [null, 'x'],
    ['{"a":[1]}', null],
  ]);
});
