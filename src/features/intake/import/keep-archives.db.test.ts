import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import { aVault } from '#features/vault/testing';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aTip, zipOf } from '../../../../test/support/ncmec-drop.ts';
import { expungeContent, forgetArchives, lockReports } from '../commands/expunge-content.ts';
import { openArchive } from '../commands/open-archive.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import type { IntakeDeps } from '../received.ts';
import { importPaths } from './import-paths.ts';

// Proved: an archive that can be read is kept as it was sent, once, and given back to the byte through any of its reports. Out of scope:
// how it ends (src/pipeline/disposal-archives.db.test.ts), archives nobody should unpack (hostile-archives.db.test.ts).
// Alone: npx vitest run --project database src/features/intake/import/keep-archives.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let database: TestDatabase;
let deps: IntakeDeps;
let home: string;
beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'vigie-archives-'));
  deps = {
    db: database.db,
    vault: await aVault(join(home, 'vault')),
    clock: { now: () => '2026-11-24T12:00:00.000Z' as Instant },
    log: silentLog,
    operatorDir: home,
    onReceived: async () => undefined,
  };
});
afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true });
});

const tip = (number: string, files: readonly object[] = []) => ({
  name: `${number}.json`,
  bytes: Buffer.from(JSON.stringify(aTip(number, { files }))),
});

/** What no list of entries would give back: words of the writer at the end, and a member that is stored, not squeezed. */
function written(members: Parameters<typeof zipOf>[0], comment: string): Buffer {
  const zip = zipOf(members);
  zip.writeUInt16LE(comment.length, zip.length - 2);
  return Buffer.concat([zip, Buffer.from(comment)]);
}

async function receive(name: string, bytes: Buffer, source: Source = 'ncmec') {
  const path = join(home, name);
  await writeFile(path, bytes);
  return importPaths(deps, OPERATOR, [path], { source });
}

async function archiveOf(number: string, sha256?: string) {
  const reportId = (await resolveReport(database.db, number))?.reportId ?? 0;
  return inTransaction(database.db, async (tx) => {
    const opened = await openArchive(tx, deps, OPERATOR, { reportId, ...(sha256 === undefined ? {} : { sha256 }) });
    return opened.ok ? { ...opened.value, bytes: await buffer(opened.value.bytes) } : opened.refusal;
  });
}

/** Another transaction waits for the one that is open. */
async function somebodyWaits(): Promise<void> {
  const waiting = () =>
    database.db.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  while ((await waiting()).length === 0);
}

const kept = async () => (await database.db.query('select 1 from intake_archive')).length;

