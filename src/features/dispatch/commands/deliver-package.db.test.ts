import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import { granted } from '#core/result.ts';
import { aStaffActor } from '#features/access/testing';
import { packageHeads, recallPackage, releasedVersions, verifyPackage } from '#features/packaging';
import { aReleasedPackage, aSealedPackage, type Desk, openDesk } from '#features/packaging/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type DeliveryTools, fileDelivery } from '../delivery-tools.ts';
import { deliveryRoad } from '../queries/delivery-road.ts';
import { listDeliveries, waitingPackages } from '../queries/list-deliveries.ts';
import { selectDeliveriesOf } from '../store.ts';
import { acknowledge } from './acknowledge.ts';
import { deliverPackage } from './deliver-package.ts';
import { issueAnswerCode } from './issue-codes.ts';
import { recordAnswer, recordOutcome } from './record-outcome.ts';
import { retractPackages } from './retract-copies.ts';
import { retryDelivery } from './retry-delivery.ts';
import { withdrawCopies } from './withdraw-copies.ts';

// Proved: a released package stands in its folder once and whole, whatever is repeated or breaks; receipts and answers; parking.
// Out of scope: pick-up links (pickup.db.test.ts). Alone: npx vitest run --project database deliver-package
let database: TestDatabase;
let desk: Desk;
let delivery: DeliveryTools;
const OPERATOR: Actor = { kind: 'operator', osUser: 'test' };
const liaison = aStaffActor({ roles: ['liaison'] });

beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-desk-')));
});
beforeEach(() => {
  delivery = fileDelivery({ vault: desk.vault, spoolDir: join(desk.home, 'spool', 'out') });
});
afterAll(async () => {
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

const deliver = (packageId: number) => deliverPackage(database.db, { clock: desk.clock, delivery }, packageId);
const retry = (packageId: number) => retryDelivery(database.db, { clock: desk.clock, delivery }, OPERATOR, packageId);
const stateOf = async (packageId: number) => (await packageHeads(database.db, [packageId])).get(packageId)?.state;
const deliveryOf = async (packageId: number) => (await selectDeliveriesOf(database.db, [packageId]))[0];
const folder = () => join(delivery.spoolDir, 'QC-SPL');
const filesOf = async (packageId: number) => {
  const number = (await packageHeads(database.db, [packageId])).get(packageId)?.number ?? '?';
  return (await readdir(folder())).filter((name) => name.startsWith(number));
};
const ack = (packageId: number, bagHash: string, actor: Actor = OPERATOR) =>
  inTransaction(database.db, (tx) => acknowledge(tx, desk, actor, packageId, { bagHash, by: 'Laval, duty desk' }));

describe('a released package', () => {
  test('stands whole in its service’s folder and opens with the recipient’s key', async () => {
    const { packageId, bagHash } = await aReleasedPackage(desk);
    await deliver(packageId);
    expect(await stateOf(packageId)).toBe('delivered');
    const [file = ''] = await filesOf(packageId);
    expect(file).toMatch(/^PKG-2026-\d{5}\.zip\.age$/);
    const keyFile = join(desk.home, 'laval.age-key');
    await writeFile(keyFile, desk.ageIdentity);
    const verdict = await verifyPackage(join(folder(), file), { keyFile });
    expect(verdict).toMatchObject({ ok: true, bagHash, faults: [] });
  });

  test('is delivered once, however often and at whatever the same time', async () => {
    const { packageId } = await aReleasedPackage(desk);
    await Promise.all([deliver(packageId), deliver(packageId), deliver(packageId)]);
    const before = await readFile(join(folder(), (await filesOf(packageId))[0] ?? ''));
    await Promise.all([deliver(packageId), deliver(packageId)]);
    expect(await filesOf(packageId)).toHaveLength(1);
    expect(await readFile(join(folder(), (await filesOf(packageId))[0] ?? ''))).toEqual(before);
    const events = await database.db.query(
      "select 1 from outbox_event where kind = 'package.delivered' and subjects @> array[$1::bigint]",
      [packageId],
    );
    expect(events).toHaveLength(1);
  });

  test('that was not released, or came back, is not sent', async () => {
    const { packageId } = await aSealedPackage(desk);
    await deliver(packageId);
    expect(await deliveryOf(packageId)).toBeUndefined();
    expect(await stateOf(packageId)).toBe('sealed');
  });

  test('taken back before it left is never sent; taken back afterwards, its recipient is to be told, once', async () => {
    const [early, late] = [await aReleasedPackage(desk), await aReleasedPackage(desk)];
    const recall = (packageId: number, because: 'wrong-recipient' | 'wrong-content') =>
      inTransaction(database.db, (tx) =>
        recallPackage(tx, desk, desk.reviewer, { packageId, because, reason: 'Another service holds the subject.' }),
      );
    await recall(early.packageId, 'wrong-content');
    await deliver(early.packageId);
    await deliver(late.packageId);
    await recall(late.packageId, 'wrong-recipient');
    expect([await stateOf(early.packageId), await stateOf(late.packageId)]).toEqual(['retracted', 'retracted']);
    expect(await recall(late.packageId, 'wrong-content')).toMatchObject({ refusal: { kind: 'wrong-state' } });
    expect(await deliveryOf(early.packageId)).toBeUndefined();
    const ids = [early.packageId, late.packageId];
    const tell = () => inTransaction(database.db, (tx) => retractPackages(tx, desk, ids));
    await tell();
    await tell();
    const tasks = await database.db.query('select package_id as "packageId" from dispatch_retraction');
    expect(tasks).toEqual([{ packageId: late.packageId }]);
    const told = await database.db.query(
      `select kind from outbox_event where kind in ('package.retracted', 'package.sent-wrongly') order by event_id`,
    );
    expect(told).toEqual([{ kind: 'package.retracted' }, { kind: 'package.sent-wrongly' }]);
  });

  test('taken back while its bytes are being placed: its recipient is to be told all the same', async () => {
    const { packageId } = await aReleasedPackage(desk);
    const whole = delivery;
    const recalledMeanwhile: DeliveryTools['vault']['openObject'] = async (q, objectId) => {
      const because = { packageId, because: 'wrong-content', reason: 'The wrong report.' } as const;
      await inTransaction(database.db, (tx) => recallPackage(tx, desk, desk.reviewer, because));
      await inTransaction(database.db, (tx) => retractPackages(tx, desk, [packageId]));
      return whole.vault.openObject(q, objectId);
    };
    delivery = { ...whole, vault: { openObject: recalledMeanwhile } };
    await deliver(packageId);
    expect(await stateOf(packageId)).toBe('retracted');
    expect(await filesOf(packageId)).toEqual([]);
    const tasks = 'select withdrawn_at is not null as "isOut" from dispatch_retraction where package_id = $1';
    expect(await database.db.query(tasks, [packageId])).toEqual([{ isOut: true }]);
  });

  test('taken back is taken out of the folder while it lies there, once; what is not ours stays', async () => {
    const [fetched, lying, changed] = [
      await aReleasedPackage(desk),
      await aReleasedPackage(desk),
      await aReleasedPackage(desk),
    ];
    const taken: number[] = [];
    for (const { packageId } of [fetched, lying, changed]) {
      await deliver(packageId);
      const because = { packageId, because: 'wrong-recipient', reason: 'Another service.' } as const;
      await inTransaction(database.db, (tx) => recallPackage(tx, desk, desk.reviewer, because));
      await inTransaction(database.db, (tx) => retractPackages(tx, desk, [packageId]));
    }
    await rm(join(folder(), (await filesOf(fetched.packageId))[0] ?? ''));
    await writeFile(join(folder(), (await filesOf(changed.packageId))[0] ?? ''), 'theirs');
    for (const { packageId } of [fetched, lying, changed])
      for (let run = 0; run < 2; run += 1) {
        await withdrawCopies(database.db, { clock: desk.clock, delivery }, packageId);
        taken.push((await filesOf(packageId)).length);
      }
    expect(taken).toEqual([0, 0, 0, 0, 1, 1]);
    const noted = await database.db.query(
      'select package_id as id from dispatch_retraction where withdrawn_at is not null and package_id = any($1::bigint[])',
      [[fetched.packageId, lying.packageId, changed.packageId]],
    );
    expect(noted).toEqual([{ id: lying.packageId }]);
    const acts = await database.db.query(
      `select detail from audit_entry where act = 'withdraw-copies' and object_ids @> array[$1::bigint]`,
      [lying.packageId],
    );
    expect(acts).toEqual([{ detail: { files: 1 } }]);
  });

  test('survives a run that broke while writing: the error is seen, the next run completes', async () => {
    const { packageId } = await aReleasedPackage(desk);
    const whole = delivery;
    const broken = async () =>
      (async function* () {
        yield Buffer.from('half');
        throw Object.assign(new Error('disk'), { code: 'EIO' });
      })();
    delivery = { ...whole, vault: { openObject: broken as unknown as DeliveryTools['vault']['openObject'] } };
    await expect(deliver(packageId)).rejects.toThrow('disk');
    expect(await deliveryOf(packageId)).toMatchObject({ state: 'waiting', lastError: 'EIO', attempts: 1 });
    expect(await waitingPackages(database.db)).toContain(packageId);
    delivery = whole;
    await deliver(packageId);
    expect(await deliveryOf(packageId)).toMatchObject({ state: 'delivered', lastError: null, attempts: 2 });
    expect(await waitingPackages(database.db)).not.toContain(packageId);
  });

  test('killed between the rename and its record, goes on from the file that stands', async () => {
    const { packageId } = await aReleasedPackage(desk);
    const [released] = await releasedVersions(database.db, [packageId]);
    const [file] = released?.files ?? [];
    if (!released || !file) throw new Error('Nothing was released.');
    const bytes: Buffer[] = [];
    for await (const chunk of await desk.vault.openObject(database.db, file.objectId)) bytes.push(chunk as Buffer);
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), `${released.number}.zip.age`), Buffer.concat(bytes));
    await writeFile(join(folder(), `${released.number}.zip.age.0.part`), 'half');
    delivery = { ...delivery, vault: { openObject: () => Promise.reject(new Error('read again')) } };
    await deliver(packageId);
    expect(await stateOf(packageId)).toBe('delivered');
    expect(await filesOf(packageId)).toEqual([`${released.number}.zip.age`]);
    expect(createHash('sha256').update(Buffer.concat(bytes)).digest('hex')).toBe(file.sha256);
  });

  test('is parked in words when its key ended, and sent once it is in force again', async () => {
    const { packageId } = await aReleasedPackage(desk);
    await database.db.query("update routing_recipient_key set revoked_at = now() where code = 'QC-SPL'");
    await deliver(packageId);
    expect(await stateOf(packageId)).toBe('parked');
    expect(await deliveryOf(packageId)).toMatchObject({ state: 'parked', lastError: expect.stringContaining('key') });
    await database.db.query("update routing_recipient_key set revoked_at = null where code = 'QC-SPL'");
    expect(await retry(packageId)).toMatchObject({ ok: true, value: { state: 'delivered' } });
    expect(await stateOf(packageId)).toBe('delivered');
    expect(await retry(packageId)).toMatchObject({ refusal: { kind: 'not-waiting' } });
  });
});

