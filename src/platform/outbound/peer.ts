import { classifyAddress } from '#platform/geo/classify-address.ts';

/** A place outside that this installation is configured to talk to. Nothing else is ever spoken to. */
export interface Peer {
  /** What the configuration calls it; the only name that reaches a log. */
  readonly name: string;
  /** `https://idp.example.org`, `http://…` where said so explicitly, or `tcp://host:port`. No path. */
  readonly origin: string;
  /** The operator says that this peer lives on a private or loopback address (an identity service in the same house). @default false */
  readonly isInside?: boolean;
}

/** Why nothing was sent, or why what came back was not used. */
export type OutboundRefusal =
  | { readonly kind: 'not-a-peer' }
  | { readonly kind: 'unresolvable'; readonly peer: string }
  | { readonly kind: 'address-not-allowed'; readonly peer: string }
  | { readonly kind: 'unreachable'; readonly peer: string; readonly code: string }
  | { readonly kind: 'too-slow'; readonly peer: string }
  | { readonly kind: 'too-large'; readonly peer: string };

/** Ranges a configured peer may live in only when its configuration says so. Everything else that is not public is never allowed. */
const INSIDE: ReadonlySet<string> = new Set(['private', 'loopback', 'unique-local', 'carrier-nat']);

/** Whether a resolved address may be connected to for this peer. */
export function isAllowedAddress(peer: Peer, address: string): boolean {
  const classified = classifyAddress(address);
  if (classified === null) return false;
  const { addressClass } = classified;
  return addressClass === 'public' || (peer.isInside === true && INSIDE.has(addressClass));
}

/** The peer an address of the web belongs to, by its whole origin; null when none is configured. User names in an address are refused with it. */
export function peerOf(peers: readonly Peer[], address: string): Peer | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return null;
  return peers.find((peer) => originOf(peer.origin) === originOf(url.href)) ?? null;
}

/** Scheme, host and port; `tcp:` has no origin of its own in the URL standard. */
function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port } = new URL(address);
  return `${protocol}//${hostname.toLowerCase()}:${port || DEFAULT_PORTS[protocol] || ''}`;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };
