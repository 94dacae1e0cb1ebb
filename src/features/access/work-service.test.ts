import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '#core/clock.ts';
import { finishTrip, startTrip, type WorkService } from './work-service.ts';

// Proved here: an identity service is spoken to through the one door outward, leads nobody further into the house, and its tokens
// are believed for one trip, one client and one key only.

const servers: Server[] = [];
let services = 0;

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function aHouse(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });
const [ours, foreign] = [pair(), pair()];
const jwkOf = ({ publicKey }: ReturnType<typeof pair>) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid: 'a',
  alg: 'RS256',
});
const KEYS = JSON.stringify({ keys: [jwkOf(ours)] });
let nonce = '';

/** What a service of a test does otherwise than an honest one. */
interface Twist {
  readonly named?: Readonly<Record<string, string>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly sign?: (text: string) => Buffer;
}

const signedBy =
  ({ privateKey }: ReturnType<typeof pair>) =>
  (text: string) =>
    sign('RSA-SHA256', Buffer.from(text), privateKey);

/** A service on loopback that gives one signed token. */
async function aService({ named, header, claims, sign: signing = signedBy(ours) }: Twist): Promise<WorkService> {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issuer: string = await aHouse((request, response) => {
    const iat = Math.floor(Date.now() / 1_000);
    const said = { iss: issuer, aud: 'vigie', sub: 'somebody', nonce, iat, exp: iat + 60, ...claims };
    const text = `${part({ alg: 'RS256', kid: 'a', ...header })}.${part(said)}`;
    const token = {
      access_token: 'x',
      token_type: 'bearer',
      id_token: `${text}.${signing(text).toString('base64url')}`,
    };
    const [authorization_endpoint, token_endpoint] = [`${issuer}/authorize`, `${issuer}/token`];
    const metadata = { issuer, authorization_endpoint, token_endpoint, jwks_uri: `${issuer}/keys`, ...named };
    const answers = new Map([
      ['/token', JSON.stringify(token)],
      ['/keys', KEYS],
    ]);
    response.writeHead(200, JSON_TYPE).end(answers.get(request.url ?? '') ?? JSON.stringify(metadata));
  });
  const workServiceId = ++services;
  return { workServiceId, issuer, clientId: 'vigie', clientSecret: 'secret', acrValues: [], amrRequired: [] };
}

async function wholeTrip(service: WorkService) {
  const now = systemClock.now();
  const begun = await startTrip(service, 'http://localhost/back', null, now);
  if (!begun) return 'not begun';
  nonce = begun.trip.nonce;
  return finishTrip(service, begun.trip, `code=x&state=${begun.trip.state}`, now);
}

describe('an identity service', () => {
  test.each(['token_endpoint', 'jwks_uri'])(
    'that names its %s elsewhere in this house is not followed',
    async (place) => {
      let asked = 0;
      const inner = await aHouse((_request, response) => {
        asked += 1;
        response.writeHead(200, JSON_TYPE).end('{"keys":[]}');
      });
      const service = await aService({ named: { [place]: `${inner}/administration` } });
      expect(await wholeTrip(service)).toEqual({ fault: 'refused' });
      expect(asked).toBe(0);
    },
  );

  test('whose configuration has no end is given up', async () => {
    const service = await aService({ named: { padding: 'x'.repeat(2 << 20) } });
    expect(await wholeTrip(service)).toBe('not begun');
  });
});

describe('a token of an identity service', () => {
  test('is believed as it should be', async () => {
    const service = await aService({});
    expect(await wholeTrip(service)).toEqual({ issuer: service.issuer, subject: 'somebody' });
  });

  const TWISTS: readonly (readonly [string, Twist])[] = [
    ['signed by another key', { sign: signedBy(foreign) }],
    ['that brings its own key', { sign: signedBy(foreign), header: { jwk: jwkOf(foreign) } }],
    ['without a signature', { sign: () => Buffer.alloc(0), header: { alg: 'none' } }],
    [
      'signed with the client’s secret',
      { sign: (text) => createHmac('sha256', 'secret').update(text).digest(), header: { alg: 'HS256' } },
    ],
    ['for somebody else', { claims: { aud: 'another' } }],
    ['of another issuer', { claims: { iss: 'https://idp.example' } }],
    ['of another trip', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['that has ended', { claims: { exp: 1_000_000_000 } }],
    ['that names nobody', { claims: { sub: undefined } }],
  ];
  test.each(TWISTS)('%s proves nothing', async (_what, twist) => {
    expect(await wholeTrip(await aService(twist))).toEqual({ fault: 'refused' });
  });

  test('is not even asked for where the service calls itself by another name', async () => {
    expect(await wholeTrip(await aService({ named: { issuer: 'https://idp.example' } }))).toBe('not begun');
  });
});
