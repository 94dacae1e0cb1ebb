import { afterEach, describe, expect, test } from 'vitest';
import { type Log, type LogLine, silentLog } from '#platform/log/log.ts';
import { aServer, closeServers, TOKEN } from './testing.ts';

afterEach(closeServers);

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
    expect(french.errors[1]).toEqual({ path: 'body.kind', message: 'Valeurs admises\u00a0: a, b.' });
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
