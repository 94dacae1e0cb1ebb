import type { FastifyInstance } from 'fastify';
import { generate } from 'otplib';
import type { Role } from '#core/actor.ts';
import { type Instant, plusMs } from '#core/clock.ts';
import { SECOND_MS } from '#core/units.ts';
import { accessRoutes, authenticateCaller, ensureStaff, idempotencyStore, issueSignInLink } from '#features/access';
import { aBrowser, aSealing } from '#features/access/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type Asked, softwareAuthenticator } from './authenticator.ts';
import { testDatabase } from './database.ts';

export const PASSPHRASE = 'a long walk by the river';

type Browser = ReturnType<typeof aBrowser>;
type Key = ReturnType<typeof softwareAuthenticator>;
export type Intent = 'sign-in' | 'unlock' | 'step-up';

/** The server of a test of this slice with its own database and a clock that stands still until told otherwise. */
export async function openHouse() {
  const database = await testDatabase();
  let now = '2026-11-24T08:00:00.000Z' as Instant;
  const deps = { clock: { now: () => now }, sealing: aSealing() };
  const app: FastifyInstance = await buildServer({
    log: silentLog,
    db: database.db,
    routes: accessRoutes(deps),
    authenticate: (request) => authenticateCaller(database.db, deps, request),
    idempotency: idempotencyStore(deps),
    checkAnswers: true,
  });
  const write = <T>(act: (tx: Tx) => Promise<T>) => inTransaction(database.db, act);
  let people = 0;
  return {
    app,
    db: database.db,
    deps,
    write,
    now: () => now,
    /** The instant this much later, without going there. */
    later: (ms: number) => plusMs(now, ms),
    pass: (ms: number) => {
      now = plusMs(now, ms);
    },
    browser: (host = 'localhost:7400', remoteAddress = '192.0.2.10') => aBrowser(app, { host, remoteAddress }),
    /** Somebody in a browser of this machine, signed in by the printed link. */
    arrival: async (roles: readonly Role[] = ['auditor'], demo = false) => {
      const name = `Person ${++people}`;
      const staffId = await write((tx) => ensureStaff(tx, deps, { name, roles, language: 'en', demo }));
      const { code } = await write((tx) => issueSignInLink(tx, deps, staffId));
      const desk = aBrowser(app, { host: 'localhost:7400', remoteAddress: '127.0.0.1' });
      mustBe(await desk.send('POST', 'session', { code }), 200);
      return { name, staffId, desk };
    },
    /** The six digits an authenticator app shows now. */
    codeOf: (secret: string) => generate({ secret, epoch: Date.parse(now) / SECOND_MS }),
    lastAudit: async (act: string) =>
      (
        await database.db.query<{ outcome: string; detail: Record<string, unknown>; objectIds: string }>(
          `select outcome, detail, object_ids::text as "objectIds" from audit_entry
           where act = $1 order by entry_id desc limit 1`,
          [act],
        )
      )[0],
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** What a browser of this house is asked, true unless changed. */
export function asked(challenge: string, change: Partial<Asked> = {}): Asked {
  return { challenge, rpId: 'localhost', origin: 'http://localhost:7400', ...change };
}

/** Adds a passkey in software to the person of this browser. */
export async function withPasskey(on: Browser): Promise<Key> {
  const key = softwareAuthenticator();
  const options = await on.send<{ challenge: string }>('POST', 'session/keys/passkey-options', {});
  const { challenge } = options.body;
  const made = { challenge, response: key.register(asked(challenge)), name: 'Desk key' };
  mustBe(await on.send('POST', 'session/keys/passkeys', made), 200);
  return key;
}

/** Proves a passkey as asked. */
export async function provePasskey(on: Browser, key: Key, intent: Intent) {
  const { body } = await on.send<{ challenge: string }>('POST', 'session/passkey-challenge', { intent });
  const passkey = { challenge: body.challenge, response: key.prove(asked(body.challenge)) };
  const path = intent === 'sign-in' ? 'session' : `session/${intent}`;
  return on.send<{ code?: string; stepUpUntil?: string }>('POST', path, { passkey });
}

/** Sets up one-time codes for the person of this browser; the code used for that is half a minute old after. */
export async function withCodes(house: Awaited<ReturnType<typeof openHouse>>, on: Browser): Promise<string> {
  const begun = await on.send<{ challenge: string; secret: string }>('POST', 'session/keys/code-secret', {});
  const { challenge, secret } = begun.body;
  const kept = { challenge, code: await house.codeOf(secret), passphrase: PASSPHRASE };
  mustBe(await on.send('PUT', 'session/keys/codes', kept), 204);
  house.pass(31 * SECOND_MS);
  return secret;
}

function mustBe(answer: { readonly status: number; readonly body: unknown }, status: number): void {
  if (answer.status !== status) throw new Error(`Answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}
