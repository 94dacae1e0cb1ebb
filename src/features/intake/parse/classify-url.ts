import type { IdentifierKind } from '../types.ts';

/** Hosts whose addresses lead to stored files of one account; a path is needed, or the home page would count. Ours, 2026-11. */
const SHARES: readonly RegExp[] = [
  /^(?:www\.)?mega\.(?:nz|io|co\.nz)\/(?:file|folder|#)/,
  /^(?:drive|docs)\.google\.com\/(?:file|drive|open|folder|uc|document)/,
  /^(?:photos\.google\.com\/share|photos\.app\.goo\.gl)\//,
  /^(?:www\.)?dropbox\.com\/(?:s|sh|scl|t)\//,
  /^(?:1drv\.ms|onedrive\.live\.com)\//,
  /^(?:www\.)?icloud\.com\/(?:iclouddrive|photos|sharedalbum)\b/,
  /^(?:we\.tl|(?:www\.)?wetransfer\.com\/downloads)\//,
  /^(?:www\.)?mediafire\.com\/(?:file|folder|view|\?)/,
  /^(?:u\.pcloud\.link|e\.pcloud\.link)\//,
  /^(?:app\.|www\.)?box\.com\/s\//,
  /^(?:disk\.yandex\.\w+|yadi\.sk)\//,
  /^(?:www\.)?terabox\.com\/s\//,
  /^gofile\.io\/d\//,
];

/** Tells an onion service and a share of stored files from any other address. */
export function kindOfUrl(value: string): IdentifierKind {
  if (onionHost(value) !== null) return 'onion-address';
  const url = parsed(value);
  if (url === null) return 'url';
  const address = `${url.hostname}${url.pathname}${url.search}${url.hash}`;
  return SHARES.some((share) => share.test(address)) ? 'cloud-share' : 'url';
}

/** Compared form: scheme and `www.` dropped, host in lower case, no trailing slash; the fragment is kept, shares carry their key there. Null for what is no address. */
export function normalUrl(value: string): string | null {
  const url = parsed(value);
  if (url === null) return null;
  const host = url.host.replace(/^www\./, '');
  const path = url.pathname.replace(/\/+$/, '');
  return `${host}${path}${url.search}${url.hash}`;
}

/** The onion service's own name, subdomains dropped (Tor rendezvous v2: 16, v3: 56 base32 characters); null for any other host. */
export function onionHost(value: string): string | null {
  const host = parsed(value)?.hostname ?? '';
  return (
    /(?:^|\.)([a-z2-7]{56}\.onion|[a-z2-7]{16}\.onion)$/.exec(host)?.[1] ??
    (/(?:^|\.)([^.]+\.onion)$/.exec(host)?.[1] || null)
  );
}

function parsed(value: string): URL | null {
  const text = value.trim();
  // Without a scheme only what looks like a host may be one: `example.com:8080/x`, never `mailto:x`.
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+\.[^\s/?#]+/i.test(absolute)) return null;
  const url = URL.parse(
    absolute.replace(/^[a-z][a-z0-9+.-]*:/i, (scheme) => (/^https?:$/i.test(scheme) ? scheme : 'http:')),
  );
  return url === null || url.hostname === '' ? null : url;
}
