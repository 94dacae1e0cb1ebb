import { createHash, X509Certificate } from 'node:crypto';
import { type Instant, instantOf } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';

/** What people need to know of a certificate before they rely on it. */
export interface CertificateFacts {
  /** `CN=…, O=…`, as in the certificate. */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** SHA-256 of the DER bytes, lower-case hex. */
  readonly fingerprintSha256: string;
  readonly key: { readonly kind: 'rsa'; readonly bits: number } | { readonly kind: 'ec' } | { readonly kind: 'other' };
}

/** Reads a certificate (PEM or DER); refuses `not-a-certificate`. */
export function certificateFacts(bytes: string | Uint8Array): Result<CertificateFacts, { kind: 'not-a-certificate' }> {
  const certificate = parseCertificate(bytes);
  return certificate ? ok(factsOf(certificate)) : refuse({ kind: 'not-a-certificate' });
}

/** Null also when its key cannot be read: node finds that out only when the key is asked for. */
export function parseCertificate(bytes: string | Uint8Array): X509Certificate | null {
  try {
    const certificate = new X509Certificate(bytes);
    return certificate.publicKey ? certificate : null;
  } catch {
    return null;
  }
}

export function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    notBefore: instantOf(certificate.validFromDate),
    notAfter: instantOf(certificate.validToDate),
    fingerprintSha256: createHash('sha256').update(certificate.raw).digest('hex'),
    key: keyOf(certificate),
  };
}

/** Where an instant stands against a certificate's validity. */
export function validityAt(
  facts: Pick<CertificateFacts, 'notBefore' | 'notAfter'>,
  at: Instant,
): 'valid' | 'expired' | 'not-yet-valid' {
  if (at < facts.notBefore) return 'not-yet-valid';
  return at > facts.notAfter ? 'expired' : 'valid';
}

function keyOf(certificate: X509Certificate): CertificateFacts['key'] {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType === 'rsa') return { kind: 'rsa', bits: asymmetricKeyDetails?.modulusLength ?? 0 };
  return { kind: asymmetricKeyType === 'ec' ? 'ec' : 'other' };
}
