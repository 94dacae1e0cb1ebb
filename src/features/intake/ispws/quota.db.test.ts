import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { insertQuota } from '../store/quotas.ts';
import { anIspwsHouse, aPlainClient, aReportXml, type IspwsHouse } from './testing.ts';

// Proved here: over its quota a provider hears 429 and when to come again; what was begun is finished, an alarm comes through.
// Alone: npx vitest run --project database src/features/intake/ispws/quota.db.test.ts

let database: TestDatabase;
let house: IspwsHouse;
beforeAll(async () => {
  database = await testDatabase();
  house = await anIspwsHouse(database.db);
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});

async function aLimitedProvider(documentsPerMinute: number, mebibytesPerHour: number) {
  const credentials = await house.credentials();
  const [row] = await database.db.query<{ id: number }>('select max(credential_id) as id from access_credential');
  const at = house.deps.clock.now();
  await inTransaction(database.db, (tx) =>
    insertQuota(tx, {
      sender: `credential:${row?.id}`,
      ...{ documentsPerMinute, mebibytesPerHour, alarmsPerMinute: 5, validFrom: at, setAt: at },
      setBy: 'staff:1',
      reason: 'agreed',
    }),
  );
  return aPlainClient(house.baseUrl, credentials);
}

describe('a provider over its quota', () => {
  it('hears 429 with Retry-After, finishes what it began, and is heard again in time', async () => {
    const client = await aLimitedProvider(1, 1_000);
    const begun = await client.submit();
    expect(begun).toMatchObject({ status: 200, code: 0 });
    const over = await client.submit(aReportXml('<additionalInfo>second</additionalInfo>'));
    expect({ status: over.status, after: over.headers.get('retry-after') }).toEqual({ status: 429, after: '60' });
    expect((await client.upload(begun.reportId, 'bytes')).code).toBe(0);
    expect((await client.finish(begun.reportId)).code).toBe(0);
    house.pass(60_000);
    expect((await client.submit(aReportXml('<additionalInfo>second</additionalInfo>'))).status).toBe(200);
  });

  it('is heard at once with an alarm', async () => {
    const client = await aLimitedProvider(1, 1_000);
    expect((await client.submit()).status).toBe(200);
    expect((await client.submit()).status).toBe(429);
    const alarm = aReportXml('', '<escalateToHighPriority>A child is in danger now</escalateToHighPriority>');
    expect(await client.submit(alarm)).toMatchObject({ status: 200, code: 0 });
  });
});
