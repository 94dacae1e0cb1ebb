import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { MIB } from '#core/units.ts';
import { aVault } from '#features/vault/testing';
import { silentLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aTip, type Member, zipOf } from '../../../../test/support/ncmec-drop.ts';
import type { IntakeDeps } from '../received.ts';
import { importPaths } from './import-paths.ts';

// Proved: an archive made to harm whoever unpacks it is received, counted, shown with its reason, kept whole, and unpacked by nobody.
// The archives are written byte by byte from the format's own description (APPNOTE 6.3), not by a library that would refuse to.
// Alone: npx vitest run --project database src/features/intake/import/hostile-archives.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

const tip = (number: string, files: readonly object[] = []) => Buffer.from(JSON.stringify(aTip(number, { files })));
const file = (name: string, more: Partial<Member> = {}): Member => ({ name, bytes: Buffer.from(name), ...more });

let database: TestDatabase;
let deps: IntakeDeps;
let home: string;
beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'vigie-hostile-'));
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

async function receive(name: string, bytes: Buffer) {
  const path = join(home, name);
  await writeFile(path, bytes);
  const result = await importPaths(deps, OPERATOR, [path], { source: 'ncmec' });
  const rows = await database.db.query<{ reason: string | null; kept: boolean }>(
    `select unreadable_reason as reason, object_id is not null as kept
     from intake_report join intake_raw using (report_id) where number = any($1::text[]) order by report_id`,
    [result.items.map((item) => item.report)],
  );
  return { result, reasons: rows.map(({ reason }) => reason), rows };
}

const BOMB = file('bomb.json', { bytes: Buffer.alloc(64 * MIB) });

describe('an archive that would harm whoever unpacks it', () => {
  it.each([
    ['climbs out of its folder', 'archive-unsafe-path: ../outside.json', [file('../outside.json')]],
    ['names a place of the system', 'archive-unsafe-path: /etc/outside.json', [file('/etc/outside.json')]],
    ['holds one name twice', 'archive-duplicate-path: A.json', [file('a.json'), file('A.json')]],
    ['is locked', 'archive-encrypted: a.json', [file('a.json', { flags: 1 })]],
    ['holds a link', 'archive-symbolic-link: a.json', [file('a.json', { mode: 0o120777 })]],
    ['would fill the disk', 'archive-bomb: ', [BOMB]],
    ['ends before its list', 'archive-not-a-zip: ', []],
  ] as const)('and that %s is received as unreadable, with the reason and the bytes', async (what, reason, members) => {
    const whole = zipOf(members);
    const bytes = members.length === 0 ? Buffer.concat([Buffer.from('PK\u0003\u0004'), whole.subarray(0, 10)]) : whole;
    const before = (await readdir(home)).length;
    const { result, reasons, rows } = await receive(`${what.replaceAll(' ', '-')}.zip`, bytes);
    expect(result).toMatchObject({ received: 0, unreadable: 1 });
    expect(reasons[0]).toContain(reason);
    expect(rows[0]?.kept).toBe(true);
    expect((await readdir(home)).length).toBe(before + 1);
  });
});

describe('an archive whose bytes are not what its list says', () => {
  it('gives the tips that can be read; a file that cannot be stays awaited, and the archive is kept whole with the reason', async () => {
    const lying = file('f1.dat', { bytes: Buffer.from('generated pattern'), claimedSize: 4 });
    const members = [{ name: '190000101.json', bytes: tip('190000101', [{ filename: 'f1.dat' }]) }, lying];
    const { result, reasons } = await receive('lying.zip', zipOf(members));
    expect(result).toMatchObject({ received: 1, unreadable: 1 });
    expect(reasons.filter((reason) => reason !== null)).toEqual([expect.stringMatching(/^archive-damaged: /)]);
    const [held] = await database.db.query<{ objectId: string | null }>(
      `select object_id as "objectId" from intake_file join intake_report using (report_id) where external_id = '190000101'`,
    );
    expect(held).toEqual({ objectId: null });
  });

  it('a tip that cannot be unpacked leaves the archive as an open item, and the tips beside it are received', async () => {
    const whole = zipOf([
      { name: 'a/190000102.json', bytes: tip('190000102') },
      { name: 'b/190000103.json', bytes: tip('190000103') },
    ]);
    // A block type that does not exist, in the first byte of the first member.
    whole.writeUInt8(0xff, 30 + 'a/190000102.json'.length);
    expect(() => inflateRawSync(whole.subarray(30 + 'a/190000102.json'.length))).toThrow();
    const { result } = await receive('spoiled.zip', whole);
    expect(result).toMatchObject({ received: 1, unreadable: 1 });
  });
});

it('memory stays that of one piece while a large file of an archive goes to the vault', async () => {
  const large = Buffer.alloc(192 * MIB, 'generated pattern ');
  const members: Member[] = [
    { name: '190000104.json', bytes: tip('190000104', [{ filename: 'large.dat' }]) },
    { name: 'large.dat', bytes: large, method: 0 },
  ];
  const path = join(home, 'large.zip');
  await writeFile(path, zipOf(members));
  members.length = 0;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }, 5);
  // What waits to be collected is measured too: half the file is far from all of it.
  const before = process.memoryUsage().arrayBuffers;
  await importPaths(deps, OPERATOR, [path], { source: 'ncmec' });
  clearInterval(watch);
  expect(most - before).toBeLessThan(96 * MIB);
  const [held] = await database.db.query<{ sizeBytes: number }>(
    `select size_bytes::float8 as "sizeBytes" from intake_file join intake_report using (report_id) where external_id = '190000104'`,
  );
  expect(held?.sizeBytes).toBe(192 * MIB);
});
