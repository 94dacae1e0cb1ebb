import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { granted } from '#core/result.ts';
import { SECOND_MS } from '#core/units.ts';
import { connect } from '#platform/postgres/connect.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aReportXml } from '../ispws/testing.ts';
import { reportFacts } from '../queries/report-facts.ts';
import { listReports } from '../queries/report-heads.ts';
import { drainSpool } from './drain-spool.ts';
import { aDoorHouse, type DoorHouse } from './testing.ts';
import { type Inbox, watchInbox } from './watch-inbox.ts';

// Proved here: what is dropped into a watched folder is received once, whole and in order, whatever happens between two rounds.
// Alone: npx vitest run --project database src/features/intake/door/watch-inbox.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let database: TestDatabase;
let house: DoorHouse;
let folder: string;
let inbox: Inbox;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  house = await aDoorHouse(database);
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-inbox-'));
  inbox = await watchInbox(house.deps, folder, OPERATOR);
  return () => rm(folder, { recursive: true, force: true });
});

const aDocument = () => aReportXml(`<additionalInfo>dropped ${++count}</additionalInfo>`);
const drop = (at: string, bytes = aDocument()) => writeFile(join(folder, at), bytes);
const newest = async (limit: number) => granted(await listReports(database.db, { limit })).items;
const countOfReports = async () =>
  (await database.db.query<{ n: number }>('select count(*)::int as n from intake_report'))[0]?.n ?? 0;
/** Two rounds with ten seconds between them: what did not change is at rest. */
const rest = async () => {
  const first = await inbox.round();
  house.pass(10 * SECOND_MS);
  return first + (await inbox.round());
};

describe('a watched folder', () => {
  it('is there for every source, and a file in it is received under its source and its sender’s name', async () => {
    expect((await readdir(folder)).sort()).toContain('police-foreign');
    await mkdir(join(folder, 'provider', 'Example Host'));
    await drop('provider/Example Host/one.xml');
    expect(await rest()).toBe(1);
    expect(await newest(1)).toMatchObject([
      { source: 'provider', sender: 'Example Host', channel: 'folder', receivedAt: house.now() },
    ]);
    expect(await readdir(join(folder, 'provider', '.done', 'Example Host'))).toEqual(['one.xml']);
  });

  it('leaves a file alone while it grows, and takes it whole', async () => {
    const bytes = aDocument();
    await drop('hotline/growing.xml', bytes.slice(0, 50));
    await inbox.round();
    house.pass(9 * SECOND_MS);
    await drop('hotline/growing.xml', bytes);
    expect(await inbox.round()).toBe(0);
    house.pass(9 * SECOND_MS);
    expect(await inbox.round()).toBe(0);
    house.pass(SECOND_MS);
    expect(await inbox.round()).toBe(1);
    expect((await newest(1))[0]?.reading).toBe('parsed');
  });

  it('takes a file at once that was renamed from an unfinished name', async () => {
    await drop('ncmec/tip.xml.part');
    expect(await inbox.round()).toBe(0);
    await rename(join(folder, 'ncmec/tip.xml.part'), join(folder, 'ncmec/tip.xml'));
    expect(await inbox.round()).toBe(1);
  });

  it('takes files in the order they came', async () => {
    for (const [name, at] of [
      ['b.xml', 1_000],
      ['a.xml', 2_000],
      ['c.xml', 3_000],
    ] as const) {
      await drop(`police-ca/${name}`, `<report>${name}`);
      await utimes(join(folder, 'police-ca', name), at, at);
    }
    expect(await rest()).toBe(3);
    const numbers = (await newest(3)).map((head) => head.reportId).sort((a, b) => a - b);
    const facts = await database.db.query<{ name: string }>(
      'select file_name as name from intake_raw where report_id = any ($1::bigint[]) order by report_id',
      [numbers],
    );
    expect(facts.map(({ name }) => name)).toEqual(['b.xml', 'a.xml', 'c.xml']);
  });

  it('receives what nobody can read and puts it where a person finds it; two of one name stay two', async () => {
    await drop('hotline/odd.bin', 'words of no format');
    expect(await rest()).toBe(1);
    await drop('hotline/odd.bin', 'other words of no format');
    expect(await rest()).toBe(1);
    expect((await readdir(join(folder, 'hotline', '.unreadable'))).sort()).toEqual(['odd-2.bin', 'odd.bin']);
    expect(await newest(2)).toMatchObject([{ reading: 'unreadable' }, { reading: 'unreadable' }]);
  });

  it('receives a folder of a sender as one drop, its media with the report that names them', async () => {
    const at = join(folder, 'ncmec', 'Example Feed', 'tip');
    await mkdir(at, { recursive: true });
    const tip = {
      reportId: '190000077',
      reportedInformation: {
        reportingEsp: { espName: 'Example Service' },
        incidentSummary: { incidentType: 'Child Sex Tourism', incidentDateTime: '2026-02-01T00:00:00Z' },
        uploadedFiles: { uploadedFiles: [{ filename: 'f1.dat', viewedByEsp: false }] },
      },
    };
    await writeFile(join(at, 'tip.json'), JSON.stringify(tip));
    await writeFile(join(at, 'f1.dat'), 'generated pattern');
    expect(await rest()).toBe(1);
    const [head] = await newest(1);
    expect(head).toMatchObject({ externalId: '190000077', sender: 'Example Service' });
    const [facts] = await reportFacts(database.db, [head?.reportId ?? 0]);
    expect(facts?.files[0]).toMatchObject({ sizeBytes: 17 });
    expect(await readdir(join(folder, 'ncmec', '.done', 'Example Feed', 'tip'))).toHaveLength(2);
  });

  it('ended between receiving a file and moving it, receives it again without a second report', async () => {
    const bytes = aDocument();
    await drop('hotline/again.xml', bytes);
    expect(await rest()).toBe(1);
    const before = await countOfReports();
    await drop('hotline/again.xml', bytes);
    const next = await watchInbox(house.deps, folder, OPERATOR);
    await next.round();
    house.pass(10 * SECOND_MS);
    expect(await next.round()).toBe(1);
    expect(await countOfReports()).toBe(before);
  });

  it('hands its files to the spool while the database is away, with the instant they were taken', async () => {
    const nowhere = connect({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    inbox = await watchInbox({ ...house.deps, db: nowhere }, folder, OPERATOR);
    await drop('provider/late.xml');
    expect(await rest()).toBe(1);
    const takenAt = house.now();
    expect(await readdir(join(folder, 'provider'))).toEqual(['.done']);
    house.pass(3_600 * SECOND_MS);
    expect(await drainSpool(house.deps)).toBe(1);
    expect(await newest(1)).toMatchObject([{ channel: 'folder', receivedAt: takenAt }]);
    await nowhere.close();
  });
});
