import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Role, StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { ensureStaff } from './commands/ensure-staff.ts';
import { issueSignInLink, signIn } from './commands/sign-in.ts';
import { SESSION_COOKIE } from './domain/session-cookie.ts';
import { accessRoutes } from './http.ts';
import { idempotencyStore } from './idempotency.ts';
import { authenticateCaller } from './queries/authenticate-caller.ts';
import { type Sealing, sealingWith } from './sealing.ts';

/** A member of the staff with these roles, without a row behind: enough wherever only roles are asked. */
export function aStaffActor(change: Partial<StaffActor> = {}): StaffActor {
  return {
    kind: 'staff',
    staffId: 1 as StaffId,
    name: 'Test person',
    roles: ['triage-investigator'],
    language: 'en',
    ...change,
  };
}

/** Seals with a key of this test alone. */
export function aSealing(): Sealing {
  return sealingWith(randomBytes(32));
}

/** A person with a row, and the headers of their signed-in browser. */
export async function signedInAs(
  db: Db,
  deps: { readonly clock: Clock },
  person: { readonly name: string; readonly roles: readonly Role[]; readonly demo?: boolean },
): Promise<{
  readonly actor: StaffActor;
  readonly headers: { readonly cookie: string; readonly 'x-csrf-token': string };
}> {
  return inTransaction(db, async (tx) => {
    const { name, roles, demo = false } = person;
    const staffId = await ensureStaff(tx, deps, { name, roles, language: 'en', demo });
    const signedIn = await signIn(tx, deps, (await issueSignInLink(tx, deps, staffId)).code);
    if (!signedIn.ok) throw new Error('A fresh sign-in link was refused.');
    // Freshly proven, so that a test of an act is not one of its proof.
    await tx.query('update access_session set stepped_up_at = $2 where staff_id = $1', [staffId, deps.clock.now()]);
    const { token, session } = signedIn.value;
    const headers = { cookie: `${SESSION_COOKIE}=${token}`, 'x-csrf-token': session.csrfToken };
    return { actor: session.actor, headers };
  });
}

export interface BrowserOptions {
  readonly host: string;
  readonly remoteAddress: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The session cookie it begins with. @default none */
  readonly cookie?: string;
}

/** A browser as the server sees one: it keeps the cookies it is given and sends the CSRF token of its session. */
export function aBrowser(app: FastifyInstance, { host, remoteAddress, headers = {}, cookie }: BrowserOptions) {
  const jar = new Map<string, string>(cookie === undefined ? [] : [[SESSION_COOKIE, cookie]]);
  let csrfToken = '';
  const call = async <T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) => {
    const answer = await app.inject({
      method,
      url: path.startsWith('/') ? path : `/api/v1/${path}`,
      remoteAddress,
      headers: {
        host,
        'x-csrf-token': csrfToken,
        cookie: [...jar].map((pair) => pair.join('=')).join('; '),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    const body = (isJson && answer.payload !== '' ? answer.json() : {}) as T;
    if (typeof body === 'object' && body && 'csrfToken' in body) csrfToken = String(body.csrfToken);
    return { status: answer.statusCode, body, headers: answer.headers };
  };
  return {
    get: <T>(path: string) => call<T>('GET', path),
    send: <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => call<T>(method, path, body),
    cookie: () => jar.get(SESSION_COOKIE) ?? '',
    cookies: () => new Map(jar),
  };
}

/** A server that has the routes of this slice and no other; it checks every answer it gives. */
export function anAccessServer(
  db: Db,
  deps: { readonly clock: Clock; readonly sealing: Sealing },
): Promise<FastifyInstance> {
  return buildServer({
    log: silentLog,
    db,
    routes: accessRoutes(deps),
    authenticate: (request) => authenticateCaller(db, deps, request),
    idempotency: idempotencyStore(deps),
    checkAnswers: true,
  });
}

let people = 0;
/** A person at a desk of that server, of a name nobody else has. @param isFresh whether they proved themselves just now @default true */
export async function atADesk(
  app: FastifyInstance,
  db: Db,
  deps: { readonly clock: Clock },
  { roles, isFresh = true }: { readonly roles: readonly Role[]; readonly isFresh?: boolean },
) {
  const name = `Somebody ${++people}`;
  const { actor, headers } = await signedInAs(db, deps, { name, roles });
  if (!isFresh) await db.query('update access_session set stepped_up_at = null where staff_id = $1', [actor.staffId]);
  const desk = aBrowser(app, { host: 'localhost', remoteAddress: '192.0.2.1', headers });
  return { name, id: actor.staffId, actor, desk, headers };
}
