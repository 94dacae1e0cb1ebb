import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import type { PackageId } from '#core/ids.ts';
import { aStaffActor } from '#features/access/testing';
import { aSubmittedIdentifier, aSubmittedReport } from '#features/intake/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { packageRoad } from '../queries/package-road.ts';
import { releasedVersions } from '../queries/sealed-version.ts';
import { selectPackages } from '../store/packages.ts';
import { aFilledDraft, aReportToPackage, aSealedPackage, type Desk, draftsFor, openDesk } from '../testing.ts';
import { judgeFact } from './judge-fact.ts';
import { putItem } from './put-item.ts';
import { releasePackage } from './release-package.ts';
import { returnPackage } from './return-package.ts';
import { sealPackage } from './seal-package.ts';
import { submitPackage } from './submit-package.ts';

// Proved: draft → submitted → sealed → released with a real vault; four eyes; one sealed version whatever is repeated; parking
// and returning. Out of scope: the bytes inside (sealing/). Alone: npx vitest run --project database seal-and-release
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

const stateOf = async (packageId: number) => (await selectPackages(database.db, [packageId]))[0];
const submit = (packageId: number, actor: Actor = desk.investigator) =>
  inTransaction(database.db, (tx) => submitPackage(tx, desk, actor, packageId));
const release = (packageId: number, bagHash: string, actor: Actor = desk.reviewer) =>
  inTransaction(database.db, (tx) => releasePackage(tx, desk, actor, { packageId, bagHash }));
const sendBack = (packageId: number, actor: Actor = desk.reviewer) =>
  inTransaction(database.db, (tx) => returnPackage(tx, desk, actor, { packageId, reason: 'Item 4 is thin.' }));
const seal = (packageId: number) => sealPackage(database.db, desk, packageId);
const sealsOf = (packageId: number) =>
  database.db.query<{ bagHash: string; withdrawn: boolean }>(
    `select bag_hash as "bagHash", withdrawn_at is not null as withdrawn
     from packaging_sealed where package_id = $1 order by sealed_id`,
    [packageId],
  );

describe('submission', () => {
  test('is refused naming everything undecided, and by whom it may not be made', async () => {
    const [packageId = 0 as PackageId] = await draftsFor(desk, [(await aReportToPackage(desk)).reportId]);
    const refused = await submit(packageId);
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'obstacles' } });
    const obstacles = refused.ok || refused.refusal.kind !== 'obstacles' ? [] : refused.refusal.obstacles;
    expect(obstacles.map((one) => ('item' in one ? one.item : one.kind))).toEqual([2, 4, 5, 7]);
    expect(await submit(packageId, desk.reviewer)).toMatchObject({ refusal: { kind: 'not-permitted' } });
    expect(await submit(packageId, { kind: 'operator', osUser: 'x' })).toMatchObject({
      refusal: { kind: 'not-permitted' },
    });
  });

  test('is refused without a recipient key in force', async () => {
    const report = await aReportToPackage(desk, { code: 'ON-OPP' });
    const [packageId = 0 as PackageId] = await draftsFor(desk, [report.reportId]);
    const refused = await submit(packageId);
    expect(refused).toMatchObject({ refusal: { obstacles: expect.arrayContaining([{ kind: 'no-live-key' }]) } });
  });

  test('is refused while a fact under its originator’s control is neither left out nor released', async () => {
    const caveated = aSubmittedIdentifier({ value: 'acct-9', caveat: 'not to be passed on' });
    const report = await aReportToPackage(desk, { report: aSubmittedReport({ identifiers: [caveated] }) });
    const [packageId = 0 as PackageId] = await draftsFor(desk, [report.reportId]);
    const refused = await submit(packageId);
    const obstacles = refused.ok || refused.refusal.kind !== 'obstacles' ? [] : refused.refusal.obstacles;
    const blocked = obstacles.find((one) => one.kind === 'fact-blocked');
    expect(blocked).toMatchObject({ target: 'identifier' });
    const judge = (verdict: 'excluded' | 'released', targetId: number) =>
      inTransaction(database.db, (tx) =>
        judgeFact(tx, desk, desk.investigator, {
          packageId,
          target: 'identifier',
          targetId,
          verdict,
          reason: 'Asked.',
        }),
      );
    const targetId = blocked?.kind === 'fact-blocked' ? blocked.targetId : 0;
    expect(await judge('released', targetId)).toMatchObject({ refusal: { kind: 'not-permitted' } });
    expect(await judge('excluded', targetId + 1_000)).toMatchObject({ refusal: { kind: 'no-such-fact' } });
    expect(await judge('excluded', targetId)).toMatchObject({ ok: true });
    const again = await submit(packageId);
    const left = again.ok || again.refusal.kind !== 'obstacles' ? [] : again.refusal.obstacles;
    expect(left.filter((one) => one.kind === 'fact-blocked')).toEqual([]);
  });
});

