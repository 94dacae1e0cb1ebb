import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../src/entrypoints/demo/random.ts';
import { SECURITY_HEADERS } from '../src/platform/http/security-headers.ts';
import { apiRequests } from './campaigns/fuzz/api-requests.ts';
import { type RawRequest, render } from './campaigns/fuzz/draft.ts';
import { faultsOf } from './campaigns/fuzz/judge.ts';
import { minimise } from './campaigns/fuzz/minimise.ts';
import { mutate } from './campaigns/fuzz/mutate.ts';
import { operationsOf } from './campaigns/fuzz/operations.ts';
import { Line } from './campaigns/fuzz/wire.ts';

// A checker that finds nothing must be one that would have found something: each fault is planted here, in a server made for it.

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const GOOD = { ...SECURITY_HEADERS, 'request-id': '0b0c8a5e-8d3f-4d3e-9a57-3f2f1f6f0a11' };

async function faultsWith(listener: RequestListener, change: Partial<RawRequest> = {}): Promise<readonly string[]> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  const line = new Line((server.address() as AddressInfo).port);
  const bytes = Buffer.from('GET /x HTTP/1.1\r\nhost: localhost\r\n\r\n');
  const request: RawRequest = { caller: 'nobody', bytes, whole: true, pace: 'at-once', from: 'x', ...change };
  const faults = faultsOf(request, await line.send(request, request.bytes));
  line.close();
  return faults;
}

describe('the judge of fuzzed requests', () => {
  test('an honest answer has no fault, alone or in pieces', async () => {
    expect(await faultsWith((_request, response) => response.writeHead(404, GOOD).end('no'))).toEqual([]);
    expect(await faultsWith((_request, response) => response.writeHead(200, GOOD).end(), { pace: 'pieces' })).toEqual(
      [],
    );
  });

  test('a planted 500 is found', async () => {
    expect(await faultsWith((_request, response) => response.writeHead(500, GOOD).end())).toEqual(['status 500']);
  });

  test.each(Object.keys(GOOD))('a planted answer without %s is found', async (missing) => {
    const fewer = Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== missing));
    expect(await faultsWith((_request, response) => response.writeHead(200, fewer).end())).toEqual([
      `200 without ${missing}`,
    ]);
  });

  test('a planted stack trace is found', async () => {
    const body = 'TypeError: x\n    at readThing (/srv/thing.ts:12:3)';
    expect(await faultsWith((_request, response) => response.writeHead(400, GOOD).end(body))).toEqual([
      '400 shows its insides',
    ]);
  });

  test('a connection closed without an answer is a fault of a whole request only', async () => {
    const hangUp: RequestListener = (request) => request.socket.destroy();
    expect(await faultsWith(hangUp)).toEqual(['closed without an answer']);
    server?.close();
    expect(await faultsWith(hangUp, { whole: false })).toEqual([]);
  });

  test('what is no HTTP is found', async () => {
    expect(await faultsWith((request) => request.socket.end('nonsense'))).toEqual([
      'answer cannot be read: "nonsense"',
    ]);
  });
});

describe('the generator of fuzzed requests', () => {
  const document = {
    paths: {
      '/api/v1/things/{thing}': {
        post: {
          parameters: [{ in: 'path', name: 'thing', required: true, schema: { type: 'string' } }],
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { kind: { type: 'string', enum: ['a', 'b'] } },
                  required: ['kind'],
                },
              },
            },
          },
        },
      },
    },
  };
  const [operation] = operationsOf(document);
  if (!operation) throw new Error('no operation');
  const drafts = () =>
    fc.sample(apiRequests(operation, ['nobody', 'reviewer'], new Map([['thing', ['T-1']]])), { seed: 7, numRuns: 500 });

  test('the same seed draws the same requests, and they aim at what exists', () => {
    expect(drafts().map(render)).toEqual(drafts().map(render));
    const there = drafts().filter(({ target }) => target.startsWith('/api/v1/things/T-1'));
    expect(there.length).toBeGreaterThan(100);
  });

  test('bodies fit the schema, nearly fit it, and do not fit it at all', () => {
    const bodies = new Set(drafts().map(({ body }) => body?.toString()));
    expect(bodies).toContain('{"kind":"a"}');
    expect([...bodies].some((body) => body?.includes('unasked'))).toBe(true);
    expect(bodies).toContain('{"__proto__":{"admin":true}}');
  });

  test('spoiled bytes are not the bytes they were', () => {
    const bytes = Buffer.from('POST /x HTTP/1.1\r\nhost: localhost\r\n\r\n');
    const spoiled = Array.from({ length: 100 }, (_none, at) => mutate(bytes, seededRandom(at)));
    expect(spoiled.filter((each) => !each.equals(bytes)).length).toBeGreaterThan(95);
  });

  test('a failure is cut down to what it needs', async () => {
    const bytes = Buffer.from('POST /x HTTP/1.1\r\nhost: a\r\nx-bad: 1\r\ncontent-length: 11\r\n\r\nabcdefZghij');
    const small = await minimise(bytes, async (each) => each.includes('x-bad: 1') && each.includes('Z'));
    expect(small.toString()).toBe('POST /x HTTP/1.1\r\nx-bad: 1\r\n\r\nZ');
  });
});
