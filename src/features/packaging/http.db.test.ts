import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { packagingRoutes } from './http.ts';
import { aReportToPackage, aSealedPackage, type Desk, draftsFor, openDesk } from './testing.ts';

// Proved: the addresses of packages answer in the shapes they promise, refusals in both languages, previews are PDF.
// Out of scope: the rules behind (commands). Alone: npx vitest run --project database packaging/http
let database: TestDatabase;
let desk: Desk;
let app: FastifyInstance;
let caller: StaffActor;
let isProvenAnew = true;

beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-desk-')));
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: packagingRoutes({ clock: desk.clock, ...desk.packages }),
    authenticate: async () => ({ actor: caller, stepUpUntil: isProvenAnew ? desk.clock.now() : null }),
    plugins: [],
    readiness: [],
    checkAnswers: true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

async function call(actor: StaffActor, method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) {
  caller = actor;
  const headers = { host: 'localhost', 'accept-language': 'fr' };
  return app.inject({ method, url: `/api/v1/packages${path}`, headers, ...(payload ? { payload } : {}) });
}

async function aDraft(): Promise<string> {
  const [packageId] = await draftsFor(desk, [(await aReportToPackage(desk)).reportId]);
  return `PKG-2026-${String(packageId).padStart(5, '0')}`;
}

test('a draft is listed, shown, filled and submitted; a refusal names every obstacle', async () => {
  const number = await aDraft();
  const list = await call(desk.investigator, 'GET', '?state=draft&limit=10');
  expect(list.json().items[0]).toMatchObject({ package: number, recipient: { code: 'QC-SPL' } });
  const early = await call(desk.investigator, 'POST', `/${number}/submission`);
  expect(early.statusCode).toBe(409);
  expect(early.json().title).toContain('L’élément 2 reste à trancher');
  const bare = await call(desk.investigator, 'PUT', `/${number}/items/2`, { state: 'not-applicable' });
  expect([bare.statusCode, bare.json().code]).toEqual([422, 'reason-missing']);
  for (const item of [2, 4, 5, 7]) {
    const put = await call(desk.investigator, 'PUT', `/${number}/items/${item}`, {
      state: 'not-applicable',
      reason: 'aucune demandée',
    });
    expect(put.statusCode).toBe(200);
  }
  const page = (await call(desk.investigator, 'GET', `/${number}`)).json();
  expect(page).toMatchObject({ state: 'draft', obstacles: [], author: { id: 1 } });
  expect(page.actions).toContainEqual({ name: 'submit', allowed: true, reason: null });
  expect((await call(desk.investigator, 'POST', `/${number}/submission`)).json().state).toBe('submitted');
  const closed = await call(desk.investigator, 'PUT', `/${number}/items/2`, { state: 'pending' });
  expect([closed.statusCode, closed.json().code]).toEqual([409, 'wrong-state']);
});

test('release and return answer by what stands', async () => {
  const { packageId, bagHash } = await aSealedPackage(desk);
  const number = `PKG-2026-${String(packageId).padStart(5, '0')}`;
  isProvenAnew = false;
  const stale = await call(desk.reviewer, 'POST', `/${number}/release`, { bagHash });
  expect([stale.statusCode, stale.json().code]).toEqual([403, 'step-up-required']);
  isProvenAnew = true;
  const other = await call(desk.reviewer, 'POST', `/${number}/release`, { bagHash: '0'.repeat(64) });
  expect([other.statusCode, other.json().code]).toEqual([409, 'other-bag-hash']);
  expect((await call(desk.investigator, 'POST', `/${number}/release`, { bagHash })).statusCode).toBe(404);
  expect((await call(desk.reviewer, 'POST', `/${number}/release`, { bagHash })).json().state).toBe('released');
  expect((await call(desk.reviewer, 'POST', `/${number}/return`, { reason: 'Too late.' })).statusCode).toBe(409);
  expect((await call(desk.reviewer, 'GET', `/${number}`)).json()).toMatchObject({ bagHash, releasedBy: { id: 2 } });
});

test('both documents of a draft are shown as PDF in either language, to those who may read', async () => {
  const number = await aDraft();
  for (const address of ['fdr', 'general?language=en', 'general']) {
    const pdf = await call(desk.investigator, 'GET', `/${number}/documents/${address}`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  }
  const stranger = { ...desk.investigator, roles: ['administrator'] as const };
  expect((await call(stranger, 'GET', `/${number}/documents/fdr`)).statusCode).toBe(404);
  expect((await call(stranger, 'GET', '/PKG-2026-99999')).statusCode).toBe(404);
});
