import { createHash, X509Certificate } from 'node:crypto';
import { type Instant, instantOf } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';

/** A public key as received from a recipient, understood. */
export interface RecipientKey {
  readonly form: 'x509' | 'age';
  readonly material: string;
  /** SHA-256, hexadecimal: of the certificate's DER, or of the age recipient's text. */
  readonly fingerprint: string;
  /** Null where the form carries no date (age). */
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
}

/** An age X25519 recipient: Bech32 with 58 data characters (age-encryption.org/v1). */
const AGE_RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

/** Reads a PEM certificate or an age recipient; anything else, a private key above all, is refused. */
export function readRecipientKey(text: string): Result<RecipientKey, { readonly kind: 'unreadable-key' }> {
  const material = text.trim();
  if (AGE_RECIPIENT.test(material)) {
    const fingerprint = createHash('sha256').update(material).digest('hex');
    return ok({ form: 'age', material, fingerprint, validFrom: null, validTo: null });
  }
  if (!/^-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----$/.test(material))
    return refuse({ kind: 'unreadable-key' });
  const certificate = parseCertificate(material);
  if (certificate === null) return refuse({ kind: 'unreadable-key' });
  return ok({
    form: 'x509',
    material,
    fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
    validFrom: instantOf(certificate.validFromDate),
    validTo: instantOf(certificate.validToDate),
  });
}

function parseCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    // OpenSSL's words for a broken certificate help nobody here.
    return null;
  }
}
