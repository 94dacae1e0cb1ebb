import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';

// Proved: what is sent as a list comes back as the same list, from PostgreSQL itself.

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const givenBack = async (list: readonly unknown[], type: string) =>
  (await database.db.query<{ list: unknown[] }>(`select $1::${type}[] as list`, [list]))[0]?.list;

it('gives every list of texts back', async () => {
  // NUL and half a pair are no texts to PostgreSQL; nothing that is stored holds them.
  const text = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.toWellFormed().replaceAll('\0', ''));
  const awkward = fc.constantFrom(
    '',
    ' ',
    '"',
    '\\',
    '\\n',
    '\n\t\r\b\f',
    '\\u0041',
    '{}',
    ',',
    'null',
    'NULL',
    '\u2028',
    '\u0001',
  );
  const lists = fc.array(fc.oneof(text, awkward, fc.constant(null)), { maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(lists, async (list) => {
      expect(await givenBack(list, 'text')).toEqual(list);
    }),
    { numRuns: 300 },
  );
});

it('gives numbers, truth values and instants back', async () => {
  expect(await givenBack([1, null, 2 ** 52], 'bigint')).toEqual([1, null, 2 ** 52].map((one) => one && String(one)));
  expect(await givenBack([true, false, null], 'boolean')).toEqual([true, false, null]);
  const instants = ['2026-11-24T08:00:00.000Z', '2026-11-24T08:00:00.120Z', '1969-12-31T23:59:59.999Z'];
  const rows = await database.db.query<{ at: string }>('select unnest($1::timestamptz[]) as at', [instants]);
  expect(rows.map((row) => row.at)).toEqual(instants);
});
