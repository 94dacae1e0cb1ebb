import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Operation, operationsOf } from '../campaigns/fuzz/operations.ts';
import { type RunningVigie, removeDataDir, startVigie } from '../support/vigie.ts';

// Proved here, on every route of the running server: no change for another site or without the token, JSON alone, security headers on
// every answer, refusals too. Out of scope: who may do what (access matrix).
// Alone: npx vitest run --project journeys test/journeys/every-route.test.ts

let running: RunningVigie;
let operations: readonly Operation[];
let cookie: string;
let token: string;

beforeAll(async () => {
  running = await startVigie({ demo: true });
  operations = operationsOf(await (await fetch(`${running.baseUrl}/api/v1/openapi.json`)).json());
  const code = new URL(running.links.get('investigator') ?? '').searchParams.get('code');
  const signedIn = await fetch(`${running.baseUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  token = ((await signedIn.json()) as { csrfToken: string }).csrfToken;
});

afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

/** Every parameter filled with something that is nothing. */
const addressOf = ({ path }: Operation) => `${running.baseUrl}${path.replace(/\{\w+\}/g, '1')}`;

const changes = () => operations.filter(({ method }) => method !== 'GET');

interface Said {
  readonly route: string;
  readonly status: number;
  readonly code: string;
  readonly missing: readonly string[];
}

const HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-embedder-policy',
  'cross-origin-resource-policy',
  'strict-transport-security',
  'referrer-policy',
  'permissions-policy',
  'x-content-type-options',
  'request-id',
];

async function said(operation: Operation, init: RequestInit): Promise<Said> {
  const answer = await fetch(addressOf(operation), { method: operation.method, redirect: 'manual', ...init });
  const text = await answer.text();
  const code = /"code":"([a-z-]+)"/.exec(text)?.[1] ?? '';
  const missing = HEADERS.filter((name) => !answer.headers.has(name));
  if (answer.headers.get('cache-control') !== 'no-store') missing.push('cache-control: no-store');
  if (answer.headers.has('access-control-allow-origin')) missing.push('opens itself to other origins');
  return { route: `${operation.method} ${operation.path}`, status: answer.status, code, missing };
}

const expectAll = (all: readonly Said[], status: number, code: string) =>
  expect(all.filter((one) => one.status !== status || one.code !== code || one.missing.length > 0)).toEqual([]);

/** What answers without an open session: signing in and out, outcomes under a code, and the signed log for its witnesses. */
const OPEN = [
  'POST session',
  'DELETE session',
  'POST session/unlock',
  'GET session/methods',
  'POST session/passkey-challenge',
  'POST outcomes',
  'GET audit/checkpoint',
  'GET audit/consistency',
  'POST audit/cosignatures',
];

/** Bytes of any type, by token alone. */
const BYTE_DOORS = ['imports', 'notices', 'referrals', 'xarf', 'hotline-reports'].map((door) => `/api/v1/${door}`);

const body = '{}';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('on every route', () => {
  it('no change is made for another site, nor without the token', async () => {
    expect(changes().length).toBeGreaterThan(25);
    const signed = { cookie, ...JSON_TYPE };
    const refused: readonly (readonly [headers: Record<string, string>, code: string])[] = [
      [{ ...signed, 'x-csrf-token': token, 'sec-fetch-site': 'cross-site' }, 'foreign-origin'],
      [{ ...signed, 'x-csrf-token': token, 'sec-fetch-site': 'same-site' }, 'foreign-origin'],
      [{ ...signed, 'x-csrf-token': token, origin: 'http://attacker.example' }, 'foreign-origin'],
      [{ ...signed, 'x-csrf-token': token, origin: 'null' }, 'foreign-origin'],
      [signed, 'csrf-token'],
      [{ ...signed, 'x-csrf-token': `${token}x` }, 'csrf-token'],
    ];
    for (const [headers, code] of refused)
      expectAll(await Promise.all(changes().map((each) => said(each, { headers, body }))), 403, code);
  });

  it('takes JSON alone: a form of another site is no request, save at the doors for machines, which know no session', async () => {
    const bodies = changes().filter(({ path }) => !BYTE_DOORS.includes(path));
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/xml',
    ]) {
      const headers = { cookie, 'x-csrf-token': token, 'content-type': type };
      expectAll(await Promise.all(bodies.map((each) => said(each, { headers, body }))), 415, 'media-type');
    }
  });

  it('answers a stranger with the headers of all answers, and tells nothing', async () => {
    const nameOf = ({ method, path }: Operation) => `${method} ${path.replace('/api/v1/', '')}`;
    const closed = operations.filter((each) => !OPEN.includes(nameOf(each)));
    expect(operations.map(nameOf)).toEqual(expect.arrayContaining([...OPEN]));
    const init = (each: Operation): RequestInit => (each.method === 'GET' ? {} : { headers: JSON_TYPE, body });
    expectAll(await Promise.all(closed.map((each) => said(each, init(each)))), 401, 'not-signed-in');
  });

  it('wears the headers on good answers and on those of no route', async () => {
    const own = operations.filter(({ method }) => method === 'GET');
    const answers = await Promise.all(own.map((each) => said(each, { headers: { cookie } })));
    expect(answers.filter(({ missing }) => missing.length > 0)).toEqual([]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(3);
    for (const method of ['PATCH', 'OPTIONS'])
      expectAll(await Promise.all(own.map((each) => said({ ...each, method }, {}))), 404, 'not-found');
  });
});
