import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { aVault } from '#features/vault/testing';
import { openPdfText } from '#platform/decoder/pdf-text.ts';
import { silentLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aPdf, aTip, type Drop, dropFolder, dropZip } from '../../../../test/support/ncmec-drop.ts';
import type { IntakeDeps } from '../received.ts';
import { importPaths } from './import-paths.ts';

// Proved: what lies together in one drop of NCMEC's ends with its own report, from a folder and from an archive. Out of scope: what the PDF
// says (read-tip-pdfs.db.test.ts), hostile archives (hostile-archives.db.test.ts).
// Alone: npx vitest run --project database src/features/intake/import/ncmec-drop.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;
const BYTES = {
  a: Buffer.from('generated pattern a'),
  b: Buffer.from('generated pattern b'),
  c: Buffer.from('pattern c'),
};
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

let database: TestDatabase;
let deps: IntakeDeps;
let home: string;
let drops = 0;
beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'vigie-drop-'));
  deps = {
    db: database.db,
    vault: await aVault(join(home, 'vault')),
    clock: { now: () => '2026-11-24T12:00:00.000Z' as Instant },
    log: silentLog,
    operatorDir: home,
    onReceived: async () => undefined,
    pdfText: openPdfText({ wallMs: 120_000 }),
  };
});
afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true });
});

const receive = (path: string) => importPaths(deps, OPERATOR, [path], { source: 'ncmec' });
const fromFolder = async (drop: Drop) => receive(await dropFolder(join(home, `drop-${++drops}`), drop));
const fromZip = async (drop: Drop) => receive(await dropZip(join(home, `drop-${++drops}.zip`), drop));

/** The files of a tip in its current version: `name relation bytes`. */
async function filesOf(number: string): Promise<string[]> {
  const rows = await database.db.query<{ line: string }>(
    `select coalesce(original_name, details ->> 'givenName') || ' ' || coalesce(relation, 'announced') || ' '
              || case when object_id is null then 'awaited' else 'held' end as line
     from intake_report report
     join intake_file file on file.report_id = report.report_id and file.version = report.current_version
     where external_id = $1
     order by ordinal`,
    [number],
  );
  return rows.map(({ line }) => line);
}

const json = (number: string, files: readonly object[] = []) => JSON.stringify(aTip(number, { files }));

