import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageHeads } from '#features/packaging';
import { aReleasedPackage, type Desk, openDesk } from '#features/packaging/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { deliverPackage } from './commands/deliver-package.ts';
import { issuePickupLink } from './commands/issue-codes.ts';
import { PICKUP_DAYS } from './domain/pickup-link.ts';
import { type PickupDeps, pickupPlugin } from './pickup.ts';
import { selectDeliveriesOf } from './store.ts';

// Proved: a pick-up link gives the whole file once, a broken download may be repeated, every dead link shows the same page.
// Out of scope: what is inside the file. Alone: npx vitest run --project database pickup
const DAY_MS = 86_400_000;
let database: TestDatabase;
let desk: Desk;
let app: FastifyInstance;
let baseUrl: string;
let breaks = false;

beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-desk-')));
  await database.db.query(
    `insert into routing_channel (code, kind, entered_by, entered_at) values ('QC-SPL', 'pickup', 'staff:3', now())`,
  );
  app = fastify();
  const vault: PickupDeps['vault'] = {
    openObject: async (q, objectId) => (breaks ? halfAFile() : desk.vault.openObject(q, objectId)),
  };
  await app.register((scope) => pickupPlugin(scope, { db: database.db, clock: desk.clock, vault }));
  baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

/** A released package waiting for its link. */
async function aWaitingDelivery() {
  const { packageId } = await aReleasedPackage(desk);
  const delivery = { vault: desk.vault, spoolDir: join(desk.home, 'spool') };
  await deliverPackage(database.db, { clock: desk.clock, delivery }, packageId);
  const [row] = await selectDeliveriesOf(database.db, [packageId]);
  if (!row) throw new Error('No delivery was made.');
  return row;
}

const link = async (deliveryId: number, actor = desk.reviewer) =>
  inTransaction(database.db, (tx) => issuePickupLink(tx, desk, actor, deliveryId));

async function pathOf(deliveryId: number): Promise<string> {
  const made = await link(deliveryId);
  if (!made.ok) throw new Error(made.refusal.kind);
  return made.value.path;
}

const rowOf = async (packageId: number) => (await selectDeliveriesOf(database.db, [packageId]))[0];

test('the link gives the whole file once, then nothing', async () => {
  const waiting = await aWaitingDelivery();
  expect(waiting).toMatchObject({ channel: 'pickup', state: 'waiting' });
  expect(await link(waiting.deliveryId, desk.investigator)).toMatchObject({ refusal: { kind: 'not-permitted' } });
  const path = await pathOf(waiting.deliveryId);
  expect((await packageHeads(database.db, [waiting.packageId])).get(waiting.packageId)?.state).toBe('sent');
  const got = await fetch(`${baseUrl}${path}`);
  const [file] = waiting.files;
  expect(got.headers.get('content-disposition')).toMatch(/filename="PKG-2026-\d{5}\.zip\.age"/);
  expect((await got.arrayBuffer()).byteLength).toBe(file?.sizeBytes);
  await eventually(async () => (await rowOf(waiting.packageId))?.state === 'delivered');
  expect((await rowOf(waiting.packageId))?.fetchedAt).not.toBeNull();
  expect((await packageHeads(database.db, [waiting.packageId])).get(waiting.packageId)?.state).toBe('delivered');
  expect((await fetch(`${baseUrl}${path}`)).status).toBe(404);
  expect(await link(waiting.deliveryId)).toMatchObject({ refusal: { kind: 'no-pickup-left' } });
});

test('used, ended, replaced and invented links show the same page', async () => {
  const waiting = await aWaitingDelivery();
  const replaced = await pathOf(waiting.deliveryId);
  const ended = await pathOf(waiting.deliveryId);
  const pageOf = async (path: string) => {
    const got = await fetch(`${baseUrl}${path}`);
    return { status: got.status, type: got.headers.get('content-type'), text: await got.text() };
  };
  const invented = await pageOf(`/partner/pickup/${'A'.repeat(43)}`);
  expect(invented).toMatchObject({ status: 404, type: 'text/html; charset=utf-8' });
  expect(invented.text).toContain('lang="fr"');
  expect(await pageOf(replaced)).toEqual(invented);
  expect(await pageOf('/partner/pickup/short')).toEqual(invented);
  desk.moveClock(PICKUP_DAYS * DAY_MS);
  expect(await pageOf(ended)).toEqual(invented);
  expect((await rowOf(waiting.packageId))?.state).toBe('sent');
});

test('a download that broke may be made again', async () => {
  const waiting = await aWaitingDelivery();
  const path = await pathOf(waiting.deliveryId);
  breaks = true;
  await expect(fetch(`${baseUrl}${path}`).then((got) => got.arrayBuffer())).rejects.toThrow();
  breaks = false;
  expect((await rowOf(waiting.packageId))?.state).toBe('sent');
  const again = await fetch(`${baseUrl}${path}`);
  expect((await again.arrayBuffer()).byteLength).toBe(waiting.files[0]?.sizeBytes);
  await eventually(async () => (await rowOf(waiting.packageId))?.state === 'delivered');
});

/** The connection goes in the middle of the file. */
function halfAFile(): Readable {
  return Readable.from(
    (async function* () {
      yield Buffer.alloc(1_000);
      throw new Error('The line broke.');
    })(),
    { objectMode: false },
  );
}
