import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type IdentityService, startIdentityService, travel } from '../../../test/support/identity-service.ts';
import { configureWorkService } from './commands/configure-sign-in.ts';
import { bindWorkAccount } from './commands/recover-person.ts';
import { accessRoutes, authenticateCaller, ensureStaff, workAccountPlugin } from './index.ts';
import { listPeople } from './queries/people.ts';
import { aBrowser, aSealing, aStaffActor } from './testing.ts';

// Proved here: authorization code with PKCE against a real identity service on loopback, on the real clock (the service has no other).

const HOST = 'localhost:7400';
const BACK = `http://${HOST}/sign-in/work-account/back`;

let database: TestDatabase;
let service: IdentityService;
let app: FastifyInstance;
let administrator: ReturnType<typeof aStaffActor>;
const deps = { clock: systemClock, sealing: aSealing() };

beforeAll(async () => {
  database = await testDatabase();
  service = await startIdentityService([BACK]);
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: accessRoutes(deps),
    authenticate: (request) => authenticateCaller(database.db, deps, request),
    plugins: [(scope) => workAccountPlugin(scope, { ...deps, db: database.db })],
    checkAnswers: true,
  });
  const staffId = await aPerson('Administrator of work accounts', 'administrator');
  administrator = aStaffActor({ staffId, roles: ['administrator'] });
  await configure();
});
afterAll(async () => {
  await app.close();
  await service.stop();
  await database.drop();
});

const write = <T>(act: (tx: Tx) => Promise<T>) => inTransaction(database.db, act);
const aPerson = (name: string, role: 'auditor' | 'administrator' = 'auditor'): Promise<StaffId> =>
  write((tx) => ensureStaff(tx, deps, { name, roles: [role], language: 'en', demo: false }));
const browser = () => aBrowser(app, { host: HOST, remoteAddress: '127.0.0.1' });

async function configure(change: { acrValues?: string[]; amrRequired?: string[]; clientSecret?: string } = {}) {
  const { issuer, clientId, clientSecret } = service;
  const wanted = { issuer, clientId, clientSecret, acrValues: [], amrRequired: [], ...change };
  const done = await write((tx) => configureWorkService(tx, deps, administrator, wanted));
  if (!done.ok) throw new Error(done.refusal.kind);
}

/** The whole trip of one browser; where it ends. */
async function trip(on: ReturnType<typeof browser>, intent = 'sign-in', alter = (url: URL): URL => url) {
  const left = await on.get(`/sign-in/work-account?intent=${intent}`);
  const back = alter(await travel(String(left.headers.location), BACK));
  return on.get<unknown>(`${back.pathname}${back.search}`);
}

let accounts = 0;
/** A person whose work account is known here. */
async function aLinkedPerson() {
  const subject = `subject-${++accounts}`;
  service.next.sub = subject;
  const staffId = await aPerson(`Work person ${accounts}`);
  await trip(browser());
  const people = await write((tx) => listPeople(tx, deps, administrator));
  const unlinked = people.ok ? people.value.unlinkedAccounts : [];
  const workAccountId = unlinked[0]?.workAccountId ?? 0;
  await write((tx) => bindWorkAccount(tx, deps, { staffId, workAccountId, by: administrator, proposedBy: null }));
  return { subject, staffId };
}

const lastDenial = async () =>
  (
    await database.db.query<{ act: string; detail: Record<string, unknown> }>(
      `select act, detail from audit_entry where outcome = 'denied' order by entry_id desc limit 1`,
    )
  )[0];