describe('a receipt', () => {
  test('counts only over the bag hash of what was handed over, and once', async () => {
    const { packageId, bagHash } = await aReleasedPackage(desk);
    expect(await ack(packageId, bagHash)).toMatchObject({ refusal: { kind: 'nothing-delivered' } });
    await deliver(packageId);
    expect(await ack(packageId, 'ab'.repeat(32))).toMatchObject({ refusal: { kind: 'wrong-bag-hash' } });
    expect(await ack(packageId, bagHash, aStaffActor({ roles: ['auditor'] }))).toMatchObject({
      refusal: { kind: 'not-permitted' },
    });
    expect(await ack(packageId, bagHash.toUpperCase())).toMatchObject({ ok: true });
    expect(await ack(packageId, bagHash)).toMatchObject({ ok: true });
    expect(await stateOf(packageId)).toBe('acknowledged');
    const road = await deliveryRoad(database.db, [packageId]);
    expect(road.map((step) => step.stage)).toEqual(['sent', 'delivered', 'acknowledged']);
  });

  test('is followed by the service’s answer and by outcomes under its code', async () => {
    const { packageId, bagHash } = await aReleasedPackage(desk);
    await deliver(packageId);
    const answer = (to: 'accepted' | 'declined') =>
      inTransaction(database.db, (tx) => recordAnswer(tx, desk, liaison, { packageId, to, note: 'By telephone.' }));
    expect(await answer('accepted')).toMatchObject({ refusal: { kind: 'wrong-state' } });
    await ack(packageId, bagHash);
    expect(await answer('accepted')).toMatchObject({ ok: true });
    expect(await stateOf(packageId)).toBe('accepted');
    const deliveryId = (await deliveryOf(packageId))?.deliveryId ?? 0;
    const made = await inTransaction(database.db, (tx) => issueAnswerCode(tx, liaison, deliveryId));
    const code = made.ok ? made.value.code : '';
    const tell = (by: string) =>
      inTransaction(database.db, (tx) =>
        recordOutcome(tx, desk, { code: by, outcome: 'child-safeguarded', note: null }),
      );
    expect(await tell('not-a-code')).toMatchObject({ refusal: { kind: 'unknown-code' } });
    expect(await tell(code)).toMatchObject({ ok: true, value: { packageId } });
    const road = await deliveryRoad(database.db, [packageId]);
    expect(road.map((step) => step.stage)).toContain('child-safeguarded');
  });
});

test('deliveries are listed newest first, page by page', async () => {
  const all = granted(await listDeliveries(database.db, { limit: 100 }));
  const first = granted(await listDeliveries(database.db, { limit: 2 }));
  expect(first.items.map((item) => item.id)).toEqual(all.items.slice(0, 2).map((item) => item.id));
  const second = granted(await listDeliveries(database.db, { limit: 2, after: first.next ?? '' }));
  expect(second.items.map((item) => item.id)).toEqual(all.items.slice(2, 4).map((item) => item.id));
  const parked = granted(await listDeliveries(database.db, { limit: 10, state: 'acknowledged,accepted' }));
  expect(parked.items.every((item) => item.acknowledged?.by === 'Laval, duty desk')).toBe(true);
});