describe.each([
  ['a folder', fromFolder, 1],
  ['an archive', fromZip, 2],
] as const)('one drop of a tip from %s', (_, drop, place) => {
  const tip = (n: number) => `19000${place}${String(n).padStart(3, '0')}`;

  it('the JSON, its PDF and its media are one report; what is announced and absent is awaited', async () => {
    const number = tip(1);
    const result = await drop({
      'tip.json': json(number, [{ filename: 'f1.dat' }, { filename: 'f2.dat' }]),
      'tip.pdf': aPdf([`CyberTipline Report ${number}`]),
      'files/f1.dat': BYTES.a,
      'files/extra.dat': BYTES.b,
    });
    expect(result).toMatchObject({ received: 1, unreadable: 0, completed: 0 });
    expect(await filesOf(number)).toEqual([
      'f1.dat announced held',
      'f2.dat announced awaited',
      'tip.pdf tip-pdf held',
      'extra.dat unannounced held',
    ]);
  });

  it('several tips in one drop each get their own, by folder, by number and by MD5', async () => {
    const [one, two, three] = [tip(2), tip(3), tip(4)];
    await drop({
      [`${one}.json`]: json(one, [{ filename: 'image.dat' }]),
      [`${two}.json`]: json(two, [{ filename: 'image.dat' }]),
      [`${three}.json`]: json(three, [{ filename: 'renamed.dat', verificationHash: md5(BYTES.c) }]),
      [`${one}/image.dat`]: Buffer.concat([BYTES.a, Buffer.from(one)]),
      [`${two}/image.dat`]: Buffer.concat([BYTES.b, Buffer.from(two)]),
      [`ncmec-${two}.pdf`]: aPdf(['Executive Summary']),
      'words.pdf': aPdf([`CyberTipline Report ${three}`]),
      'other-name.dat': BYTES.c,
    });
    expect(await filesOf(one)).toEqual(['image.dat announced held']);
    expect(await filesOf(two)).toEqual(['image.dat announced held', `ncmec-${two}.pdf tip-pdf held`]);
    expect(await filesOf(three)).toEqual(['renamed.dat announced held', 'words.pdf tip-pdf held']);
    const [held] = await database.db.query<{ md5: string }>(
      `select encode(md5, 'hex') as md5 from intake_file join intake_report using (report_id) where external_id = $1`,
      [one],
    );
    expect(held?.md5).toBe(md5(Buffer.concat([BYTES.a, Buffer.from(one)])));
  });

  it('a PDF alone is a report by the number in its words; the JSON that comes later is its second version, and the PDF stays', async () => {
    const number = tip(5);
    expect(await drop({ 'printed.pdf': aPdf(['Report', `Report Number: ${number}`]) })).toMatchObject({ received: 1 });
    expect(await filesOf(number)).toEqual(['printed.pdf tip-pdf held']);
    expect(await drop({ 'tip.json': json(number, [{ filename: 'f1.dat' }]) })).toMatchObject({ newVersions: 1 });
    expect(await filesOf(number)).toEqual(['f1.dat announced awaited', 'printed.pdf tip-pdf held']);
  });

  it('media that come later by number, or beside the same JSON again, complete the report and are no version of it', async () => {
    const number = tip(6);
    const document = json(number, [{ filename: 'f1.dat' }, { filename: 'f2.dat' }]);
    await drop({ 'tip.json': document });
    expect(await drop({ [`${number}/f1.dat`]: BYTES.a })).toMatchObject({ completed: 1, received: 0, newVersions: 0 });
    expect(await drop({ 'tip.json': document, 'f2.dat': BYTES.b })).toMatchObject({ completed: 1, repeated: 0 });
    expect(await filesOf(number)).toEqual(['f1.dat announced held', 'f2.dat announced held']);
    expect(await drop({ 'tip.json': document, 'f2.dat': BYTES.b })).toMatchObject({ completed: 0, repeated: 1 });
    const [row] = await database.db.query<{ version: number }>(
      'select current_version as version from intake_report where external_id = $1',
      [number],
    );
    expect(row?.version).toBe(1);
  });

  it('files that belong to no tip are one open item with the reason and the bytes', async () => {
    const numbers = [tip(7), tip(8)];
    const result = await drop({
      ...Object.fromEntries(numbers.map((number) => [`${number}.json`, json(number)])),
      'stray.dat': Buffer.from(`stray ${place}`),
      'stray-2.dat': Buffer.from(`stray two ${place}`),
    });
    expect(result).toMatchObject({ received: 2, unreadable: 1 });
    const [row] = await database.db.query<{ reason: string; files: number }>(
      `select unreadable_reason as reason, (select count(*)::int from intake_file file where file.report_id = report.report_id) as files
       from intake_report report where number = $1`,
      [result.items.at(-1)?.report],
    );
    expect(row).toEqual({ reason: 'files-without-report', files: 2 });
  });
});

it('bytes out of an archive say which archive, and the same archive again stores nothing', async () => {
  const path = await dropZip(join(home, 'whole.zip'), {
    '190009001/tip.json': json('190009001'),
    '190009001/a.pdf': aPdf(['x']),
  });
  await receive(path);
  const [raw] = await database.db.query<{ archive: string; name: string }>(
    `select encode(archive_sha256, 'hex') as archive, file_name as name
     from intake_raw join intake_report using (report_id) where external_id = '190009001'`,
  );
  expect(raw?.archive).toBe(
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );
  expect(raw?.name).toBe(`${path}!/190009001/tip.json`);
  expect(await receive(path)).toMatchObject({ repeated: 1, received: 0, newVersions: 0, completed: 0 });
});