describe('a work account', () => {
  test('nobody here is linked to gets a reference, no session and no role; linked, it opens a session', async () => {
    service.next.sub = 'a-stranger';
    const stranger = browser();
    const refused = await trip(stranger);
    expect(refused.headers.location).toMatch(/^\/\?sign-in=unknown-account&reference=[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    expect(stranger.cookie()).toBe('');
    expect(await lastDenial()).toMatchObject({ act: 'sign-in', detail: { fault: 'unknown-account' } });
    const { subject, staffId } = await aLinkedPerson();
    service.next.sub = subject;
    const known = browser();
    expect((await trip(known)).headers.location).toBe('/');
    expect((await known.get('session')).body).toMatchObject({ person: { id: staffId }, method: 'work-account' });
  });

  test('is known by issuer and subject: the same subject of another service is somebody else', async () => {
    const { subject } = await aLinkedPerson();
    const other = await startIdentityService([BACK]);
    other.next.sub = subject;
    const { issuer, clientId, clientSecret } = other;
    const elsewhere = { issuer, clientId, clientSecret, acrValues: [], amrRequired: [] };
    await write((tx) => configureWorkService(tx, deps, administrator, elsewhere));
    expect((await trip(browser())).headers.location).toMatch(/unknown-account/);
    await other.stop();
    await configure();
  });

  test('the secret of the service stands sealed only, and so does everything about a trip', async () => {
    await browser().get('/sign-in/work-account');
    const [row] = await database.db.query<{ dump: string }>(
      `select (select string_agg(t::text, '') from access_work_service t)
           || (select string_agg(t::text, '') from access_challenge t) as dump`,
    );
    expect(row?.dump).not.toContain(service.clientSecret);
    expect(row?.dump).not.toContain(Buffer.from(service.clientSecret).toString('hex'));
    expect(row?.dump).not.toContain(Buffer.from('verifier').toString('hex'));
  });
});

describe('the way back', () => {
  test('is refused to another browser, twice, and with another state', async () => {
    service.next.sub = (await aLinkedPerson()).subject;
    const on = browser();
    const left = await on.get('/sign-in/work-account');
    const back = await travel(String(left.headers.location), BACK);
    const thief = browser();
    await thief.get('/sign-in/work-account');
    expect((await thief.get(`${back.pathname}${back.search}`)).headers.location).toBe('/?sign-in=refused');
    expect((await on.get(`${back.pathname}${back.search}`)).headers.location).toBe('/');
    expect((await on.get(`${back.pathname}${back.search}`)).headers.location).toBe('/?sign-in=refused');
    const forged = await trip(browser(), 'sign-in', (url) => {
      url.searchParams.set('state', 'made-up');
      return url;
    });
    expect(forged.headers.location).toBe('/?sign-in=refused');
  });

  test('with the code of another trip it proves nothing: nonce and verifier are those of this one', async () => {
    service.next.sub = (await aLinkedPerson()).subject;
    const other = await browser().get('/sign-in/work-account');
    const stolen = await travel(String(other.headers.location), BACK);
    const mixed = await trip(browser(), 'sign-in', (url) => {
      url.searchParams.set('code', stolen.searchParams.get('code') ?? '');
      return url;
    });
    expect(mixed.headers.location).toBe('/?sign-in=refused');
    expect(await lastDenial()).toMatchObject({ detail: { fault: 'refused' } });
  });

  test('never leads anywhere the request asks for', async () => {
    service.next.sub = (await aLinkedPerson()).subject;
    const on = browser();
    const left = await on.get('/sign-in/work-account?intent=sign-in&return_to=https://example.org');
    const back = await travel(String(left.headers.location), BACK);
    const ended = await on.get(`${back.pathname}${back.search}&redirect=https://example.org`);
    expect(['/', '/?sign-in=refused']).toContain(ended.headers.location);
  });
});

describe('what the service asserts', () => {
  test('an assurance level or a method that is asked for and missing refuses, and the audit says which', async () => {
    service.next.sub = (await aLinkedPerson()).subject;
    await configure({ acrValues: ['aal2'] });
    service.next.acr = 'aal1';
    expect((await trip(browser())).headers.location).toBe('/?sign-in=refused');
    expect(await lastDenial()).toMatchObject({ detail: { fault: 'acr' } });
    service.next.acr = 'aal2';
    expect((await trip(browser())).headers.location).toBe('/');
    await configure({ amrRequired: ['hwk'] });
    service.next.amr = ['pwd'];
    expect((await trip(browser())).headers.location).toBe('/?sign-in=refused');
    expect(await lastDenial()).toMatchObject({ detail: { fault: 'amr' } });
    service.next.amr = ['pwd', 'hwk'];
    expect((await trip(browser())).headers.location).toBe('/');
    await configure();
  });

  test('a step-up must be fresh, and of the very person whose session it is', async () => {
    const { subject, staffId } = await aLinkedPerson();
    service.next.sub = subject;
    const on = browser();
    await trip(on);
    await database.db.query('update access_session set stepped_up_at = null where staff_id = $1', [staffId]);
    const before = on.cookie();
    service.next.authTime = Math.floor(Date.now() / 1_000) - 3_600;
    expect((await trip(on, 'step-up')).status).toBe(403);
    delete service.next.authTime;
    expect((await trip(on, 'step-up')).status).toBe(200);
    expect(on.cookie()).not.toBe(before);
    expect((await on.get<{ stepUpUntil: string | null }>('session')).body.stepUpUntil).not.toBeNull();
    service.next.sub = (await aLinkedPerson()).subject;
    expect((await trip(on, 'step-up')).status).toBe(403);
    expect(await lastDenial()).toMatchObject({ act: 'step-up', detail: { fault: 'other-person' } });
  });

  test('a locked session is opened by its own person’s work account', async () => {
    const { subject } = await aLinkedPerson();
    service.next.sub = subject;
    const on = browser();
    await trip(on);
    await on.get('session');
    expect((await on.send('POST', 'session/lock')).status).toBe(204);
    expect((await trip(on, 'unlock')).status).toBe(200);
    expect((await on.get('session')).status).toBe(200);
  });
});

test('switched off, or with a service that is not there, the way out is closed and the server lives', async () => {
  await write((tx) => configureWorkService(tx, deps, administrator, null));
  expect((await browser().get('/sign-in/work-account')).headers.location).toBe('/?sign-in=refused');
  const gone = { ...service, issuer: 'http://127.0.0.1:9', acrValues: [], amrRequired: [] };
  await write((tx) => configureWorkService(tx, deps, administrator, gone));
  expect((await browser().get('/sign-in/work-account')).headers.location).toBe('/?sign-in=refused');
  expect(await lastDenial()).toMatchObject({ act: 'sign-in', detail: { fault: 'unreachable' } });
  const plain = await write((tx) =>
    configureWorkService(tx, deps, administrator, { ...gone, issuer: 'http://example.org' }),
  );
  expect(plain).toEqual({ ok: false, refusal: { kind: 'unusable-issuer' } });
  await configure();
});
