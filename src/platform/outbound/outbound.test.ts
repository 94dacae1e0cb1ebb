import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type OutboundOptions, OutboundRefused, openOutbound } from './outbound.ts';
import { isAllowedAddress, peerOf } from './peer.ts';

const servers: Server[] = [];

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

const inside = (origin: string, more: Partial<OutboundOptions> = {}) =>
  openOutbound({ peers: [{ name: 'idp', origin, isInside: true }], ...more });

function refusalOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'answered',
    (error) => (error instanceof OutboundRefused ? error.refusal.kind : `other: ${error}`),
  );
}

describe('the one door to the outside', () => {
  test('asks a configured peer and gives its answer back, as fetch would', async () => {
    const origin = await aHouse((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        response.writeHead(201, { 'content-type': 'application/json', 'x-seen': `${request.method} ${request.url}` });
        response.end(JSON.stringify({ got: Buffer.concat(pieces).toString() }));
      });
    });
    const answer = await inside(origin).fetch(`${origin}/token?x=1`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    expect([answer.status, answer.headers.get('x-seen')]).toEqual([201, 'POST /token?x=1']);
    expect(await answer.json()).toEqual({ got: 'a=b' });
  });

  test('speaks to nobody who is not configured, by whatever spelling', async () => {
    const { fetch } = openOutbound({ peers: [{ name: 'idp', origin: 'https://idp.example' }] });
    for (const address of [
      'https://other.example/',
      'http://idp.example/',
      'https://idp.example:8443/',
      'https://idp.example.attacker.example/',
      'https://idp.example@attacker.example/',
    ])
      expect(await refusalOf(fetch(address)), address).toMatch(/not-a-peer|other/);
  });

  test('reaches into its own network only where the configuration says so', async () => {
    const origin = await aHouse((_request, response) => response.end('x'));
    const outside = openOutbound({ peers: [{ name: 'idp', origin }] });
    expect(await refusalOf(outside.fetch(origin))).toBe('address-not-allowed');
    expect(await refusalOf(inside(origin).fetch(origin))).toBe('answered');
  });

  test('a name is resolved once, and the address that was checked is the one asked', async () => {
    const origin = await aHouse((request, response) => response.end(request.headers.host));
    const { port } = new URL(origin);
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return asked.length === 1 ? ['127.0.0.1'] : ['169.254.169.254'];
    };
    const { fetch } = inside(`http://idp.example:${port}`, { resolve });
    expect(await (await fetch(`http://idp.example:${port}/`)).text()).toBe(`idp.example:${port}`);
    expect(asked).toEqual(['idp.example']);
    expect(await refusalOf(fetch(`http://idp.example:${port}/`))).toBe('address-not-allowed');
  });

  test('one forbidden address among several is enough to refuse', async () => {
    const resolve = async () => ['192.0.43.8', '10.0.0.1'];
    const { fetch } = openOutbound({ peers: [{ name: 'idp', origin: 'https://idp.example' }], resolve });
    expect(await refusalOf(fetch('https://idp.example/'))).toBe('address-not-allowed');
  });

  test('follows no redirect', async () => {
    let asked = 0;
    const origin = await aHouse((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const answer = await inside(origin).fetch(origin);
    expect([answer.status, answer.headers.get('location'), asked]).toEqual([302, '/elsewhere', 1]);
  });

  test('gives up what is too large, too slow, or breaks off', async () => {
    const large = await aHouse((_request, response) => response.end(Buffer.alloc(2_000)));
    expect(await refusalOf(inside(large, { maxBytes: 1_999 }).fetch(large))).toBe('too-large');
    const slow = await aHouse((_request, response) => response.writeHead(200).write('x'));
    expect(await refusalOf(inside(slow, { maxMs: 60 }).fetch(slow))).toBe('too-slow');
    const broken = await aHouse((request) => request.socket.destroy());
    expect(await refusalOf(inside(broken).fetch(broken))).toBe('unreachable');
  });

  test('opens plain connections to named peers, under the same rules', async () => {
    const server = createTcpServer((socket) => socket.on('error', () => undefined).end('hello')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const origin = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const door = openOutbound({
      peers: [
        { name: 'own', origin, isInside: true },
        { name: 'foreign', origin },
      ],
    });
    const opened = await door.connect('own');
    expect(opened.ok).toBe(true);
    if (opened.ok) opened.value.on('error', () => undefined).resume();
    expect(await door.connect('foreign')).toMatchObject({ refusal: { kind: 'address-not-allowed' } });
    expect(await door.connect('nobody')).toMatchObject({ refusal: { kind: 'not-a-peer' } });
    server.close();
    const gone = await door.connect('own');
    expect(gone).toMatchObject({ refusal: { kind: 'unreachable', code: 'ECONNREFUSED' } });
  });
});

describe('addresses a peer may have', () => {
  const outside = { name: 'x', origin: 'https://x.example' };
  const inHouse = { ...outside, isInside: true };

  test.each([
    ['8.8.8.8', true, true],
    ['10.1.2.3', false, true],
    ['127.0.0.1', false, true],
    ['::1', false, true],
    ['::ffff:127.0.0.1', false, true],
    ['fd00::1', false, true],
    ['169.254.169.254', false, false],
    ['fe80::1', false, false],
    ['0.0.0.0', false, false],
    ['::', false, false],
    ['64:ff9b::7f00:1', false, false],
    ['2002:7f00:1::', false, false],
    ['224.0.0.1', false, false],
    ['no address', false, false],
  ])('%s: outside %s, in the house %s', (address, isOutside, isInHouse) => {
    expect([isAllowedAddress(outside, address), isAllowedAddress(inHouse, address)]).toEqual([isOutside, isInHouse]);
  });

  test('a peer is known by scheme, host and port together', () => {
    const peers = [{ name: 'x', origin: 'https://X.example' }];
    expect(peerOf(peers, 'https://x.example:443/a')?.name).toBe('x');
    expect(peerOf(peers, 'https://user:secret@x.example/')).toBeNull();
    expect(peerOf(peers, 'not an address')).toBeNull();
  });
});
