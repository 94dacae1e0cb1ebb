import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import type { StaffId } from '#core/ids.ts';
import { MINUTE_MS } from '#core/units.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import { insertQuota } from '../store/quotas.ts';
import { publishForTest } from '../testing.ts';
import { aMapping, aRule } from '../testing-mappings.ts';
import { drainSpool } from './drain-spool.ts';
import { copyMappings } from './look-ahead.ts';
import { aDoorHouse, type DoorHouse } from './testing.ts';

// Proved: what a mapped sender says of a danger is understood before its document is received, with the database away and over a quota.
// Out of scope: the spool itself (doors.db.test.ts). Alone: npx vitest run --project database src/features/intake/door/look-ahead.db.test.ts

let database: TestDatabase;
let house: DoorHouse;
beforeAll(async () => {
  database = await testDatabase();
  house = await aDoorHouse(database);
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});

const ADMINISTRATOR: StaffActor = {
  kind: 'staff',
  staffId: 1 as StaffId,
  name: 'Administrator',
  roles: ['administrator'],
  language: 'en',
};
const headOf = async (number: string) => {
  const head = await resolveReport(database.db, number);
  if (!head) throw new Error(`There is no ${number}.`);
  return head;
};

describe('the alarm of a mapped sender', () => {
  it('is received before what came earlier of others, once its mapping was seen', async () => {
    const mapped = await house.token('Mapped Feed', 'reports:write');
    const second = await house.token('Second Feed', 'reports:write');
    const rules = [aRule('ref', 'externalId'), aRule('danger', 'alarm'), aRule('account', 'identifier.account')];
    const content = aMapping({ rules });
    for (const feed of ['Mapped Feed', 'Second Feed'])
      await inTransaction(database.db, (tx) =>
        publishForTest(tx, ADMINISTRATOR, feed, content, 'ref,danger,account\n1,,acct-1\n'),
      );
    const row = (ref: number, danger: string) => `ref,danger,account\n${ref},${danger},acct-${ref}\n`;
    const post = (token: string, bytes: string) =>
      house
        .post('imports?source=provider&name=a.csv', token, bytes, { at: house.away })
        .then(({ body }) => body.ticket);
    // Before the first copy nobody knows the mapping: such a document waits its turn.
    const unknown = await post(second, row(1, 'a child is in danger'));
    await copyMappings(house.deps);
    house.pass(1_000);
    const ordinary = await post(second, row(2, ''));
    house.pass(1_000);
    const alarm = await post(mapped, row(3, 'a child is in danger'));
    expect(await house.deps.spool.waiting()).toEqual([alarm, unknown, ordinary]);
    expect(await drainSpool(house.deps)).toBe(3);
    const numbers = await Promise.all([alarm, unknown, ordinary].map(async (one) => (await headOf(one)).reportId));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect((await headOf(alarm)).senderAlarm).toBe('a child is in danger');
    // The copy outlives a restart, is no document, and nobody sweeps it.
    house.pass(3 * 24 * 60 * MINUTE_MS);
    await house.deps.spool.sweep(house.now());
    expect(await readdir(join(house.home, 'spool'))).toEqual(['mappings.json']);
  });

  it('is not silenced by its quota', async () => {
    const limited = await house.token('Mapped Quota', 'reports:write');
    const [row] = await database.db.query<{ id: number }>('select max(token_id) as id from access_token');
    const at = house.now();
    const quota = { documentsPerMinute: 1, mebibytesPerHour: 1_000, alarmsPerMinute: 1, validFrom: at, setAt: at };
    await inTransaction(database.db, (tx) =>
      insertQuota(tx, { ...quota, sender: `token:${row?.id}`, setBy: 'staff:1', reason: 'agreed' }),
    );
    const content = aMapping({ rules: [aRule('ref', 'externalId'), aRule('danger', 'alarm')] });
    await inTransaction(database.db, (tx) =>
      publishForTest(tx, ADMINISTRATOR, 'Mapped Quota', content, 'ref,danger\n1,\n'),
    );
    await copyMappings(house.deps);
    const send = (text: string) => house.post('imports?source=provider&name=a.csv', limited, `ref,danger\n${text}\n`);
    expect((await send('1,')).status).toBe(200);
    expect((await send('2,')).status).toBe(429);
    expect((await send('3,now')).status).toBe(200);
  });
});