describe('sealing', () => {
  test('happens once, however often it is tried; nothing plain is left behind', async () => {
    const packageId = await aFilledDraft(desk);
    expect(await submit(packageId)).toMatchObject({ ok: true });
    await Promise.all([seal(packageId), seal(packageId)]);
    await seal(packageId);
    expect(await sealsOf(packageId)).toHaveLength(1);
    expect((await stateOf(packageId))?.state).toBe('sealed');
    expect(await readdir(desk.packages.workDir)).toEqual([]);
  });

  test('killed before its record was kept, it gives the same bag again', async () => {
    const packageId = await aFilledDraft(desk);
    await submit(packageId);
    await seal(packageId);
    const [first] = await sealsOf(packageId);
    // As if the commit had never happened: the row is gone, the files in the vault stay behind as orphans would.
    await database.db.query('delete from packaging_sealed where package_id = $1', [packageId]);
    await database.db.query("update packaging_package set state = 'submitted' where package_id = $1", [packageId]);
    desk.moveClock(60_000);
    await seal(packageId);
    expect((await sealsOf(packageId)).map((one) => one.bagHash)).toEqual([first?.bagHash]);
  });

  test('is parked in words when the key ended, and goes on after', async () => {
    const packageId = await aFilledDraft(desk);
    await submit(packageId);
    await database.db.query("update routing_recipient_key set revoked_at = now() where code = 'QC-SPL'");
    await seal(packageId);
    expect(await stateOf(packageId)).toMatchObject({ state: 'parked', note: expect.stringContaining('clé') });
    await database.db.query("update routing_recipient_key set revoked_at = null where code = 'QC-SPL'");
    expect(await submit(packageId)).toMatchObject({ ok: true });
    await seal(packageId);
    expect((await stateOf(packageId))?.state).toBe('sealed');
  });
});

test('a package whose evidence is gone from the vault is parked in words, never sealed without it', async () => {
  const packageId = await aFilledDraft(desk);
  await submit(packageId);
  const [held] = await database.db.query<{ name: string }>(
    `select object.stored_as as name
     from packaging_member member
     join intake_file file on file.report_id = member.report_id
     join vault_object object on object.object_id = file.object_id
     where member.package_id = $1`,
    [packageId],
  );
  await rm(await findFile(join(desk.home, 'blobs'), held?.name ?? ''));
  await seal(packageId);
  expect(await stateOf(packageId)).toMatchObject({ state: 'parked', note: expect.stringContaining('voûte') });
  expect(await sealsOf(packageId)).toEqual([]);
});

async function findFile(folder: string, name: string): Promise<string> {
  const found = (await readdir(folder, { recursive: true })).find((path) => path.endsWith(name));
  if (found === undefined) throw new Error('The object is not on disk.');
  return join(folder, found);
}

describe('release', () => {
  test('is by a second person over exactly the bag hash, once', async () => {
    const { packageId, bagHash } = await aSealedPackage(desk);
    const both = aStaffActor({ ...desk.investigator, roles: ['package-investigator', 'reviewer'] });
    expect(await release(packageId, bagHash, both)).toMatchObject({ refusal: { kind: 'own-package' } });
    expect(await release(packageId, '0'.repeat(64))).toMatchObject({ refusal: { kind: 'other-bag-hash' } });
    expect(await release(packageId, bagHash, desk.investigator)).toMatchObject({ refusal: { kind: 'not-permitted' } });
    expect(await releasedVersions(database.db, [packageId])).toEqual([]);
    expect(await release(packageId, bagHash)).toMatchObject({ ok: true });
    expect(await release(packageId, bagHash)).toMatchObject({ refusal: { kind: 'wrong-state' } });
    expect(await releasedVersions(database.db, [packageId])).toMatchObject([{ bagHash, agencyCode: 'QC-SPL' }]);
    const refusals = await database.db.query(
      `select outcome, detail->>'kind' as kind from audit_entry
       where act = 'release-package' and object_ids @> array[$1::bigint] order by entry_id`,
      [packageId],
    );
    expect(refusals).toEqual([
      { outcome: 'refused', kind: 'own-package' },
      { outcome: 'refused', kind: 'other-bag-hash' },
      { outcome: 'denied', kind: null },
      { outcome: 'done', kind: null },
    ]);
  });

  test('is refused when the recipient’s key ended meanwhile', async () => {
    const { packageId, bagHash } = await aSealedPackage(desk);
    await database.db.query("update routing_recipient_key set revoked_at = now() where code = 'QC-SPL'");
    expect(await release(packageId, bagHash)).toMatchObject({ refusal: { kind: 'key-ended' } });
    await database.db.query("update routing_recipient_key set revoked_at = null where code = 'QC-SPL'");
  });
});

test('a returned package is a draft again; its sealed version is kept and never released', async () => {
  const { packageId, bagHash } = await aSealedPackage(desk);
  expect(await sendBack(packageId, desk.investigator)).toMatchObject({ refusal: { kind: 'not-permitted' } });
  expect(await sendBack(packageId)).toMatchObject({ ok: true });
  expect(await stateOf(packageId)).toMatchObject({ state: 'draft', note: 'Item 4 is thin.' });
  const change = {
    packageId,
    item: 4,
    state: 'present',
    reason: null,
    text: 'Asked on 24 November.',
    dueAt: null,
  } as const;
  expect(await inTransaction(database.db, (tx) => putItem(tx, desk, desk.investigator, change))).toMatchObject({
    ok: true,
  });
  desk.moveClock(60_000);
  await submit(packageId);
  await seal(packageId);
  const seals = await sealsOf(packageId);
  expect(seals.map((one) => one.withdrawn)).toEqual([true, false]);
  expect(seals[1]?.bagHash).not.toBe(bagHash);
  expect(await release(packageId, bagHash)).toMatchObject({ refusal: { kind: 'other-bag-hash' } });
  const [report] = await database.db.query<{ id: number }>(
    'select report_id as id from packaging_member where package_id = $1',
    [packageId],
  );
  const road = await packageRoad(database.db, report?.id ?? 0);
  expect(road.steps.map((step) => step.stage)).toEqual([
    'drafted',
    'submitted',
    'sealed',
    'returned',
    'submitted',
    'sealed',
  ]);
  expect(road.steps[2]?.reasons).toEqual([{ en: 'by the system', fr: 'par le système' }]);
});
