import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { binaryArray } from './binary-array.ts';

// Proved here: PostgreSQL reads a list in binary form as it reads each element in text form. Out of scope: what is left to the text form.

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const instant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
// A text of PostgreSQL holds no U+0000; half a surrogate pair is sent as U+FFFD in either form.
const text = fc
  .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
  .map((value) => value.replaceAll('\0', ''));

const ELEMENTS = {
  bigint: fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
  integer: fc.integer(),
  smallint: fc.integer({ min: -32_768, max: 32_767 }),
  float8: fc.double({ noNaN: true }),
  boolean: fc.boolean(),
  text: fc.oneof(text, fc.integer(), fc.boolean(), fc.constantFrom('', 'null', '{}', '"', '\\', '\ud800', ',')),
  jsonb: text.map((value) => JSON.stringify({ value })),
  bytea: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  timestamptz: instant,
} as const satisfies Record<Parameters<typeof binaryArray>[1], fc.Arbitrary<unknown>>;

const asText = (value: unknown) => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value));

describe.each(Object.keys(ELEMENTS) as (keyof typeof ELEMENTS)[])('a list of %s', (type) => {
  it('arrives as it was given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option<unknown>(ELEMENTS[type], { freq: 5 }), { maxLength: 60 }), async (list) => {
        const sent = binaryArray(list, type);
        expect(sent).not.toBeNull();
        // Each element alone in text form, read by PostgreSQL itself.
        const texts = list.map((value) => (value === null ? null : asText(value)));
        const [row] = await database.db.query<{ same: boolean }>(
          `select $1::${type}[] is not distinct from array(select element::${type} from unnest($2::varchar[]) as element) as same`,
          [sent, texts],
        );
        expect(row?.same).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
