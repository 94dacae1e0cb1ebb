import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { granted } from '#core/result.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { agencyByCode, listAgencies } from '../queries/agency-by-code.ts';
import { selectCoverageInForce } from '../store/directory.ts';
import { loadDirectory } from './load-directory.ts';

// Proved: the reference reaches the tables whole, again and again with one effect, and operator entries survive.
// Out of scope: who may enter contacts (recipient-keys.db.test.ts). Alone: npx vitest run --project database load-directory
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await inTransaction(database.db, loadDirectory);
});
afterAll(() => database.drop());

describe('loading the directory', () => {
  test('a service is there in both languages, with languages of work, standing and source', async () => {
    expect(await agencyByCode(database.db, 'QC-SPVM-ESEI')).toMatchObject({
      name: { fr: expect.stringContaining('Montréal') },
      languages: ['fr'],
      packageLanguage: 'fr',
      standing: 'verified',
      source: 'S-SPVM',
      confirmBeforeFirstUse: false,
      keys: [],
      channel: null,
    });
  });

  test('a foreign contact is confirmed before its first use', async () => {
    expect(await agencyByCode(database.db, 'DE')).toMatchObject({ confirmBeforeFirstUse: true, packageLanguage: 'en' });
    expect(await agencyByCode(database.db, 'ZZ')).toBeNull();
  });

  test('a second load changes no row', async () => {
    const versions = () =>
      database.db.query<{ rows: number; newest: string }>(
        `select count(*) as rows, max(xmin::text::bigint)::text as newest
         from (select xmin from routing_agency union all select xmin from routing_coverage) as directory`,
      );
    const before = await versions();
    await inTransaction(database.db, loadDirectory);
    expect(await versions()).toEqual(before);
  });

  test("a duty line the operator entered survives a load, a stranger's coverage row does not", async () => {
    await database.db.query("update routing_agency set duty_line = '+1 555 0100' where code = 'QC-SPL'");
    await database.db.query(
      `insert into routing_coverage (code, kind, value, province, rank, standing, source_key)
       values ('QC-SPL', 'municipality', 'mirabel', 'QC', 1, 'to-be-confirmed', '')`,
    );
    await inTransaction(database.db, loadDirectory);
    expect(await agencyByCode(database.db, 'QC-SPL')).toMatchObject({ dutyLine: '+1 555 0100' });
    const rows = await selectCoverageInForce(database.db, '2026-11-24');
    expect(rows.filter((row) => row.value === 'mirabel')).toEqual([]);
  });

  test('a row counts only between its dates', async () => {
    await database.db.query("update routing_coverage set valid_to = '2020-01-01' where code = 'QC-SPVG'");
    const codes = async (day: string) => (await selectCoverageInForce(database.db, day)).map((row) => row.agency);
    expect(await codes('2019-12-31')).toContain('QC-SPVG');
    expect(await codes('2020-01-01')).not.toContain('QC-SPVG');
  });

  test('the directory is paged by code and found by text and country', async () => {
    const first = granted(await listAgencies(database.db, { country: 'CA', text: 'laval', limit: 50 }));
    expect(first.items.map((agency) => agency.code)).toEqual(['QC-SPL']);
    const page = granted(await listAgencies(database.db, { country: 'CA', limit: 2 }));
    expect(page.next).toBe(page.items[1]?.code);
  });
});
