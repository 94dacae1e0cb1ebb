import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, StaffActor } from '#core/actor.ts';
import { aReleasedPackage, type Desk, openDesk } from '#features/packaging/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { deliverPackage } from './commands/deliver-package.ts';
import { dispatchRoutes, recipientRoutes } from './http.ts';

// Proved: the addresses of deliveries answer in the shapes they promise; a recipient answers by its code alone.
// Out of scope: the rules behind (commands). Alone: npx vitest run --project database dispatch/http
let database: TestDatabase;
let desk: Desk;
let app: FastifyInstance;
let caller: Actor | null;

beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-desk-')));
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: [...dispatchRoutes({ clock: desk.clock }), ...recipientRoutes({ clock: desk.clock })],
    authenticate: async () => (caller === null ? null : { actor: caller, stepUpUntil: desk.clock.now() }),
    checkAnswers: true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

async function call(actor: StaffActor | null, method: 'GET' | 'POST', path: string, payload?: object) {
  caller = actor;
  const headers = { host: 'localhost', 'accept-language': 'fr' };
  return app.inject({ method, url: `/api/v1/${path}`, headers, ...(payload ? { payload } : {}) });
}

async function aDelivery(): Promise<{ readonly id: number; readonly bagHash: string }> {
  const { packageId, bagHash } = await aReleasedPackage(desk);
  const delivery = { vault: desk.vault, spoolDir: join(desk.home, 'spool') };
  await deliverPackage(database.db, { clock: desk.clock, delivery }, packageId);
  const list = await call(desk.investigator, 'GET', 'deliveries?state=delivered&limit=1');
  return { id: list.json().items[0].id, bagHash };
}

test('a receipt over another bag is refused in words, the right one moves the package', async () => {
  const { id, bagHash } = await aDelivery();
  const wrong = await call(desk.reviewer, 'POST', `deliveries/${id}/acknowledgement`, { bagHash: 'ab', by: 'Laval' });
  expect([wrong.statusCode, wrong.json().code]).toEqual([409, 'wrong-bag-hash']);
  expect(wrong.json().title).toContain('empreinte');
  const right = await call(desk.reviewer, 'POST', `deliveries/${id}/acknowledgement`, { bagHash, by: 'Laval' });
  expect(right.json().state).toBe('acknowledged');
  const answer = { answer: 'accepted', note: 'By telephone.' };
  expect((await call(desk.reviewer, 'POST', `deliveries/${id}/answer`, answer)).json().state).toBe('accepted');
  expect((await call(desk.reviewer, 'POST', `deliveries/${id}/answer`, answer)).statusCode).toBe(409);
});

test('a link beside the folder, and a code by which nobody signed in answers', async () => {
  const { id } = await aDelivery();
  const link = await call(desk.reviewer, 'POST', `deliveries/${id}/pickup-link`);
  expect(link.json().path).toMatch(/^\/partner\/pickup\/[A-Za-z0-9_-]{43}$/);
  expect((await call(desk.investigator, 'POST', `deliveries/${id}/pickup-link`)).statusCode).toBe(404);
  const { code } = (await call(desk.reviewer, 'POST', `deliveries/${id}/answer-code`)).json();
  expect((await call(null, 'POST', 'outcomes', { code, outcome: 'arrested' })).statusCode).toBe(204);
  const unknown = await call(null, 'POST', 'outcomes', { code: `${code}x`, outcome: 'arrested' });
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'unknown-code']);
  expect((await call(null, 'POST', 'outcomes', { code, outcome: 'lost' })).statusCode).toBe(400);
});

test('nothing is shown to strangers, and what is delivered is not sent again', async () => {
  const { id } = await aDelivery();
  expect((await call(null, 'GET', 'deliveries')).statusCode).toBe(401);
  const administrator = { ...desk.reviewer, roles: ['administrator'] as const };
  expect((await call(administrator, 'GET', 'deliveries')).statusCode).toBe(404);
  const again = await call(desk.reviewer, 'POST', `deliveries/${id}/retry`);
  expect([again.statusCode, again.json().code]).toEqual([409, 'not-waiting']);
  expect((await call(desk.reviewer, 'POST', 'deliveries/999999/retry')).statusCode).toBe(404);
});
