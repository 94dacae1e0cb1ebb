import type { Clock } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { isLoopback } from '../domain/network-of.ts';
import { publicAddress } from './sign-in-settings.ts';

/** What a request says about a client certificate; as untrusted as everything else in it. */
export interface CertificateBearer {
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * SHA-256 in hex of the client certificate that our own TLS terminator checked, or null. It is believed from this machine only, and
 * only in the header an administrator named; off until then.
 */
export async function presentedCertificate(
  q: Queryable,
  deps: { readonly clock: Clock },
  request: CertificateBearer,
): Promise<string | null> {
  if (!isLoopback(request.ip)) return null;
  const header = (await publicAddress(q, deps))?.certificateHeader ?? null;
  const said = header === null ? undefined : request.headers[header];
  if (typeof said !== 'string') return null;
  const hex = said.replaceAll(':', '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(hex) ? hex : null;
}
