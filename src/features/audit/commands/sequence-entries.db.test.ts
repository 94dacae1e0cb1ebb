import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Instant, plusMs } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';
import { connect, type Db } from '#platform/postgres/connect.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type AuditKeys, openAuditKeys, recordMany, sequenceEntries, sequenceNow, verifyAuditOf } from '../index.ts';

// Proved: no line is passed over, however many wait and however late one commits. Out of scope: what the tree proves (verify/).
// Alone: npx vitest run --project database src/features/audit/commands/sequence-entries.db.test.ts

let database: TestDatabase;
let home: string;
let keys: AuditKeys;
let db: Db;
let now = '2026-11-26T12:00:00.000Z' as Instant;
const clock = { now: () => now };

beforeEach(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'vigie-sequence-'));
  keys = await openAuditKeys(home);
  db = connect({ connectionString: database.connectionString, session: keys.session });
});
afterEach(async () => {
  await db.close();
  await database.drop();
  await rm(home, { recursive: true, force: true });
});

const aRead = (made: number) =>
  ({
    actor: { kind: 'operator', osUser: 'test' },
    act: 'read-report',
    objectKind: 'report',
    objectIds: [made],
    outcome: 'done',
  }) as const;
const acts = (count: number) =>
  inTransaction(db, (tx) =>
    recordMany(
      tx,
      Array.from({ length: count }, (_, made) => aRead(made)),
    ),
  );
const round = () => {
  now = plusMs(now, MINUTE_MS);
  return inTransaction(db, (tx) => sequenceEntries(tx, { clock, audit: keys }));
};
const leftOut = async () =>
  (
    await db.query(
      `select entry_id from audit_entry where not exists (select from audit_leaf leaf where leaf.entry_id = audit_entry.entry_id)`,
    )
  ).length;

test('a backlog of several rounds, each with its head, is taken whole', async () => {
  await acts(14_000);
  for (let rounds = 0; rounds < 6; rounds += 1) await round();
  expect(await leftOut()).toBe(0);
  expect((await verifyAuditOf(db, { audit: keys, now })).faults).toEqual([]);
});

test('a line that was written long before it was committed gets its leaf, though heads were signed meanwhile', async () => {
  const late = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const slow = inTransaction(db, async (tx) => {
    await recordMany(tx, [aRead(1)]);
    written.resolve();
    await late.promise;
  });
  await written.promise;
  // More than one batch, so that what proves at once takes several.
  await acts(6_000);
  await sequenceNow(db, { clock, audit: keys });
  await round();
  late.resolve();
  await slow;
  await round();
  await round();
  expect(await leftOut()).toBe(0);
});
