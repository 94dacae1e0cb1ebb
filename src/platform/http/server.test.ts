import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { StaffId } from '#core/ids.ts';
import { type Log, type LogLine, silentLog } from '#platform/log/log.ts';
import type { Caller } from './caller.ts';
import { answer, notFound, type Route, refused, route } from './route.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { buildServer, type ServerOptions } from './server.ts';
import { aRecordingDb } from './testing.ts';

const PERSON: Caller = {
  actor: { kind: 'staff', staffId: 7 as StaffId, name: 'A', roles: ['auditor'], language: 'fr' },
  csrfToken: 'right',
};
const TOKEN: Caller = { actor: { kind: 'token', tokenId: 1, name: 'figures', scopes: ['stats:read'] } };

const ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/things/{thing}',
    audience: 'staff-or-token',
    summary: 'One thing',
    audit: 'none',
    params: z.object({ thing: z.string() }),
    query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(50) }),
    answer: z.object({ thing: z.string(), limit: z.number() }),
    handle: async ({ params, query }) =>
      params.thing === 'unknown' ? notFound() : answer({ thing: params.thing, limit: query.limit }),
  }),
  route({
    method: 'POST',
    path: '/things',
    audience: 'staff',
    summary: 'Make a thing',
    audit: 'make-thing',
    body: z.object({ name: z.string().min(2), kind: z.enum(['a', 'b']) }),
    handle: async ({ body }) => {
      if (body.name === 'taken') {
        return refused({ status: 409, code: 'taken', title: { en: 'Taken.', fr: 'Déjà pris.' } });
      }
      if (body.name === 'broken') throw new Error('secret detail of narrative');
      if (body.name === 'away') throw Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
      return { status: 201, body: { name: body.name } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/things/{thing}',
    audience: 'staff',
    summary: 'Remove a thing',
    audit: 'remove-thing',
    params: z.object({ thing: z.string() }),
    handle: async () => ({ status: 204 }),
  }),
  route({
    method: 'POST',
    path: '/session',
    audience: 'anyone',
    summary: 'Open to all',
    audit: 'sign-in',
    body: z.object({ code: z.string() }),
    handle: async () => ({ status: 204 }),
  }),
];

const running: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.close()));
});

async function aServer(change: Partial<ServerOptions> & { caller?: Caller | null } = {}) {
  const { caller = PERSON, ...options } = change;
  const recording = aRecordingDb();
  const app = await buildServer({
    log: silentLog,
    db: recording.db,
    routes: ROUTES,
    authenticate: async () => caller,
    checkAnswers: true,
    ...options,
  });
  running.push(app);
  return { app, statements: recording.statements };
}

async function aConsole(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'vigie-console-'));
  await mkdir(join(dir, 'assets'));
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>Vigie</title>');
  await writeFile(join(dir, 'assets', 'app-1a2b.js'), 'export {};');
  return dir;
}

const change = { 'x-csrf-token': 'right' };
const thing = { name: 'thing', kind: 'a' };

describe('who gets in', () => {
  test('a stranger is told 401 before the request is looked at', async () => {
    const { app, statements } = await aServer({ caller: null });
    const response = await app.inject({ method: 'POST', url: '/api/v1/things', payload: { nonsense: true } });
    expect(response.statusCode).toBe(401);
    expect(response.json().code).toBe('not-signed-in');
    expect(statements).toEqual([]);
  });

  test('a token reads what tokens may read and nothing made for people', async () => {
    const { app } = await aServer({ caller: TOKEN });
    expect((await app.inject('/api/v1/things/x')).statusCode).toBe(200);
    expect((await app.inject({ method: 'POST', url: '/api/v1/things', payload: thing })).statusCode).toBe(401);
  });

  test.each([
    ['without the token', {}, 'csrf-token'],
    ['with another token', { 'x-csrf-token': 'wrong' }, 'csrf-token'],
    ['from another site', { ...change, 'sec-fetch-site': 'cross-site' }, 'foreign-origin'],
    ['from another origin', { ...change, origin: 'https://elsewhere.example' }, 'foreign-origin'],
    ['from an opaque origin', { ...change, origin: 'null' }, 'foreign-origin'],
  ])('a change %s is refused', async (_how, headers, code) => {
    const { app } = await aServer();
    const response = await app.inject({ method: 'POST', url: '/api/v1/things', payload: thing, headers });
    expect(response.statusCode).toBe(403);
    expect(response.json().code).toBe(code);
  });

  test('a change from the console itself goes through', async () => {
    const { app } = await aServer();
    const headers = {
      ...change,
      origin: 'http://localhost:7400',
      host: 'localhost:7400',
      'sec-fetch-site': 'same-origin',
    };
    const response = await app.inject({ method: 'POST', url: '/api/v1/things', payload: thing, headers });
    expect(response.statusCode).toBe(201);
  });

  test('signing in from another origin is refused although no cookie exists yet', async () => {
    const { app } = await aServer({ caller: null });
    const headers = { origin: 'https://elsewhere.example' };
    const response = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { code: 'x' }, headers });
    expect(response.statusCode).toBe(403);
  });

  test('another host name than ours gets no answer of substance', async () => {
    const { app } = await aServer({ hostNames: ['desk.example'] });
    const statusAt = async (host: string) =>
      (await app.inject({ url: '/api/v1/things/x', headers: { host } })).statusCode;
    expect(await statusAt('attacker.example')).toBe(421);
    expect(await statusAt('LOCALHOST:7400')).toBe(200);
    expect(await statusAt('127.0.0.1:7400')).toBe(200);
    expect(await statusAt('[::1]:7400')).toBe(200);
    expect(await statusAt('desk.example')).toBe(200);
  });
});

