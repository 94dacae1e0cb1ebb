import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { LogLine } from '#platform/log/log.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import type { ServerOptions } from './server.ts';
import { aServer, closeServers } from './testing.ts';

afterEach(closeServers);

async function aListeningServer(change: Partial<ServerOptions> = {}) {
  const { app } = await aServer(change);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return connect(Number(new URL(address).port), '127.0.0.1');
}

async function answerTo(sent: string, change: Partial<ServerOptions> = {}): Promise<string> {
  const socket = await aListeningServer(change);
  socket.write(sent);
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

function expectDressed(text: string, status: number): void {
  expect(text).toContain(`HTTP/1.1 ${status} `);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(text).toContain(`${name}: ${value}`);
}

describe('requests the framework never sees are answered with the headers of all others', () => {
  test('an expectation nobody can meet', async () => {
    expectDressed(await answerTo('GET / HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\n\r\n'), 417);
  });

  test('a request that names no host', async () => {
    expectDressed(await answerTo('GET /api/v1/session HTTP/1.1\r\nConnection: close\r\n\r\n'), 421);
  });

  test('a body that stands still is given up', async () => {
    const sent =
      'POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nX-CSRF-Token: right\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"na';
    expectDressed(await answerTo(sent, { stillBodyMs: 50 }), 408);
  });

  test('a body that moves slowly is waited for', async () => {
    const socket = await aListeningServer({ stillBodyMs: 250 });
    const body = '{"name":"slow","kind":"a"}';
    socket.write(
      `POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nX-CSRF-Token: right\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    for (const character of body) {
      socket.write(character);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toContain('HTTP/1.1 201 ');
  });
});

test('a sender that hangs up in its own body is not told from the log as a database that is away', async () => {
  const lines: LogLine[] = [];
  const note = (line: LogLine) => void lines.push(line);
  const { app } = await aServer({ log: { info: note, warn: note, error: note } });
  const gone = Promise.withResolvers<void>();
  app.addHook('onRequestAbort', async (_request) => gone.resolve());
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  const head =
    'POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nX-CSRF-Token: right\r\nContent-Type: application/json\r\n';
  socket.write(`${head}Content-Length: 100\r\n\r\n{"na`, () => socket.destroy());
  await gone.promise;
  // What follows is answered after everything that the broken one set off.
  await fetch(`${address}/api/v1/things/x`);
  expect(lines.map(({ event, route, status }) => `${event} ${route} ${status}`)).toEqual([
    'http.answered GET /api/v1/things/:thing 200',
  ]);
});

describe('text that cannot be kept is refused before anything is done', () => {
  test.each([
    ['a zero byte in the address', { method: 'GET', url: '/api/v1/things/a%00b' }],
    ['a zero byte in a body', { method: 'POST', url: '/api/v1/things', payload: '{"name":"a\\u0000b","kind":"a"}' }],
    [
      'half a character in a body',
      { method: 'POST', url: '/api/v1/things', payload: '{"name":"x\\ud800","kind":"a"}' },
    ],
    ['a key said twice', { method: 'POST', url: '/api/v1/things', payload: '{"name":"aa","kind":"a","kind":"b"}' }],
    ['a key that reaches into all objects', { method: 'POST', url: '/api/v1/things', payload: '{"__proto__":{}}' }],
    ['nesting without end', { method: 'POST', url: '/api/v1/things', payload: '['.repeat(10_000) }],
  ] as const)('%s', async (_what, request) => {
    const { app, statements } = await aServer();
    const headers = { 'x-csrf-token': 'right', 'content-type': 'application/json' };
    const response = await app.inject({ ...request, headers });
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toMatch(/^(?:invalid|malformed)-request$/);
    expect(statements).toEqual([]);
  });
});
