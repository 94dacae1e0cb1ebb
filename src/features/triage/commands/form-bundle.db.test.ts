import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkReports } from '#features/linking';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { holdTransaction } from '../../../../test/support/held-transaction.ts';
import { bundlePage } from '../queries/bundle-page.ts';
import { bundleDesk } from '../testing.ts';
import { triageReports } from './triage-reports.ts';

// Proved here: a set that was on its way while another set opened the bundle. Out of scope: who leaves one (leave-bundle.db.test.ts).

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof bundleDesk>>;

beforeAll(async () => {
  database = await testDatabase();
  desk = await bundleDesk(database);
});
afterAll(() => database.drop());

const page = async () => bundlePage(database.db, desk.ann, await desk.theBundle(), desk.now());

it('names those who stand apart at once, and takes those who are alike in with the next arrival', async () => {
  const late = await desk.receive([desk.oneOfMany(), desk.oneOfMany({ senderAlarm: 'priority 1' })]);
  await desk.act((tx) => linkReports(tx, desk.deps, late));
  const arriving = await holdTransaction(database, (tx) => triageReports(tx, desk.deps, late));
  await desk.arrive(10);
  await arriving.commit();

  expect(await page()).toMatchObject({ together: 10, apart: 1 });
  expect((await page()).keptApart.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
    ['sender-alarm', 'danger-factor'],
  ]);
  expect((await desk.listed()).map((item) => item.bundle?.together ?? null)).toEqual([null, null, 10]);

  await desk.arrive(1);
  expect(await page()).toMatchObject({ together: 12, apart: 1 });
  expect(await desk.rowOf(late[0])).toMatchObject({ swallowed: true });
  expect(await desk.rowOf(late[1])).toMatchObject({ swallowed: false, bundleId: null });
});
