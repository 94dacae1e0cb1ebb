import type { FastifyInstance } from 'fastify';
import { generate } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { softwareAuthenticator } from '../../../test/support/authenticator.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { accessRoutes, authenticateCaller, ensureStaff, idempotencyStore, issueSignInLink } from './index.ts';
import { aBrowser, aSealing } from './testing.ts';

// Proved here: the proofs over HTTP on a real database with a fixed clock: passkeys (in software), codes, locking, stepping up, locking out.
// Out of scope: a real browser's own part (test/browser/sign-in.test.ts), work accounts (work-account.db.test.ts).

let database: TestDatabase;
let app: FastifyInstance;
let now = '2026-11-24T08:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const deps = { clock, sealing: aSealing() };
const PASSPHRASE = 'a long walk by the river';

beforeAll(async () => {
  database = await testDatabase();
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: accessRoutes(deps),
    authenticate: (request) => authenticateCaller(database.db, deps, request),
    idempotency: idempotencyStore(deps),
    checkAnswers: true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(() => {
  now = plusMs(now, 24 * HOUR_MS);
});

const write = <T>(act: (tx: Tx) => Promise<T>) => inTransaction(database.db, act);
const browser = (host = 'localhost:7400', remoteAddress = '192.0.2.10') => aBrowser(app, { host, remoteAddress });
type Browser = ReturnType<typeof browser>;
const asked = (challenge: string, change = {}) => ({
  challenge,
  rpId: 'localhost',
  origin: 'http://localhost:7400',
  ...change,
});

let people = 0;
/** Somebody in a browser of this machine, signed in by the printed link. */
async function arrival(roles: readonly Role[] = ['auditor'], demo = false) {
  const name = `Person ${++people}`;
  const staffId = await write((tx) => ensureStaff(tx, deps, { name, roles, language: 'en', demo }));
  const { code } = await write((tx) => issueSignInLink(tx, deps, staffId));
  const desk = aBrowser(app, { host: 'localhost:7400', remoteAddress: '127.0.0.1' });
  expect((await desk.send('POST', 'session', { code })).status).toBe(200);
  return { name, staffId, desk };
}

async function withPasskey(on: Browser) {
  const key = softwareAuthenticator();
  const options = await on.send<{ challenge: string }>('POST', 'session/keys/passkey-options', {});
  const { challenge } = options.body;
  const made = { challenge, response: key.register(asked(challenge)), name: 'Desk key' };
  expect((await on.send('POST', 'session/keys/passkeys', made)).status).toBe(200);
  return key;
}

type Intent = 'sign-in' | 'unlock' | 'step-up';
const pathOf = (intent: Intent) => (intent === 'sign-in' ? 'session' : `session/${intent}`);

async function provePasskey(on: Browser, key: ReturnType<typeof softwareAuthenticator>, intent: Intent) {
  const { body } = await on.send<{ challenge: string }>('POST', 'session/passkey-challenge', { intent });
  const passkey = { challenge: body.challenge, response: key.prove(asked(body.challenge)) };
  return on.send<{ code?: string; stepUpUntil?: string }>('POST', pathOf(intent), { passkey });
}

async function withCodes(on: Browser) {
  const begun = await on.send<{ challenge: string; secret: string }>('POST', 'session/keys/code-secret', {});
  const { challenge, secret } = begun.body;
  const code = await generate({ secret, epoch: Date.parse(now) / 1_000 });
  const kept = await on.send('PUT', 'session/keys/codes', { challenge, code, passphrase: PASSPHRASE });
  expect(kept.status).toBe(204);
  now = plusMs(now, 31 * SECOND_MS);
  return secret;
}

const codeOf = (secret: string) => generate({ secret, epoch: Date.parse(now) / 1_000 });

const lastAudit = async (act: string) =>
  (
    await database.db.query<{ outcome: string; detail: Record<string, unknown>; objectIds: string }>(
      `select outcome, detail, object_ids::text as "objectIds" from audit_entry where act = $1 order by entry_id desc limit 1`,
      [act],
    )
  )[0];

describe('a passkey', () => {
  test('made after the printed link, it opens sessions on this machine, and every unused link is dead', async () => {
    const { staffId, desk } = await arrival();
    const unused = await write((tx) => issueSignInLink(tx, deps, staffId));
    const key = await withPasskey(desk);
    expect((await browser('localhost:7400', '127.0.0.1').send('POST', 'session', { code: unused.code })).status).toBe(
      401,
    );
    const signedIn = await provePasskey(browser(), key, 'sign-in');
    expect([signedIn.status, signedIn.body]).toEqual([
      200,
      expect.objectContaining({ method: 'passkey', stepUpUntil: plusMs(now, 5 * MINUTE_MS) }),
    ]);
  });

  test('its answer is good once, for its challenge, from its browser, in time', async () => {
    const { desk } = await arrival();
    const key = await withPasskey(desk);
    const fresh = browser();
    const ask = async () =>
      (await fresh.send<{ challenge: string }>('POST', 'session/passkey-challenge', { intent: 'sign-in' })).body
        .challenge;
    const first = await ask();
    const good = { passkey: { challenge: first, response: key.prove(asked(first)) } };
    expect((await browser().send('POST', 'session', good)).status).toBe(401);
    expect((await fresh.send('POST', 'session', good)).status).toBe(200);
    expect((await fresh.send('POST', 'session', good)).status).toBe(401);
    const late = await ask();
    now = plusMs(now, 3 * MINUTE_MS);
    const lateAnswer = { passkey: { challenge: late, response: key.prove(asked(late)) } };
    expect((await fresh.send('POST', 'session', lateAnswer)).status).toBe(401);
    const [one, other] = [await ask(), await ask()];
    const crossed = { passkey: { challenge: one, response: key.prove(asked(other)) } };
    expect((await fresh.send('POST', 'session', crossed)).status).toBe(401);
  });

  test.each([
    ['of another site', { origin: 'http://localhost:7401' }, {}],
    ['of another relying party', { rpId: 'example.org' }, {}],
    ['without user verification', {}, { userVerified: false }],
    ['of a copied key whose counter stands still', {}, { counter: 1 }],
  ])('an answer %s proves nothing', async (_what, change, twist) => {
    const { desk } = await arrival();
    const key = await withPasskey(desk);
    const fresh = browser();
    const { body } = await fresh.send<{ challenge: string }>('POST', 'session/passkey-challenge', {
      intent: 'sign-in',
    });
    const response = key.prove(asked(body.challenge, change), twist);
    const refused = await fresh.send<{ code: string }>('POST', 'session', {
      passkey: { challenge: body.challenge, response },
    });
    expect([refused.status, refused.body.code]).toEqual([401, 'not-proven']);
    expect(await lastAudit('sign-in')).toMatchObject({ outcome: 'denied', detail: { method: 'passkey' } });
  });

  test('none without user verification is ever kept', async () => {
    const { desk } = await arrival();
    const { body } = await desk.send<{ challenge: string }>('POST', 'session/keys/passkey-options', {});
    const response = softwareAuthenticator().register(asked(body.challenge), { userVerified: false });
    const refused = await desk.send<{ code: string }>('POST', 'session/keys/passkeys', {
      challenge: body.challenge,
      response,
      name: 'x',
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'not-made']);
  });

  test('on an IP address there is none, and that is said', async () => {
    const fresh = browser('127.0.0.1:7400');
    expect((await fresh.get<{ passkey: boolean }>('session/methods')).body.passkey).toBe(false);
    expect(
      (await fresh.send<{ code: string }>('POST', 'session/passkey-challenge', { intent: 'sign-in' })).body.code,
    ).toBe('no-passkeys-here');
  });

  test('a second one asks for a fresh proof; the last one stays', async () => {
    const { desk } = await arrival();
    const key = await withPasskey(desk);
    expect((await desk.send<{ code: string }>('POST', 'session/keys/passkey-options', {})).body.code).toBe(
      'step-up-required',
    );
    expect((await provePasskey(desk, key, 'step-up')).status).toBe(200);
    const [only] = (await desk.get<{ passkeys: { passkeyId: number }[] }>('session/keys')).body.passkeys;
    const refused = await desk.send<{ code: string }>('DELETE', `session/keys/passkeys/${only?.passkeyId}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'last-key']);
    await withPasskey(desk);
    expect((await desk.send('DELETE', `session/keys/passkeys/${only?.passkeyId}`)).status).toBe(204);
    expect((await provePasskey(browser(), key, 'sign-in')).status).toBe(401);
  });

  test('of a colleague it can be neither renamed nor removed', async () => {
    const { desk } = await arrival();
    await withPasskey(desk);
    const [theirs] = (await desk.get<{ passkeys: { passkeyId: number }[] }>('session/keys')).body.passkeys;
    const other = await arrival();
    await provePasskey(other.desk, await withPasskey(other.desk), 'step-up');
    await withPasskey(other.desk);
    const path = `session/keys/passkeys/${theirs?.passkeyId}`;
    expect((await other.desk.send('DELETE', path)).status).toBe(404);
    expect((await other.desk.send('PUT', path, { name: 'mine' })).status).toBe(404);
  });
});

describe('one-time codes', () => {
  test('with the passphrase they open a session, each code once', async () => {
    const { name, desk } = await arrival();
    const secret = await withCodes(desk);
    const proof = { name, passphrase: PASSPHRASE, oneTimeCode: await codeOf(secret) };
    const fresh = browser();
    expect((await fresh.send('POST', 'session', proof)).status).toBe(200);
    now = plusMs(now, 2 * SECOND_MS);
    expect((await browser().send('POST', 'session', proof)).status).toBe(401);
  });

  test('neither the secret nor the passphrase stands in the database', async () => {
    const { desk } = await arrival();
    const secret = await withCodes(desk);
    const [row] = await database.db.query<{ dump: string }>(
      `select (select string_agg(t::text, '') from access_code_secret t)
           || coalesce((select string_agg(t::text, '') from access_challenge t), '')
           || coalesce((select string_agg(t::text, '') from access_idempotency t), '') as dump`,
    );
    expect(row?.dump).not.toContain(secret);
    expect(row?.dump).not.toContain(Buffer.from(secret).toString('hex'));
    expect(row?.dump).not.toContain(Buffer.from(PASSPHRASE).toString('hex'));
  });

  test('five failures from one place lock that place, not the person: a known browser and another network go on', async () => {
    const { name, staffId, desk } = await arrival();
    const secret = await withCodes(desk);
    const home = browser('localhost:7400', '198.51.100.7');
    const right = async () => ({ name, passphrase: PASSPHRASE, oneTimeCode: await codeOf(secret) });
    expect((await home.send('POST', 'session', await right())).status).toBe(200);
    const attacker = browser('localhost:7400', '203.0.113.9');
    for (let nth = 0; nth < 5; nth++) {
      now = plusMs(now, 20 * SECOND_MS);
      const wrong = { name, passphrase: 'never the right one', oneTimeCode: '000000' };
      expect((await attacker.send('POST', 'session', wrong)).status).toBe(401);
    }
    expect(await lastAudit('lock-out')).toMatchObject({
      outcome: 'refused',
      objectIds: `{${staffId}}`,
      detail: { place: 'network' },
    });
    now = plusMs(now, MINUTE_MS);
    expect((await browser('localhost:7400', '203.0.113.9').send('POST', 'session', await right())).status).toBe(401);
    now = plusMs(now, 31 * SECOND_MS);
    expect((await home.send('POST', 'session', await right())).status).toBe(200);
    now = plusMs(now, 31 * SECOND_MS);
    expect((await browser('localhost:7400', '192.0.2.99').send('POST', 'session', await right())).status).toBe(200);
    now = plusMs(now, 15 * MINUTE_MS);
    expect((await browser('localhost:7400', '203.0.113.9').send('POST', 'session', await right())).status).toBe(200);
  });

  test('unknown name, wrong secret and a locked pair: one answer, and the same statements for the database', async () => {
    const { name, desk } = await arrival();
    await withCodes(desk);
    const wrong = (who: string) => ({ name: who, passphrase: 'never the right one', oneTimeCode: '000000' });
    const statements = async (who: string) => {
      const before = executed.length;
      const on = browser('localhost:7400', '203.0.113.77');
      const answer = await on.send<{ title: string }>('POST', 'session', wrong(who));
      return { status: answer.status, title: answer.body.title, done: executed.slice(before).map(shapeOf) };
    };
    const unwatch = watchStatements();
    const unknown = await statements('Nobody of this name');
    const known = await statements(name);
    for (let nth = 0; nth < 4; nth++) {
      now = plusMs(now, 20 * SECOND_MS);
      await statements(name);
    }
    now = plusMs(now, MINUTE_MS);
    const locked = await statements(name);
    unwatch();
    expect(known.status).toBe(401);
    expect(unknown).toEqual(known);
    expect(locked).toEqual(known);
  });

  test('guesses sent at once are judged one after another', async () => {
    const { name, desk } = await arrival();
    const secret = await withCodes(desk);
    const proof = { name, passphrase: PASSPHRASE, oneTimeCode: await codeOf(secret) };
    const answers = await Promise.all([browser(), browser()].map((on) => on.send('POST', 'session', proof)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });
});

describe('a locked session', () => {
  test('idle for a quarter of an hour it answers locked to everything, and its own person opens it where it was', async () => {
    const { desk } = await arrival();
    const key = await withPasskey(desk);
    const old = desk.cookie();
    now = plusMs(now, 15 * MINUTE_MS);
    const asleep = await desk.get<{ code: string }>('session');
    expect([asleep.status, asleep.body.code]).toEqual([423, 'locked']);
    expect((await desk.send<{ code: string }>('PUT', 'session/language', { language: 'fr' })).body.code).toBe('locked');
    expect((await provePasskey(desk, key, 'unlock')).status).toBe(200);
    expect((await desk.get('session')).status).toBe(200);
    expect(desk.cookie()).not.toBe(old);
    expect(
      (await aBrowser(app, { host: 'localhost:7400', remoteAddress: '127.0.0.1', cookie: old }).get('session')).status,
    ).toBe(401);
  });

  test('locked by a key it is locked at once, and a colleague does not open it', async () => {
    const { desk } = await arrival();
    await withPasskey(desk);
    const other = await arrival();
    const theirKey = await withPasskey(other.desk);
    expect((await desk.send('POST', 'session/lock')).status).toBe(204);
    const refused = await provePasskey(desk, theirKey, 'unlock');
    expect([refused.status, refused.body.code]).toEqual([401, 'not-proven']);
    expect(await lastAudit('unlock')).toMatchObject({ outcome: 'denied' });
    expect((await desk.get('session')).status).toBe(423);
  });

  test('twelve hours end it for good, and it may be given up before', async () => {
    const { desk } = await arrival();
    const key = await withPasskey(desk);
    await desk.send('POST', 'session/lock');
    now = plusMs(now, 12 * HOUR_MS);
    const { status } = await desk.send('POST', 'session/passkey-challenge', { intent: 'unlock' });
    expect(status).toBe(401);
    const again = await arrival();
    await again.desk.send('POST', 'session/lock');
    expect((await again.desk.send('DELETE', 'session')).status).toBe(204);
    expect((await again.desk.get('session')).status).toBe(401);
    expect(key.id).not.toBe('');
  });
});

describe('stepping up', () => {
  test('a key touch counts for five minutes and gives the session a new secret', async () => {
    const { desk } = await arrival();
    const key = await withPasskey(desk);
    const before = desk.cookie();
    const stepped = await provePasskey(desk, key, 'step-up');
    expect(stepped.body.stepUpUntil).toBe(plusMs(now, 5 * MINUTE_MS));
    expect(desk.cookie()).not.toBe(before);
    now = plusMs(now, 5 * MINUTE_MS);
    expect((await desk.get<{ stepUpUntil: string | null }>('session')).body.stepUpUntil).toBeNull();
  });

  test('a challenge asked for one purpose is worth nothing for another', async () => {
    const { desk } = await arrival();
    const key = await withPasskey(desk);
    const { body } = await desk.send<{ challenge: string }>('POST', 'session/passkey-challenge', { intent: 'sign-in' });
    const passkey = { challenge: body.challenge, response: key.prove(asked(body.challenge)) };
    expect((await desk.send('POST', 'session/step-up', { passkey })).status).toBe(401);
  });

  test('a link is a step-up in a demonstration only', async () => {
    const outcome = async (demo: boolean) => {
      const { staffId, desk } = await arrival(['auditor'], demo);
      const { code } = await write((tx) => issueSignInLink(tx, deps, staffId));
      return (await desk.send('POST', 'session/step-up', { code })).status;
    };
    expect([await outcome(true), await outcome(false)]).toEqual([200, 401]);
  });
});

describe('the printed link', () => {
  test('works on this machine only: not from elsewhere, not through a terminator, and is not used up by the attempt', async () => {
    const staffId = await write((tx) =>
      ensureStaff(tx, deps, { name: 'Far away', roles: ['auditor'], language: 'en', demo: false }),
    );
    const { code } = await write((tx) => issueSignInLink(tx, deps, staffId));
    expect((await browser().send('POST', 'session', { code })).status).toBe(401);
    const terminated = aBrowser(app, {
      host: 'localhost:7400',
      remoteAddress: '127.0.0.1',
      headers: { 'x-forwarded-for': '192.0.2.1' },
    });
    expect((await terminated.send('POST', 'session', { code })).status).toBe(401);
    expect((await browser('localhost:7400', '127.0.0.1').send('POST', 'session', { code })).status).toBe(200);
  });
});

let executed: string[] = [];

type Query = (...args: readonly unknown[]) => unknown;
type Connect = (...args: readonly unknown[]) => Promise<{ query: Query }>;

/** Notes every statement of a transaction, without its values, until told to stop. */
function watchStatements(): () => void {
  executed = [];
  const pool = database.db.pool as unknown as { connect: Connect };
  const connect = pool.connect.bind(pool);
  const watched = new WeakSet<object>();
  pool.connect = async (...args) => {
    const client = await connect(...args);
    if (watched.has(client)) return client;
    watched.add(client);
    const query = client.query.bind(client);
    client.query = (...given) => {
      executed.push(String(given[0]));
      return query(...given);
    };
    return client;
  };
  return () => {
    pool.connect = connect;
  };
}

const shapeOf = (text: string) => text.replace(/\s+/g, ' ').slice(0, 60);
