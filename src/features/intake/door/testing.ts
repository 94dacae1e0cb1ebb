import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Instant, plusMs } from '#core/clock.ts';
import { authenticateCaller, createToken, type TokenScope, turnAway } from '#features/access';
import { aVault } from '#features/vault/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { connect } from '#platform/postgres/connect.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { doorRoutes } from '../http-doors.ts';
import type { DoorDeps } from './enter.ts';
import { DOOR_RULES } from './rules.ts';
import { openSpool, type SpoolLimits } from './spool.ts';

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

/** The doors for machines on a database, with a clock that stands still until told otherwise. */
export interface DoorHouse {
  readonly deps: DoorDeps;
  readonly home: string;
  /** The same doors of another process. */
  readonly beside: FastifyInstance;
  /** The same doors while their database cannot be reached: a port where nobody listens. */
  readonly away: FastifyInstance;
  now(): Instant;
  pass(ms: number): void;
  token(name: string, ...scopes: TokenScope[]): Promise<string>;
  post(address: string, token: string | null, body: string | Buffer, more?: PostOptions): Promise<Posted>;
  close(): Promise<void>;
}

interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly at?: FastifyInstance;
}

export interface Posted {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: each door answers in its own form, which the test reads.
  readonly body: any;
}

/** Opens the doors; the spool is as shipped unless told otherwise. */
export async function aDoorHouse(
  { db, connectionString }: { readonly db: Db; readonly connectionString: string },
  spool: SpoolLimits = DOOR_RULES.spool,
): Promise<DoorHouse> {
  const home = await mkdtemp(join(tmpdir(), 'vigie-doors-'));
  let now = '2026-11-24T12:00:00.000Z' as Instant;
  const base = {
    vault: await aVault(home),
    clock: { now: () => now },
    log: silentLog,
    operatorDir: home,
    onReceived: async () => undefined,
  };
  const serve = (on: Db) => {
    const deps = { ...base, db: on, spool: openSpool(join(home, 'spool'), spool) };
    return buildServer({
      log: silentLog,
      db: on,
      routes: doorRoutes(deps),
      // Who calls is known from before, as a token proven a moment ago is.
      authenticate: (request) => authenticateCaller(db, deps, request),
      guard: turnAway,
      checkAnswers: true,
    });
  };
  const second = connect({ connectionString });
  const nowhere = connect({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
  const [app, beside, away] = [await serve(db), await serve(second), await serve(nowhere)];
  return {
    deps: { ...base, db, spool: openSpool(join(home, 'spool'), spool) },
    home,
    beside,
    away,
    now: () => now,
    pass: (ms) => {
      now = plusMs(now, ms);
    },
    token: async (name, ...scopes) => {
      const made = await inTransaction(db, (tx) => createToken(tx, base, OPERATOR, { name, scopes }));
      if (!made.ok) throw new Error('The token was refused.');
      return made.value.token;
    },
    post: async (address, token, body, { headers = {}, at = app } = {}) => {
      const answer = await at.inject({
        method: 'POST',
        url: `/api/v1/${address}`,
        headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
        payload: body,
      });
      return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
    },
    close: async () => {
      await Promise.all([app.close(), beside.close(), away.close()]);
      await Promise.all([second.close(), nowhere.close()]);
      await rm(home, { recursive: true, force: true });
    },
  };
}
