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
      `select actor, act, object_ids::text as ids, outcome, purpose, detail from audit_entry order by entry_id`,
    );
    expect(rows).toEqual([
      {
        actor: 'operator:tester',
        act: 'first',
        ids: '{3,1,2}',
        outcome: 'done',
        purpose: 'triage',
        detail: { code: 'P1', ids: [9] },
      },
      { actor: 'operator:tester', act: 'second', ids: '{}', outcome: 'denied', purpose: null, detail: {} },
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

  test.each(['update audit_entry set act = act', 'delete from audit_entry'])('refuses: %s', async (statement) => {
    await inTransaction(database.db, (tx) => record(tx, act('kept')));
    await expect(database.db.query(statement)).rejects.toThrow('append only');
  });
});