describe('one act, one transaction', () => {
  test('an answer commits, a refusal commits, an exception rolls back', async () => {
    const { app, statements } = await aServer();
    const post = (name: string) =>
      app.inject({ method: 'POST', url: '/api/v1/things', payload: { ...thing, name }, headers: change });
    await post('thing');
    await post('taken');
    await post('broken');
    expect(statements).toEqual(['begin', 'commit', 'begin', 'commit', 'begin', 'rollback']);
  });

  test('a defect shows nothing of itself outside and leaves its code in the log', async () => {
    const lines: LogLine[] = [];
    const log: Log = { ...silentLog, error: (line) => lines.push(line) };
    const { app } = await aServer({ log });
    const payload = { ...thing, name: 'broken' };
    const response = await app.inject({ method: 'POST', url: '/api/v1/things', payload, headers: change });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(lines).toEqual([expect.objectContaining({ event: 'http.failed', code: 'Error', status: 500 })]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  test('a database that is away is 503 with the time to try again', async () => {
    const { app } = await aServer();
    const payload = { ...thing, name: 'away' };
    const response = await app.inject({ method: 'POST', url: '/api/v1/things', payload, headers: change });
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('10');
  });
});

describe('what refusals say', () => {
  test('an unfit body is a 400 that names each place, in the language asked for', async () => {
    const { app } = await aServer();
    const ask = (language: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/things',
        payload: { name: 'x', kind: 'c' },
        headers: { ...change, 'accept-language': language },
      });
    const english = (await ask('en-CA,en;q=0.9')).json();
    expect(english).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(english.errors).toEqual([
      { path: 'body.name', message: 'Too short or too small; at least 2.' },
      { path: 'body.kind', message: 'Expected one of: a, b.' },
    ]);
    const french = (await ask('fr-CA')).json();
    expect(french.title).toBe('La requête n’a pas la forme attendue.');
    expect(french.errors[1]).toEqual({ path: 'body.kind', message: 'Valeurs admises : a, b.' });
  });

  test('without a stated language a person is answered in their own', async () => {
    const { app } = await aServer();
    const response = await app.inject('/api/v1/things/unknown');
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.headers['content-language']).toBe('fr');
    expect(response.json()).toEqual({
      type: 'urn:vigie:problem:not-found',
      title: 'Rien pour vous sous ce numéro.',
      status: 404,
      code: 'not-found',
    });
  });

  test.each([
    ['not JSON', '{"name":', 'application/json', 400, 'malformed-request'],
    [
      'a poisoned prototype',
      '{"__proto__":{"a":1},"name":"xx","kind":"a"}',
      'application/json',
      400,
      'malformed-request',
    ],
    ['a form', 'name=x', 'application/x-www-form-urlencoded', 415, 'media-type'],
    [
      'more than the limit',
      JSON.stringify({ name: 'x'.repeat(2_000_000), kind: 'a' }),
      'application/json',
      413,
      'too-large',
    ],
  ])('%s is refused by name', async (_what, payload, type, status, code) => {
    const { app } = await aServer();
    const headers = { ...change, 'content-type': type };
    const response = await app.inject({ method: 'POST', url: '/api/v1/things', payload, headers });
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
  });

  test('a client over its rate is told when to come back', async () => {
    const { app } = await aServer({ maxRequestsPerMinute: 2 });
    await app.inject('/api/v1/things/x');
    await app.inject('/api/v1/things/x');
    const response = await app.inject('/api/v1/things/x');
    expect(response.statusCode).toBe(429);
    expect(response.json().code).toBe('too-many-requests');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('DELETE with a JSON type and no body is no mistake', async () => {
    const { app } = await aServer();
    const headers = { ...change, 'content-type': 'application/json' };
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/things/x', headers })).statusCode).toBe(204);
  });
});

describe('every answer carries the security headers and a Request-ID', () => {
  const CASES = [
    ['GET', '/api/v1/things/x', {}],
    ['GET', '/api/v1/things/unknown', {}],
    ['GET', '/api/v1/nothing', {}],
    ['POST', '/api/v1/things', {}],
    ['GET', '/api/v1/openapi.json', {}],
    ['GET', '/api/v1/things/%zz', {}],
    ['GET', '/', {}],
    ['GET', '/reports/R-2026-000001', {}],
    ['GET', '/assets/app-1a2b.js', {}],
    ['GET', '/assets/missing.js', {}],
    ['GET', '/../../etc/passwd', {}],
    ['GET', '/ispws/status', {}],
    ['GET', '/healthz', {}],
    ['GET', '/readyz', {}],
    ['GET', '/metrics', {}],
    ['OPTIONS', '/api/v1/things', {}],
    ['PUT', '/', {}],
    ['GET', '/', { host: 'attacker.example' }],
  ] as const;

  test.each(CASES)('%s %s %o', async (method, url, headers) => {
    const { app } = await aServer({ staticDir: await aConsole() });
    const response = await app.inject({ method, url, headers });
    const { 'cache-control': _, ...fixed } = SECURITY_HEADERS;
    expect(response.headers).toMatchObject(fixed);
    expect(response.headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
    if (url.startsWith('/api/')) expect(response.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['bytes that are no HTTP', 'NONSENSE\r\n\r\n', 400],
    ['a head without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ])('%s', async (_what, sent, status) => {
    const { app } = await aServer();
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const socket = connectSocket(Number(new URL(address).port), '127.0.0.1');
    socket.end(sent);
    const pieces: Buffer[] = [];
    for await (const piece of socket) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString();
    expect(text).toContain(`HTTP/1.1 ${status} `);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(text).toContain(`${name}: ${value}`);
  });
});

describe('the console', () => {
  test('its screens are all index.html, its hashed files are kept for a year', async () => {
    const { app } = await aServer({ staticDir: await aConsole() });
    const screen = await app.inject('/reports/R-2026-000001?view=links');
    expect([screen.statusCode, screen.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(screen.body).toContain('<title>Vigie</title>');
    const asset = await app.inject('/assets/app-1a2b.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test.each(['/api/v1/nothing', '/ispws/nothing', '/media/1', '/partner/pickup/x', '/sign-in', '/assets/missing.js'])(
    '%s is a miss, never the console',
    async (url) => {
      const { app } = await aServer({ staticDir: await aConsole() });
      expect((await app.inject(url)).statusCode).toBe(404);
    },
  );
});

describe('the probes', () => {
  test('ready only when everything is, and it says what is not', async () => {
    const readiness = [
      { name: 'vault', check: async () => null },
      { name: 'database', check: async () => Promise.reject(new Error('x')) },
      { name: 'worker', check: async () => 'not-started' },
    ];
    const { app } = await aServer({ readiness });
    const response = await app.inject('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.json().faults).toEqual([
      { name: 'database', code: 'check-failed' },
      { name: 'worker', code: 'not-started' },
    ]);
    const fine = await aServer({ readiness: readiness.slice(0, 1) });
    expect((await fine.app.inject('/readyz')).statusCode).toBe(200);
  });

  test('they are for this machine; elsewhere a token that reads figures is needed', async () => {
    const remote = { remoteAddress: '203.0.113.9' };
    const stranger = await aServer({ caller: null });
    expect((await stranger.app.inject('/metrics')).statusCode).toBe(200);
    expect((await stranger.app.inject({ url: '/metrics', ...remote })).statusCode).toBe(404);
    expect(
      (await stranger.app.inject({ url: '/healthz', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode,
    ).toBe(404);
    const figures = await aServer({ caller: TOKEN });
    expect((await figures.app.inject({ url: '/metrics', ...remote })).statusCode).toBe(200);
  });

  test('figures name route patterns, never addresses', async () => {
    const { app } = await aServer();
    await app.inject('/api/v1/things/R-2026-000042');
    const { body } = await app.inject('/metrics');
    expect(body).toContain('route="/api/v1/things/:thing"');
    expect(body).not.toContain('R-2026-000042');
  });
});

describe('the OpenAPI document', () => {
  test('it is 3.1, made from the same schemas, and lists every route of the table', async () => {
    const { app } = await aServer();
    const document = (await app.inject('/api/v1/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual(['/api/v1/session', '/api/v1/things', '/api/v1/things/{thing}']);
    const made = document.paths['/api/v1/things'].post;
    expect(made.requestBody.content['application/json'].schema.properties.kind.enum).toEqual(['a', 'b']);
    expect(document.paths['/api/v1/things/{thing}'].get.security).toEqual([{ session: [] }, { bearer: [] }]);
  });
});
