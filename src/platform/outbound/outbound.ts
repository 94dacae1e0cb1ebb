import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { ok, type Result, refuse } from '#core/result.ts';
import { MIB, SECOND_MS } from '#core/units.ts';
import { codeOf } from '#platform/log/log.ts';
import { exchange } from './exchange.ts';
import { isAllowedAddress, type OutboundRefusal, type Peer, peerOf } from './peer.ts';

export interface OutboundOptions {
  readonly peers: readonly Peer[];
  /** From the first byte out to the last one in. @default 10 seconds */
  readonly maxMs?: number;
  /** Of an answer's body. @default 1 MiB */
  readonly maxBytes?: number;
  /** @default the system's own */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** The one door to the outside: every connection this product opens goes through it, to a configured peer and nowhere else. */
export interface Outbound {
  /** As the global `fetch`, for libraries that take one. Rejects with `OutboundRefused`; follows no redirect. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** A plain connection to a peer configured as `tcp://host:port`, by its name. */
  readonly connect: (peerName: string) => Promise<Result<Socket, OutboundRefusal>>;
}

/** What `fetch` rejects with: nothing was sent, or what came back was not used. */
export class OutboundRefused extends Error {
  readonly refusal: OutboundRefusal;
  constructor(refusal: OutboundRefusal) {
    // Without address or host: this may end in a log.
    super(`outbound ${refusal.kind}`);
    this.name = 'OutboundRefused';
    this.refusal = refusal;
  }
}

const MAX_MS = 10 * SECOND_MS;

/** Opens the door for these peers. */
export function openOutbound(options: OutboundOptions): Outbound {
  const limits = { maxMs: options.maxMs ?? MAX_MS, maxBytes: options.maxBytes ?? MIB };
  const resolve = options.resolve ?? resolveBySystem;
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const peer = peerOf(options.peers, request.url);
      if (!peer) throw new OutboundRefused({ kind: 'not-a-peer' });
      const address = await addressOf(peer, resolve);
      if (!address.ok) throw new OutboundRefused(address.refusal);
      const answered = await exchange(peer, address.value, request, limits);
      if (!answered.ok) throw new OutboundRefused(answered.refusal);
      return answered.value;
    },
    connect: async (peerName) => {
      const peer = options.peers.find(({ name, origin }) => name === peerName && origin.startsWith('tcp:'));
      if (!peer) return refuse({ kind: 'not-a-peer' });
      const address = await addressOf(peer, resolve);
      return address.ok ? connectTo(peer, address.value, limits.maxMs) : address;
    },
  };
}

/** Resolved once; the very address that was checked is the one connected to, so a name cannot change its mind in between. */
async function addressOf(
  peer: Peer,
  resolve: (host: string) => Promise<readonly string[]>,
): Promise<Result<string, OutboundRefusal>> {
  const host = new URL(peer.origin).hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) ? [host] : await resolve(host).catch(() => []);
  const [first] = found;
  if (first === undefined) return refuse({ kind: 'unresolvable', peer: peer.name });
  // One address of several that must not be reached is enough: whoever put it there means harm.
  const areAllowed = found.every((address) => isAllowedAddress(peer, address));
  return areAllowed ? ok(first) : refuse({ kind: 'address-not-allowed', peer: peer.name });
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function connectTo(peer: Peer, address: string, maxMs: number): Promise<Result<Socket, OutboundRefusal>> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: address, port: Number(new URL(peer.origin).port) });
    const end = (refusal: OutboundRefusal) => {
      socket.destroy();
      resolve(refuse(refusal));
    };
    const timer = setTimeout(() => end({ kind: 'too-slow', peer: peer.name }), maxMs);
    socket.once('error', (error) => {
      clearTimeout(timer);
      end({ kind: 'unreachable', peer: peer.name, code: codeOf(error) });
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(ok(socket));
    });
  });
}
