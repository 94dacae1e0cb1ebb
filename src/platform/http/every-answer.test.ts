import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { SECURITY_HEADERS } from './security-headers.ts';
import { aServer, closeServers, TOKEN } from './testing.ts';

afterEach(closeServers);

async function aConsole(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'vigie-console-'));
  await mkdir(join(dir, 'assets'));
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>Vigie</title>');
  await writeFile(join(dir, 'assets', 'app-1a2b.js'), 'export {};');
  return dir;
}

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
    // ASVS 4.1.1: whatever is text says in which characters.
    if (response.body !== '') expect(response.headers['content-type']).toMatch(/; charset=utf-8$/);
    if (url.startsWith('/api/')) expect(response.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['bytes that are no HTTP', 'NONSENSE\r\n\r\n', 400],
    ['a method that would echo', 'TRACE / HTTP/1.1\r\nHost: localhost\r\nX-Said: a-secret\r\n\r\n', 404],
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
    expect(text).not.toContain('a-secret');
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
