import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { isEncrypted } from './database-place.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('the server says of a connection whether it is encrypted, as the driver knows it', async () => {
  const client = await database.db.pool.connect();
  const { stream } = (client as unknown as { connection: { stream: { encrypted?: boolean } } }).connection;
  client.release();
  expect(await isEncrypted(database.db)).toBe(stream.encrypted === true);
});
