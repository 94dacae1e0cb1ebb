import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '#core/clock.ts';
import { finishTrip, startTrip, type WorkService } from './work-service.ts';

// Proved here: an identity service is spoken to through the one door outward, and leads nobody further into the house.

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
let nonce = '';

/** A service on loopback that gives a well-formed token under a key nobody knows yet, and names these places of its own. */
async function aService(named: Record<string, string>): Promise<WorkService> {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issuer: string = await aHouse((request, response) => {
    const [iat, places] = [
      Math.floor(Date.now() / 1_000),
      ['authorize', 'token', 'keys'].map((at) => `${issuer}/${at}`),
    ];
    const claims = { iss: issuer, aud: 'vigie', sub: 'somebody', nonce, iat, exp: iat + 60 };
    const token = `${part({ alg: 'RS256', kid: 'a' })}.${part(claims)}.${part('no signature')}`;
    const [authorization_endpoint, token_endpoint, jwks_uri] = places;
    const configuration = { issuer, authorization_endpoint, token_endpoint, jwks_uri, ...named };
    const answer =
      request.url === '/token' ? { access_token: 'x', token_type: 'bearer', id_token: token } : configuration;
    response.writeHead(200, JSON_TYPE).end(JSON.stringify(answer));
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
      const service = await aService({ [place]: `${inner}/administration` });
      expect(await wholeTrip(service)).toEqual({ fault: 'refused' });
      expect(asked).toBe(0);
    },
  );

  test('whose configuration has no end is given up', async () => {
    const service = await aService({ padding: 'x'.repeat(2 << 20) });
    expect(await wholeTrip(service)).toBe('not begun');
  });
});
