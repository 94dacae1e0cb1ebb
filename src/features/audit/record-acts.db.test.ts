import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { record, recordMany } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const OPERATOR = { kind: 'operator', osUser: 'tester' } as const;
const act = (name: string, objectIds: readonly number[] = []) =>
  ({ actor: OPERATOR, act: name, objectKind: 'report', objectIds, outcome: 'done' }) as const;

describe('the audit trail', () => {
  test('keeps a set in the order given, with its ids, purpose and codes', async () => {
    await inTransaction(database.db, (tx) =>
      recordMany(tx, [
        { ...act('first', [3, 1, 2]), purpose: 'triage', detail: { code: 'P1', ids: [9] } },
        { ...act('second'), outcome: 'denied' },
      ]),
    );
    const rows = await database.db.query(
      `select actor, act, object_ids::text as ids, outcome, value as purpose, detail,
              sha256(salt || convert_to(value, 'UTF8')) = commitment as committed, lane_seq as number
       from audit_entry left join audit_value on encode(commitment, 'hex') = commitments->>'purpose'
       order by entry_id`,
    );
    const first = Number(rows[0]?.['number']);
    expect(rows).toEqual([
      {
        actor: 'operator:tester',
        act: 'first',
        ids: '{3,1,2}',
        outcome: 'done',
        purpose: 'triage',
        detail: { code: 'P1', ids: [9] },
        committed: true,
        number: first,
      },
      {
        actor: 'operator:tester',
        act: 'second',
        ids: '{}',
        outcome: 'denied',
        purpose: null,
        detail: {},
        committed: null,
        number: first + 1,
      },
    ]);
  });

  test('an act that is rolled back leaves no entry', async () => {
    const failing = inTransaction(database.db, async (tx) => {
      await record(tx, act('undone'));
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await database.db.query("select 1 from audit_entry where act = 'undone'")).toEqual([]);
  });

  test('keeps no word a person typed outside what can be shredded', async () => {
    await inTransaction(database.db, (tx) => record(tx, { ...act('typed'), typed: { name: 'Constable Example' } }));
    const [row] = await database.db.query<{ entry: string; named: string }>(
      "select audit_entry::text as entry, commitments->>'name' as named from audit_entry where act = 'typed'",
    );
    expect(row?.entry).not.toContain('Example');
    expect(row?.named).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(['update audit_entry set act = act', 'delete from audit_entry'])('refuses: %s', async (statement) => {
    await inTransaction(database.db, (tx) => record(tx, act('kept')));
    await expect(database.db.query(statement)).rejects.toThrow('append only');
  });
});
