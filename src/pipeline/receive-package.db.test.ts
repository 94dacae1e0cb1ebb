import { createWriteStream } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { granted } from '#core/result.ts';
import { rawBytesOf, reportFacts, reportHeads, resolveReport } from '#features/intake';
import { aPackageFile, type Desk, openDesk } from '#features/packaging/testing';
import { aVault } from '#features/vault/testing';
import { canonicalZip } from '#platform/archive/canonical-zip.ts';
import { ageOpen } from '#platform/crypto/age-open.ts';
import { silentLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { isPackage, receivePackage } from './receive-package.ts';

// Proved here: a package sealed by one house is received by another, with its evidence; one that does not hold is received with the reason.
// Alone: npx vitest run --project database src/pipeline/receive-package.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let sending: TestDatabase;
let receiving: TestDatabase;
let folder: string;
let desk: Desk;
let sent: Awaited<ReturnType<typeof aPackageFile>>;
let zip: string;
let deps: Parameters<typeof receivePackage>[0];

beforeAll(async () => {
  [sending, receiving] = await Promise.all([testDatabase(), testDatabase()]);
  folder = await mkdtemp(join(tmpdir(), 'vigie-readback-'));
  desk = await openDesk(sending.db, join(folder, 'sending'));
  sent = await aPackageFile(desk, folder);
  zip = join(folder, 'plain.zip');
  const plain = granted(await ageOpen(sent.file, desk.ageIdentity));
  await pipeline(plain, createWriteStream(zip));
  deps = {
    db: receiving.db,
    vault: await aVault(join(folder, 'receiving')),
    clock: desk.clock,
    log: silentLog,
    operatorDir: folder,
    onReceived: async () => undefined,
  };
});
afterAll(async () => {
  await Promise.all([sending.drop(), receiving.drop()]);
  await rm(folder, { recursive: true, force: true });
});

async function receive(file: string, keyFile?: string) {
  const { items } = await receivePackage(deps, OPERATOR, file, {
    source: 'police-ca',
    channel: 'file',
    sender: null,
    ...(keyFile === undefined ? {} : { keyFile }),
  });
  const head = await resolveReport(receiving.db, items[0]?.report ?? '');
  return { outcome: items[0]?.outcome, reportId: head?.reportId ?? 0 };
}
const headOf = async (reportId: number) => (await reportHeads(receiving.db, [reportId]))[0];
const bagWith = async (name: string, files: Readonly<Record<string, string>>) => {
  const path = join(folder, name);
  const entries = Object.entries(files).map(([inside, text]) => ({
    path: `PKG-1/${inside}`,
    size: Buffer.byteLength(text),
    open: async () => Readable.from([Buffer.from(text)]),
  }));
  await pipeline(canonicalZip(entries), createWriteStream(path));
  return path;
};

describe('a package of another clearing house', () => {
  it('is told from a report by what it is', async () => {
    const report = join(folder, 'report.json');
    await writeFile(report, '{}');
    expect(await Promise.all([sent.file, zip, report].map(isPackage))).toEqual([true, true, false]);
  });

  it('becomes a report with its evidence and originals, under its own number and origin', async () => {
    const outcome = await receive(sent.file, sent.keyFile);
    expect(outcome.outcome).toBe('received');
    expect(await headOf(outcome.reportId)).toMatchObject({ format: 'package', source: 'police-ca', reading: 'parsed' });
    const [facts] = await reportFacts(receiving.db, [outcome.reportId]);
    expect(facts?.incidents).toMatchObject([{ offence: 'CC 163.1(3)' }]);
    expect(facts?.content.lawEnforcement).toMatchObject({ bagHash: sent.bagHash, signerTrusted: 'false' });
    expect(facts?.files.map(({ originalName, objectId }) => [originalName, objectId === null])).toEqual([
      ['pattern.dat', false],
      [expect.stringMatching(/^data\/original\//), false],
    ]);
    const [evidence] = facts?.files ?? [];
    expect(evidence?.details.claimedHashes).toContainEqual({ type: 'SHA256', value: evidence?.sha256 });
    expect(await rawBytesOf(receiving.db, deps.vault, outcome.reportId)).toEqual(await readFile(sent.file));
  });

  it('sent again is the same report', async () => {
    expect(await receive(sent.file, sent.keyFile)).toMatchObject({ outcome: 'repeated' });
  });

  it('that nobody here can open is received with that reason', async () => {
    const other = join(folder, 'other.zip.age');
    await copyFile(sent.file, other);
    await writeFile(other, Buffer.concat([await readFile(other), Buffer.from([0])]));
    const closed = await receive(other);
    expect(await headOf(closed.reportId)).toMatchObject({
      reading: 'unreadable',
      unreadableReason: 'package: key-needed other.zip.age',
    });
  });

  it('with one changed bit is received as unreadable, and says what was changed', async () => {
    const bytes = await readFile(zip);
    const at = bytes.indexOf('"version"');
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
    const changed = join(folder, 'changed.zip');
    await writeFile(changed, bytes);
    const { outcome, reportId } = await receive(changed);
    expect(outcome).toBe('unreadable');
    expect((await headOf(reportId))?.unreadableReason).toMatch(/^package: .*(?:altered referral\.json|damaged)/);
    const [facts] = await reportFacts(receiving.db, [reportId]);
    expect(facts).toMatchObject({ files: [], identifiers: [] });
  });

  it('that names files to fetch is kept closed, and nothing is fetched', async () => {
    const bag = await bagWith('fetch.zip', {
      'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
      'data/a': 'a',
      'fetch.txt': 'https://site.example/x 1 data/b\n',
    });
    const { reportId } = await receive(bag);
    expect((await headOf(reportId))?.unreadableReason).toContain('quarantined-fetch fetch.txt');
  });
});
