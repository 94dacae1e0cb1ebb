import { constants, createHash, verify, type X509Certificate } from 'node:crypto';
import { type CertificateFacts, factsOf, parseCertificate } from './certificate-facts.ts';
import { bytesOf, digestOf, oidOf } from './cms-decrypt.ts';
import { type Asn1, decode, members, OID, octetsOf, rawBytes } from './der.ts';
import { issuerAndSerial } from './signed-data.ts';

/** One signature of anybody's making: who it names, and whether it holds over the content. Whom to trust is not judged here. */
export interface ReadSignature {
  /** Null: the signature brings no certificate of its signer. */
  readonly signer: CertificateFacts | null;
  readonly holds: boolean;
}

const MOST_SIGNERS = 10;
const RSA_PSS = '1.2.840.113549.1.1.10';

/** Reads SignedData (RFC 5652, 5), with its content inside or given beside it; null for what is none. Never throws. */
export function readSigned(
  bytes: Uint8Array,
  detached: Buffer | null,
): { readonly content: Buffer; readonly signatures: readonly ReadSignature[] } | null {
  try {
    const fields = members(members(members(decode(bytes) ?? undefined)[1])[0]);
    const inside = members(fields[2])[1];
    const content = detached ?? (inside === undefined ? null : bytesOf(inside));
    if (content === null || oidOf(members(fields[2])[0]) === null) return null;
    const tagOf = (one: Asn1) => (one.idBlock.tagClass === 3 ? one.idBlock.tagNumber : null);
    const certificates = members(fields.find((one) => tagOf(one) === 0)).flatMap(
      (one) => parseCertificate(rawBytes(one)) ?? [],
    );
    const signers = members(fields.at(-1)).slice(0, MOST_SIGNERS);
    return { content, signatures: signers.map((signer) => readSigner(members(signer), certificates, content)) };
  } catch {
    return null;
  }
}

function readSigner(fields: readonly Asn1[], certificates: readonly X509Certificate[], content: Buffer): ReadSignature {
  const id = fields[1];
  const issued = (one: X509Certificate) => Buffer.from(issuerAndSerial(one).toBER(false));
  const byName = id === undefined ? undefined : certificates.find((one) => rawBytes(id).equals(issued(one)));
  const certificate = byName ?? (id?.idBlock.tagClass === 3 && certificates.length === 1 ? certificates[0] : undefined);
  if (certificate === undefined) return { signer: null, holds: false };
  return { signer: factsOf(certificate), holds: holds(fields, certificate, content) };
}

/** Over the content itself, or over attributes of which one is its digest. */
function holds(fields: readonly Asn1[], certificate: X509Certificate, content: Buffer): boolean {
  const hash = digestOf(fields[2]);
  const attributes = fields[3]?.idBlock.tagClass === 3 ? fields[3] : null;
  const [method, value] = attributes === null ? [fields[3], fields[4]] : [fields[4], fields[5]];
  const signature = octetsOf(value);
  if (hash === null || signature === null) return false;
  if (attributes !== null && !digestFits(members(attributes), createHash(hash).update(content).digest())) return false;
  const signed = attributes === null ? content : Buffer.concat([Buffer.from([0x31]), rawBytes(attributes).subarray(1)]);
  const key = certificate.publicKey;
  const isPss = oidOf(members(method)[0]) === RSA_PSS;
  const how = isPss ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  try {
    return verify(key.asymmetricKeyType?.startsWith('ed') ? null : hash, signed, { key, ...how }, signature);
  } catch {
    return false;
  }
}

function digestFits(attributes: readonly Asn1[], digest: Buffer): boolean {
  const found = attributes.find((one) => oidOf(members(one)[0]) === OID.messageDigest);
  return octetsOf(members(members(found)[1])[0])?.equals(digest) ?? false;
}
