import { expect, it } from 'vitest';
import { readOnce } from './in-hand.ts';
import type { Tx } from './transaction.ts';

const asked: (readonly number[])[] = [];
const read = async (_: Tx, missing: readonly number[]) => {
  asked.push(missing);
  return missing.filter((id) => id < 100).map((id) => ({ id }));
};
const idOf = (one: { readonly id: number }) => one.id;

it('asks for each thing once in a transaction, in the next one anew, and never again for what is not there', async () => {
  const [tx, next] = [{} as Tx, {} as Tx];
  expect(await readOnce(tx, [3, 1], read, idOf)).toEqual([{ id: 3 }, { id: 1 }]);
  expect(await readOnce(tx, [1, 2, 200], read, idOf)).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await readOnce(tx, [200, 3], read, idOf)).toEqual([{ id: 3 }]);
  expect(await readOnce(next, [3], read, idOf)).toEqual([{ id: 3 }]);
  expect(asked).toEqual([[3, 1], [2, 200], [3]]);
});
