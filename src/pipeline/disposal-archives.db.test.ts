import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importPaths, moveInLedger, openArchive, resolveReport } from '#features/intake';
import { silentLog } from '#platform/log/log.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { type DisposalDesk, openDisposalDesk } from '../../test/support/disposal-desk.ts';
import { aTip, zipOf } from '../../test/support/ncmec-drop.ts';

// Proved: the archive that reports came in goes whole with the first of them that is disposed of, what stays of the others is their own,
// and while one of them is under a legal hold none of them goes. Alone: npx vitest run --project database pipeline/disposal-archives
const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let house: DisposalDesk;
let db: Db;
beforeAll(async () => {
  house = await openDisposalDesk();
  ({ db } = house);
});
afterAll(() => house.close());

/** Two tips in one archive, each with a file, both left without action. */
async function anArchive(name: string, numbers: readonly [string, string], cameBefore?: string) {
  const path = join(house.desk.home, `${name}.zip`);
  const members = numbers.flatMap((number) => [
    {
      name: `${number}/${number}.json`,
      bytes: Buffer.from(JSON.stringify(aTip(number, { files: [{ filename: `${number}.dat` }] }))),
    },
    { name: `${number}/${number}.dat`, bytes: Buffer.from(`pattern ${number}`), method: 0 as const },
  ]);
  const whole = zipOf(members);
  await writeFile(path, whole);
  const intake = { db, vault: house.desk.vault, clock: house.clock, log: silentLog, operatorDir: house.desk.home };
  const deps = { ...intake, onReceived: async () => undefined };
  if (cameBefore !== undefined) {
    const alone = join(house.desk.home, cameBefore);
    await mkdir(alone);
    const [document, file] = members.filter((one) => one.name.startsWith(cameBefore));
    await writeFile(join(alone, `${cameBefore}.json`), document?.bytes ?? '');
    await writeFile(join(alone, `${cameBefore}.dat`), file?.bytes ?? '');
    await importPaths(deps, OPERATOR, [alone], { source: 'ncmec' });
  }
  const { items } = await importPaths(deps, OPERATOR, [path], { source: 'ncmec' });
  const heads = await Promise.all(items.map(({ report }) => resolveReport(db, report)));
  const ids = heads.map((head) => head?.reportId ?? 0);
  const moves = ids.map((reportId) => ({ reportId, to: 'not-actionable' as const }));
  await inTransaction(db, (tx) => moveInLedger(tx, { clock: house.clock }, { kind: 'stage', stage: 'test' }, moves));
  return { whole, ids, numbers: items.map(({ report }) => report) };
}

const archiveOf = (reportId: number) =>
  inTransaction(db, async (tx) => {
    const opened = await openArchive(tx, { vault: house.desk.vault }, OPERATOR, { reportId });
    return opened.ok ? buffer(opened.value.bytes) : opened.refusal;
  });

/** Names of stored bytes that are not removed. */
const stored = async () => new Set(await readdir(join(house.desk.home, 'blobs'), { recursive: true }));

describe('reports that came in one archive', () => {
  test('the first disposed of takes the archive with it, file and digest; the other keeps its document and its file', async () => {
    const { whole, ids, numbers } = await anArchive('two', ['190000301', '190000302']);
    const [first = '', second = ''] = numbers;
    expect(await archiveOf(ids[0] ?? 0)).toEqual(whole);
    const before = await stored();
    house.pass(735);
    await house.carryOut(await house.approved([first]));
    await house.runAnnounced();
    expect(await archiveOf(ids[1] ?? 0)).toEqual({ kind: 'no-archive' });
    expect(await db.query('select 1 from intake_archive')).toEqual([]);
    // The archive and the file of the first: the documents are small and stood in rows.
    expect(before.size - (await stored()).size).toBe(2);
    const [left] = await db.query<{ objectId: string; raws: number }>(
      `select object_id as "objectId", (select count(*)::int from intake_raw where report_id = $1) as raws
       from intake_file where report_id = $1`,
      [ids[1]],
    );
    expect(left?.raws).toBe(1);
    expect(await house.desk.vault.verifyObject(db, left?.objectId as never)).toMatchObject({ ok: true });
    await house.carryOut(await house.approved([second]));
    await house.runAnnounced();
    expect(await db.query('select 1 from vault_object where expunged_at is null')).toEqual([]);
  });

  test('a colleague who may not see the other report disposes of the archive all the same', async () => {
    const { ids, numbers } = await anArchive('walled', ['190000303', '190000304']);
    await db.query(
      `insert into access_compartment_report (report_id, compartment, reason, put_by, put_at)
       values ($1, 'transnational', 'apart', 'test', now())`,
      [ids[1]],
    );
    house.pass(735);
    expect((await house.carryOut(await house.approved([numbers[0] ?? '']))).statusCode).toBe(200);
    await house.runAnnounced();
    expect(await archiveOf(ids[1] ?? 0)).toEqual({ kind: 'no-archive' });
    const [open] = await db.query<{ objects: number }>(
      'select count(*)::int as objects from vault_object where expunged_at is not null and shredded_at is null',
    );
    expect(open?.objects).toBe(0);
  });

  test('one that had come by itself before takes the archive with it all the same', async () => {
    const { whole, ids, numbers } = await anArchive('before', ['190000307', '190000308'], '190000307');
    for (const id of ids) expect(await archiveOf(id)).toEqual(whole);
    house.pass(735);
    expect((await house.carryOut(await house.approved([numbers[0] ?? '']))).statusCode).toBe(200);
    await house.runAnnounced();
    expect(await archiveOf(ids[1] ?? 0)).toEqual({ kind: 'no-archive' });
  });

  test('a hold on one keeps the other: it is named as held, refused, and the database refuses too', async () => {
    const { ids, numbers } = await anArchive('held', ['190000305', '190000306']);
    const [first = '', second = ''] = numbers;
    house.pass(735);
    const hold = { scope: 'report', target: second, kind: 'court', reason: 'Order of the day.' };
    expect((await house.call(house.supervisor, 'POST', '/retention/holds', hold)).statusCode).toBe(200);
    const wanted = { reports: [first], reason: 'Its time is over.' };
    const refused = await house.call(house.supervisor, 'POST', '/retention/expunges', wanted);
    expect(refused.json()).toMatchObject({ code: 'obstacles' });
    const forget = db.query('select * from intake_forget_archives($1::bigint[], $2)', [[ids[0]], house.now()]);
    await expect(forget).rejects.toThrow('legal hold');
    const longAgo = db.query('select * from intake_forget_archives($1::bigint[], $2)', [
      [ids[0]],
      '2000-01-01T00:00:00Z',
    ]);
    await expect(longAgo).rejects.toThrow('legal hold');
    const anybody = await db.query(
      `select from pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) as entry
       where proname = 'intake_forget_archives' and entry.grantee = 0`,
    );
    expect(anybody).toEqual([]);
    const rights = await db.query(
      `select role from unnest(array['vigie_service', 'vigie_desk']) as role
       where has_table_privilege(role, 'intake_archive', 'delete') or has_table_privilege(role, 'intake_archive_report', 'delete')`,
    );
    expect(rights).toEqual([]);
  });
});
