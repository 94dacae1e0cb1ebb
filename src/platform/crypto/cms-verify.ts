import { createHash, verify, type X509Certificate } from 'node:crypto';
import { ObjectIdentifier, UTCTime } from 'asn1js';
import { type Instant, instantOf } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type CertificateFacts, factsOf, parseCertificate, validityAt } from './certificate-facts.ts';
import { type Asn1, decode, members, OID, octetsOf, rawBytes } from './der.ts';
import { encodeSignedData, type SignatureFacts, signedAttributes } from './signed-data.ts';

export interface VerifiedSignature {
  readonly signer: CertificateFacts;
  readonly signedAt: Instant;
  /** True only when an authority was given and the signer's certificate, valid at the signing time, leads to it. */
  readonly trusted: boolean;
}

/** `unreadable`: not a signature in our form, any changed bit of its frame included; `wrong`: it does not fit the content. */
export type SignatureRefusal = { readonly kind: 'unreadable' } | { readonly kind: 'wrong' };

/**
 * Checks a detached signature made by `cmsSign`. It is rebuilt from what it says and compared, so that no bit of it can
 * change unnoticed. `caPem` holds one or more authority certificates.
 */
export function cmsVerify(
  signature: Uint8Array,
  content: Uint8Array,
  caPem: string | null,
): Result<VerifiedSignature, SignatureRefusal> {
  const parts = readParts(signature);
  if (parts === null) return refuse({ kind: 'unreadable' });
  const contentDigest = createHash('sha256').update(content).digest();
  const facts = { certificate: parts.certificate, contentDigest: parts.contentDigest, signedAt: parts.signedAt };
  if (!rebuild(facts, parts.signature)?.equals(signature)) return refuse({ kind: 'unreadable' });
  if (!parts.contentDigest.equals(contentDigest)) return refuse({ kind: 'wrong' });
  if (!signatureFits(parts.certificate, signedAttributes(facts), parts.signature)) return refuse({ kind: 'wrong' });
  const trusted = caPem !== null && leadsToAuthority(parts.certificate, authoritiesIn(caPem), parts.signedAt);
  return ok({ signer: factsOf(parts.certificate), signedAt: parts.signedAt, trusted });
}

interface SignatureParts {
  readonly certificate: X509Certificate;
  readonly contentDigest: Buffer;
  readonly signedAt: Instant;
  readonly signature: Buffer;
}

/** Picks the four variable parts by their place; the comparison afterwards proves everything around them. */
function readParts(bytes: Uint8Array): SignatureParts | null {
  const signedData = members(members(members(decode(bytes) ?? undefined)[1])[0]);
  const certificate = members(signedData[3])[0];
  const signerInfo = members(members(signedData[4])[0]);
  const attributes = members(signerInfo[3]);
  const signature = octetsOf(signerInfo[5]);
  const contentDigest = octetsOf(attributeValue(attributes, OID.messageDigest));
  const signedAt = attributeValue(attributes, OID.signingTime);
  if (!certificate || !signature || !contentDigest || !(signedAt instanceof UTCTime)) return null;
  const parsed = parseCertificate(rawBytes(certificate));
  const time = signedAt.toDate();
  if (!parsed || Number.isNaN(time.getTime())) return null;
  return { certificate: parsed, contentDigest, signedAt: instantOf(time), signature };
}

/** Null when what was read cannot be written: a year before 1950, a certificate without an issuer. */
function rebuild(facts: SignatureFacts, signature: Buffer): Buffer | null {
  try {
    return encodeSignedData(facts, signature);
  } catch {
    return null;
  }
}

function attributeValue(attributes: readonly Asn1[], type: string): Asn1 | undefined {
  for (const one of attributes) {
    const [id, values] = members(one);
    if (id instanceof ObjectIdentifier && id.valueBlock.toString() === type) return members(values)[0];
  }
  return undefined;
}

/** A key that cannot be used (another curve, a damaged point) signs nothing. */
function signatureFits(certificate: X509Certificate, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify('sha256', signed, certificate.publicKey, signature);
  } catch {
    return false;
  }
}

function authoritiesIn(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => parseCertificate(block)).filter((one) => one !== null);
}

/** Signer directly below an authority of the file; longer chains are given as their last authority. */
function leadsToAuthority(signer: X509Certificate, authorities: readonly X509Certificate[], at: Instant): boolean {
  if (validityAt(factsOf(signer), at) !== 'valid') return false;
  return authorities.some((authority) => {
    if (validityAt(factsOf(authority), at) !== 'valid') return false;
    if (authority.fingerprint256 === signer.fingerprint256) return true;
    return authority.ca && signer.checkIssued(authority) && signer.verify(authority.publicKey);
  });
}
