/** Where passkeys belong, and from which address a browser may use them. */
export interface RelyingParty {
  readonly rpId: string;
  readonly origin: string;
}

/** The public address as an administrator entered it. */
export interface PublicAddress {
  readonly origin: string | null;
  readonly rpId: string | null;
}

/**
 * The relying party of a request by the name it asked for: `localhost`, or the configured public address. Null where browsers
 * refuse passkeys (an IP address) or nothing is configured.
 */
export function relyingPartyOf(host: string, address: PublicAddress | null): RelyingParty | null {
  const { hostname, port } = nameAndPort(host);
  if (hostname === 'localhost') return { rpId: 'localhost', origin: `http://localhost${port}` };
  const { origin, rpId } = address ?? { origin: null, rpId: null };
  if (origin === null || rpId === null) return null;
  return new URL(origin).host === host.toLowerCase() ? { rpId, origin } : null;
}

/** The address a browser must come back to after the identity service; only names this server answers to. */
export function originOf(host: string, address: PublicAddress | null): string {
  const configured = address?.origin ?? null;
  return configured !== null && new URL(configured).host === host.toLowerCase() ? configured : `http://${host}`;
}

/** Whether `rpId` may stand for `origin`: the host itself or a parent of it, over TLS. */
export function isUsableAddress(origin: string, rpId: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  const isBare = url.origin === origin && url.protocol === 'https:';
  return isBare && rpId.includes('.') && (url.hostname === rpId || url.hostname.endsWith(`.${rpId}`));
}

function nameAndPort(host: string): { readonly hostname: string; readonly port: string } {
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  return { hostname: host.slice(0, host.length - port.length).toLowerCase(), port };
}
