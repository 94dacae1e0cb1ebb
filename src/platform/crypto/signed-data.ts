import { createHash, type X509Certificate } from 'node:crypto';
import { Constructed, UTCTime } from 'asn1js';
import type { Instant } from '#core/clock.ts';
import {
  type Asn1,
  algorithm,
  decode,
  encode,
  integer,
  members,
  OID,
  octets,
  oid,
  rawBytes,
  sequence,
  setOf,
} from './der.ts';

/** Everything a detached signature of ours says; the rest of its bytes follows from this. */
export interface SignatureFacts {
  readonly certificate: X509Certificate;
  /** SHA-256 of the signed content. */
  readonly contentDigest: Buffer;
  /** To the second. */
  readonly signedAt: Instant;
}

/** The DER bytes that the key signs: the attributes as a SET OF (RFC 5652, 5.4). */
export function signedAttributes(facts: SignatureFacts): Buffer {
  return encode(setOf(...attributesOf(facts)));
}

/** The one form in which we write SignedData: detached, one signer, its certificate enclosed. */
export function encodeSignedData(facts: SignatureFacts, signature: Buffer): Buffer {
  const certificate = decode(facts.certificate.raw);
  if (certificate === null) throw new Error('A certificate is one DER value.');
  const signedData = sequence(
    integer(1),
    setOf(algorithm(OID.sha256)),
    sequence(oid(OID.data)),
    context(0, [certificate]),
    setOf(
      sequence(
        integer(1),
        issuerAndSerial(facts.certificate),
        algorithm(OID.sha256),
        context(0, [...members(setOf(...attributesOf(facts)))]),
        signatureAlgorithm(facts.certificate),
        octets(signature),
      ),
    ),
  );
  return encode(sequence(oid(OID.signedData), context(0, [signedData])));
}

/** Issuer and serial number exactly as the certificate writes them. */
export function issuerAndSerial(certificate: X509Certificate): Asn1 {
  const fields = members(members(decode(certificate.raw) ?? undefined)[0]);
  // An explicit version ([0]) stands before the serial number in every certificate but the oldest.
  const first = fields[0]?.idBlock.tagClass === 3 ? 1 : 0;
  const serial = fields[first];
  const issuer = fields[first + 2];
  if (!serial || !issuer) throw new Error('A certificate has a serial number and an issuer.');
  return sequence(decoded(issuer), decoded(serial));
}

function decoded(value: Asn1): Asn1 {
  const copy = decode(rawBytes(value));
  if (copy === null) throw new Error('A value read once can be read again.');
  return copy;
}

function attributesOf(facts: SignatureFacts): Asn1[] {
  const certificateHash = createHash('sha256').update(facts.certificate.raw).digest();
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.signingTime, new UTCTime({ valueDate: new Date(facts.signedAt) })),
    attribute(OID.messageDigest, octets(facts.contentDigest)),
    // Ties the enclosed certificate to the signature: no bit of it can change unnoticed, whoever issued it.
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(certificateHash))))),
  ];
}

function attribute(type: string, value: Asn1): Asn1 {
  return sequence(oid(type), setOf(value));
}

function signatureAlgorithm(certificate: X509Certificate): Asn1 {
  return certificate.publicKey.asymmetricKeyType === 'rsa'
    ? algorithm(OID.sha256WithRsa, 'null')
    : algorithm(OID.ecdsaWithSha256);
}

function context(tagNumber: number, value: Asn1[]): Asn1 {
  return new Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
}