describe('an archive that can be read', () => {
  it('is given back to the byte through each of its reports', async () => {
    const members = [tip('190000201', [{ filename: 'a.dat' }]), { name: 'a.dat', bytes: Buffer.from('pattern a') }];
    const whole = written(
      [...members, { ...tip('190000202'), method: 0 }, { name: 'read me.txt', bytes: Buffer.from('x') }],
      'as packed',
    );
    const { items } = await receive('whole.zip', whole);
    expect(items.length).toBeGreaterThan(1);
    for (const { report } of items)
      expect(await archiveOf(report)).toMatchObject({ bytes: whole, fileName: 'whole.zip', sizeBytes: whole.length });
  });

  it('sent again stores nothing, and one in other wrapping that brings nothing new is not kept', async () => {
    const members = [tip('190000203')];
    await receive('again.zip', written(members, 'first'));
    const before = await kept();
    expect(await receive('again.zip', written(members, 'first'))).toMatchObject({ repeated: 1 });
    expect(await receive('other.zip', written(members, 'second'))).toMatchObject({ repeated: 1 });
    expect(await kept()).toBe(before);
  });

  it('let go of while it comes again is not kept again, and its receipt is answered all the same', async () => {
    const members = [tip('190000208')];
    await receive('going.zip', written(members, 'going'));
    let coming: ReturnType<typeof receive> | undefined;
    await inTransaction(database.db, async (tx) => {
      await tx.query(`delete from intake_archive where file_name = 'going.zip'`);
      coming = receive('going.zip', written(members, 'going'));
      coming.catch(() => undefined);
      await somebodyWaits();
    });
    expect(await coming).toMatchObject({ repeated: 1 });
    expect(await database.db.query(`select 1 from intake_archive where file_name = 'going.zip'`)).toEqual([]);
  });

  it('of a report that is disposed of in that moment brings it as a new one', async () => {
    const old = tip('190000209');
    const { items } = await receive('old.zip', zipOf([old]), 'hotline');
    const reportId = (await resolveReport(database.db, items[0]?.report ?? ''))?.reportId ?? 0;
    let coming: ReturnType<typeof receive> | undefined;
    await inTransaction(database.db, async (tx) => {
      await lockReports(tx, [reportId]);
      coming = receive(
        'with-old.zip',
        zipOf([
          { ...old, name: 'a.json' },
          { ...tip('190000210'), name: 'b.json' },
        ]),
        'hotline',
      );
      coming.catch(() => undefined);
      await somebodyWaits();
      await forgetArchives(tx, [reportId], deps.clock.now());
      await expungeContent(tx, [reportId], deps.clock.now());
    });
    expect(await coming).toMatchObject({ received: 2 });
  });

  it('of many reports is kept once, however many sets they are stored in', async () => {
    const line = (at: number) => ({
      name: `${at}/19001${String(at).padStart(4, '0')}.json`,
      bytes: tip(`19001${String(at).padStart(4, '0')}`).bytes,
    });
    const before = await kept();
    const { received, items } = await receive('many.zip', zipOf(Array.from({ length: 1_200 }, (_, at) => line(at))));
    expect(received).toBe(1_200);
    expect(await kept()).toBe(before + 1);
    const numbers = items.map(({ report }) => report);
    const [linked] = await database.db.query<{ reports: number }>(
      `select count(*)::int as reports from intake_archive_report join intake_report using (report_id) where number = any($1)`,
      [numbers],
    );
    expect(linked?.reports).toBe(1_200);
    // All of the first set came before; the one that is new is in the second.
    const members = [...Array.from({ length: 1_200 }, (_, at) => line(at)), line(1_200)];
    const more = zipOf(members.map((one, at) => (at === 1_200 ? { ...one, name: `z/${one.name}` } : one)));
    expect(await receive('one-more.zip', more)).toMatchObject({ received: 1, repeated: 1_200 });
    const [of] = await database.db.query<{ reports: number }>(
      `select count(*)::int as reports from intake_archive_report join intake_archive using (archive_id)
       where file_name = 'one-more.zip'`,
    );
    expect(of?.reports).toBe(1_201);
  });

  it('that brought a later version stands beside the one before, and each is asked for by its digest', async () => {
    const first = written([tip('190000204')], 'one');
    const { items } = await receive('v1.zip', first);
    const changed = { ...tip('190000204'), bytes: Buffer.from(JSON.stringify(aTip('190000204', { note: 'more' }))) };
    const second = written([changed], 'two');
    expect(await receive('v2.zip', second)).toMatchObject({ newVersions: 1 });
    const number = items[0]?.report ?? '';
    const both = await archiveOf(number);
    if (!('kind' in both) || both.kind !== 'several-archives') throw new Error('It came in two.');
    const given = await Promise.all(both.sha256s.map((sha256) => archiveOf(number, sha256)));
    expect(given).toMatchObject([{ bytes: first }, { bytes: second }]);
  });

  it('keeps files that no report names; one that holds no document at all is an open item with its bytes', async () => {
    const report = JSON.stringify({ reportId: 'x', neither: 'shape' });
    const loose = zipOf([
      { name: 'a.json', bytes: Buffer.from(report) },
      { name: 'loose.dat', bytes: Buffer.from('pattern') },
    ]);
    const { items } = await receive('loose.zip', loose, 'hotline');
    expect(await archiveOf(items[0]?.report ?? '')).toMatchObject({ bytes: loose });
    const none = zipOf([{ name: 'only.dat', bytes: Buffer.from('pattern b') }]);
    expect(await receive('none.zip', none, 'hotline')).toMatchObject({
      unreadable: 1,
      items: [{ reason: 'archive-no-documents' }],
    });
  });

  it('beside its tip in a folder is that report’s archive too', async () => {
    const folder = await mkdtemp(join(home, 'beside-'));
    const media = zipOf([{ name: 'f1.dat', bytes: Buffer.from('pattern c') }]);
    await writeFile(join(folder, '190000205.json'), tip('190000205', [{ filename: 'f1.dat' }]).bytes);
    await writeFile(join(folder, 'media.zip'), media);
    const { items } = await importPaths(deps, OPERATOR, [folder], { source: 'ncmec' });
    expect(await archiveOf(items[0]?.report ?? '')).toMatchObject({ bytes: media });
  });

  it('with a document that carries a password is read out by nothing', async () => {
    const { items } = await receive('secret.zip', written([tip('190000206')], 'secret'));
    const number = items[0]?.report ?? '';
    await database.db.query(
      `update intake_version set content = content || '{"advice": ["secret-in-document"]}'
       where report_id = (select report_id from intake_report where number = $1)`,
      [number],
    );
    expect(await archiveOf(number)).toEqual({ kind: 'holds-secret' });
  });

  it('is none for a report that came in none', async () => {
    const path = join(home, '190000207.json');
    await writeFile(path, tip('190000207').bytes);
    const { items } = await importPaths(deps, OPERATOR, [path], { source: 'ncmec', alone: true });
    expect(await archiveOf(items[0]?.report ?? '')).toEqual({ kind: 'no-archive' });
  });
});
