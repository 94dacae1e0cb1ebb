import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { packageByNumber } from '../queries/show-package.ts';
import { acceptRouteTo, aReportToPackage, type Desk, draftsFor, openDesk } from '../testing.ts';
import { draftPackages } from './draft-stage.ts';

// Proved: what becomes a draft, what joins one, what waits as a lead; once, however often the stage runs.
// Out of scope: filling and sealing. Alone: npx vitest run --project database draft-packages
let database: TestDatabase;
let desk: Desk;
beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-desk-')));
});
afterAll(async () => {
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

const count = async (table: string) =>
  (await database.db.query<{ n: number }>(`select count(*) as n from ${table}`))[0]?.n;

async function confirmSubject(reportIds: readonly number[]): Promise<void> {
  await inTransaction(database.db, async (tx) => {
    const [subject] = await tx.query<{ id: number }>(
      `insert into linking_subject (created_at) values (now()) returning subject_id as id`,
    );
    await tx.query(
      `insert into linking_membership (report_id, subject_id, standing, since)
       select unnest($1::bigint[]), $2, 'confirmed', now()`,
      [reportIds, subject?.id],
    );
  });
}

describe('a report decided to be packaged', () => {
  test('becomes one draft in the language of its service, with its items preset', async () => {
    const report = await aReportToPackage(desk);
    const [packageId] = await draftsFor(desk, [report.reportId]);
    const number = `PKG-2026-${String(packageId).padStart(5, '0')}`;
    const page = await inTransaction(database.db, (tx) => packageByNumber(tx, desk.investigator, number, desk));
    expect(page).toMatchObject({
      package: number,
      state: 'draft',
      recipient: { code: 'QC-SPL', language: 'fr' },
      reports: [{ report: report.number, role: 'reported-place', lead: true }],
      author: null,
    });
    expect(page?.items.map((item) => item.state)).toEqual([
      'present',
      'pending',
      'present',
      'pending',
      'pending',
      'present',
      'pending',
    ]);
    expect(page?.obstacles.map((obstacle) => obstacle.kind)).toEqual(Array(4).fill('item-undecided'));
  });

  test('is drafted once, however often the stage runs and at whatever the same time', async () => {
    const report = await aReportToPackage(desk);
    const before = await count('packaging_package');
    const run = () => inTransaction(database.db, (tx) => draftPackages(tx, desk, [report.reportId]));
    await Promise.all([run(), run(), run()]);
    await run();
    expect(await count('packaging_package')).toBe((before ?? 0) + 1);
  });

  test('joins the open draft of its confirmed subject; a proposed link joins nothing', async () => {
    const [a, b, c] = [await aReportToPackage(desk), await aReportToPackage(desk), await aReportToPackage(desk)];
    await confirmSubject([a.reportId, b.reportId]);
    const first = await draftsFor(desk, [a.reportId]);
    expect(await draftsFor(desk, [b.reportId])).toEqual(first);
    expect(await draftsFor(desk, [c.reportId])).not.toEqual(first);
  });

  test('goes to the child’s place too once that route is accepted; one package leads', async () => {
    const report = await aReportToPackage(desk);
    await draftsFor(desk, [report.reportId]);
    await inTransaction(database.db, (tx) => acceptRouteTo(tx, report.reportId, 'ON-OPP', 'victim-place'));
    expect(await draftsFor(desk, [report.reportId])).toHaveLength(2);
    const leads = await database.db.query(
      `select package.agency_code as code, member.lead
       from packaging_member member join packaging_package package using (package_id)
       where report_id = $1 order by package_id`,
      [report.reportId],
    );
    expect(leads).toEqual([
      { code: 'QC-SPL', lead: true },
      { code: 'ON-OPP', lead: false },
    ]);
  });
});

test('a report forwarded as a lead waits in its service’s line, once', async () => {
  const report = await aReportToPackage(desk, { state: 'lead-forwarded' });
  expect(await draftsFor(desk, [report.reportId])).toEqual([]);
  await draftsFor(desk, [report.reportId]);
  expect(await count('packaging_lead_line')).toBe(1);
});
