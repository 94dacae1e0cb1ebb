import {
  constants,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  privateDecrypt,
  type X509Certificate,
} from 'node:crypto';
import { ObjectIdentifier, OctetString } from 'asn1js';
import { ok, type Result, refuse } from '#core/result.ts';
import { parseCertificate } from './certificate-facts.ts';
import { type Asn1, decode, members, OID, octetsOf, rawBytes, tagged } from './der.ts';
import { issuerAndSerial } from './signed-data.ts';

/** A private key with the certificate that senders encrypt to. */
export interface RecipientKey {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

/** `not-for-this-key`: made for other certificates; `unknown-cipher`: by a method that is not read here; `damaged`: anything else. */
export type DecryptRefusal = { readonly kind: 'not-for-this-key' | 'unknown-cipher' | 'damaged' };

const AUTH_ENVELOPED = '1.2.840.113549.1.9.16.1.23';
const MOST_RECIPIENTS = 200;

/** Content ciphers (RFC 3565, 5084), and Triple DES, which old programs still write and nobody here does. */
const CIPHERS: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', bytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', bytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', bytes: 32 },
  '2.16.840.1.101.3.4.1.6': { name: 'aes-128-gcm', bytes: 16 },
  '2.16.840.1.101.3.4.1.26': { name: 'aes-192-gcm', bytes: 24 },
  '2.16.840.1.101.3.4.1.46': { name: 'aes-256-gcm', bytes: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', bytes: 24 },
};
/** Key wraps (RFC 3394) by their length. */
const WRAPS: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.1.5': 16,
  '2.16.840.1.101.3.4.1.25': 24,
  '2.16.840.1.101.3.4.1.45': 32,
};
const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
};
/** One-pass Diffie-Hellman with the key derivation of X9.63 (RFC 5753), plain and with cofactor: the same on every curve with cofactor 1. */
const AGREEMENTS: Readonly<Record<string, string>> = {
  '1.3.133.16.840.63.0.2': 'sha1',
  '1.3.133.16.840.63.0.3': 'sha1',
  ...Object.fromEntries(
    ['sha224', 'sha256', 'sha384', 'sha512'].flatMap((hash, at) => [
      [`1.3.132.1.11.${at}`, hash],
      [`1.3.132.1.14.${at}`, hash],
    ]),
  ),
};

/** A key and its certificates out of one PEM text; null when it holds either not. */
export function recipientKeyOf(pem: string): RecipientKey | null {
  try {
    const certificate = parseCertificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----')));
    return certificate === null ? null : { certificate, key: createPrivateKey(pem) };
  } catch {
    return null;
  }
}

/** What kind of CMS the bytes say they are; null for anything else. */
export function cmsKind(bytes: Uint8Array): 'enveloped' | 'signed' | null {
  const type = oidOf(members(decode(bytes) ?? undefined)[0]);
  if (type === OID.envelopedData || type === AUTH_ENVELOPED) return 'enveloped';
  return type === OID.signedData ? 'signed' : null;
}

/**
 * Opens an envelope of anybody's making (EnvelopedData or AuthEnvelopedData, DER or BER) with whichever of the keys it was made for.
 * Never throws. Whoever sent it learns nothing of the outcome: a mail is received either way.
 */
export function cmsDecrypt(bytes: Uint8Array, keys: readonly RecipientKey[]): Result<Buffer, DecryptRefusal> {
  try {
    const body = members(members(members(decode(bytes) ?? undefined)[1])[0]);
    const at = body.findIndex(({ idBlock }) => idBlock.tagClass === 1 && idBlock.tagNumber === 17);
    const [, cipher, content] = members(body[at + 1]);
    if (at < 1 || cipher === undefined) return refuse({ kind: 'damaged' });
    const method = CIPHERS[oidOf(members(cipher)[0]) ?? ''];
    if (method === undefined) return refuse({ kind: 'unknown-cipher' });
    const opened = contentKeyFrom(members(body[at]), keys, method.bytes);
    if (!Buffer.isBuffer(opened)) return refuse(opened);
    const parameters = members(cipher)[1];
    const sealed = { ...method, encrypted: bytesOf(content), tail: body.slice(at + 2) };
    const plain = method.name.endsWith('gcm')
      ? openGcm(sealed, opened, members(parameters))
      : openCbc(sealed, opened, parameters);
    return ok(plain);
  } catch {
    // A length, a tag or a padding that is none: whichever it was is nobody's affair outside.
    return refuse({ kind: 'damaged' });
  }
}

interface Sealed {
  readonly name: string;
  readonly encrypted: Buffer;
  readonly tail: readonly Asn1[];
}

function openCbc({ name, encrypted }: Sealed, key: Buffer, iv: Asn1 | undefined): Buffer {
  const decipher = createDecipheriv(name, key, octetsOf(iv) ?? Buffer.alloc(0));
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

function openGcm({ name, encrypted, tail }: Sealed, key: Buffer, [nonce, length]: readonly Asn1[]): Buffer {
  const authTagLength = length === undefined ? 12 : Number(`0x${rawBytes(length).subarray(2).toString('hex')}`);
  const tag = bytesOf(tail.find((one) => one.idBlock.tagClass === 1));
  if (authTagLength < 12 || tag.length !== authTagLength) throw new RangeError('No tag of that length is allowed.');
  const decipher = createDecipheriv(name as 'aes-256-gcm', key, octetsOf(nonce) ?? Buffer.alloc(0), { authTagLength });
  const attributes = tail.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 1);
  // Authenticated as the SET OF that they are, not under the tag they stand (RFC 5083, 2.2).
  if (attributes) decipher.setAAD(Buffer.concat([Buffer.from([0x31]), rawBytes(attributes).subarray(1)]));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

function contentKeyFrom(
  recipients: readonly Asn1[],
  keys: readonly RecipientKey[],
  length: number,
): Buffer | DecryptRefusal {
  for (const recipient of recipients.slice(0, MOST_RECIPIENTS)) {
    const isAgreement = recipient.idBlock.tagClass === 3 && recipient.idBlock.tagNumber === 1;
    const found = isAgreement ? agreedKey(recipient, keys) : transportedKey(members(recipient), keys);
    if (found === 'unknown-cipher') return { kind: 'unknown-cipher' };
    if (found !== null) return found.length === length ? found : { kind: 'damaged' };
  }
  return { kind: 'not-for-this-key' };
}

function transportedKey(
  [, id, method, wrapped]: readonly Asn1[],
  keys: readonly RecipientKey[],
): Buffer | null | 'unknown-cipher' {
  const own = keys.find((key) => isFor(id, key));
  if (own === undefined) return null;
  const [algorithm, parameters] = members(method);
  const bytes = octetsOf(wrapped) ?? Buffer.alloc(0);
  switch (oidOf(algorithm)) {
    case '1.2.840.113549.1.1.1':
      return privateDecrypt({ key: own.key, padding: constants.RSA_PKCS1_PADDING }, bytes);
    case OID.rsaOaep: {
      const hash = members(parameters).find(({ idBlock }) => idBlock.tagNumber === 0);
      const oaepHash = HASHES[oidOf(members(members(hash)[0])[0]) ?? ''] ?? 'sha1';
      return privateDecrypt({ key: own.key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, bytes);
    }
    default:
      return 'unknown-cipher';
  }
}

function agreedKey(recipient: Asn1, keys: readonly RecipientKey[]): Buffer | null | 'unknown-cipher' {
  const fields = members(recipient);
  const [originator, second] = [fields[1], fields[2]];
  const hasMaterial = second?.idBlock.tagClass === 3;
  const [method, list] = hasMaterial ? [fields[3], fields[4]] : [fields[2], fields[3]];
  for (const entry of members(list).slice(0, MOST_RECIPIENTS)) {
    const [id, wrapped] = members(entry);
    const own = keys.find((key) => isFor(id, key));
    if (own === undefined) continue;
    const [scheme, wrap] = members(method);
    const hash = AGREEMENTS[oidOf(scheme) ?? ''];
    const length = WRAPS[oidOf(members(wrap)[0]) ?? ''];
    const point = octetsOf(members(members(originator)[0])[1]);
    if (hash === undefined || length === undefined || wrap === undefined || point === null) return 'unknown-cipher';
    const material = hasMaterial ? octetsOf(members(second)[0]) : null;
    const shared = diffieHellman({ privateKey: own.key, publicKey: publicKeyLike(own, point) });
    const info = sharedInfo(rawBytes(wrap), material, length);
    const unwrap = createDecipheriv(
      `aes${length * 8}-wrap`,
      derived(hash, shared, info, length),
      Buffer.alloc(8, 0xa6),
    );
    return Buffer.concat([unwrap.update(octetsOf(wrapped) ?? Buffer.alloc(0)), unwrap.final()]);
  }
  return null;
}

/** The sender's point on the recipient's curve. */
function publicKeyLike({ certificate }: RecipientKey, point: Buffer): KeyObject {
  const own = decode(certificate.publicKey.export({ type: 'spki', format: 'der' }));
  const algorithm = rawBytes(members(own ?? undefined)[0] as Asn1);
  const key = tagged(0x30, algorithm, tagged(0x03, Buffer.from([0]), point));
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** ECC-CMS-SharedInfo (RFC 5753, 7.2). */
function sharedInfo(wrap: Buffer, material: Buffer | null, length: number): Buffer {
  const bits = Buffer.alloc(4);
  bits.writeUInt32BE(length * 8);
  const given = material === null ? [] : [tagged(0xa0, tagged(0x04, material))];
  return tagged(0x30, wrap, ...given, tagged(0xa2, tagged(0x04, bits)));
}

/** Key derivation of X9.63. */
function derived(hash: string, shared: Buffer, info: Buffer, length: number): Buffer {
  const pieces: Buffer[] = [];
  for (let counter = 1; Buffer.concat(pieces).length < length; counter++) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    pieces.push(createHash(hash).update(shared).update(count).update(info).digest());
  }
  return Buffer.concat(pieces).subarray(0, length);
}

/** By issuer and serial number as the certificate writes them, or by the identifier of its key. */
function isFor(id: Asn1 | undefined, { certificate }: RecipientKey): boolean {
  if (id === undefined) return false;
  if (id.idBlock.tagClass === 3) {
    const stated = id.idBlock.isConstructed ? octetsOf(members(id)[0]) : bytesOf(id);
    return stated?.equals(keyIdentifier(certificate)) ?? false;
  }
  return rawBytes(id).equals(Buffer.from(issuerAndSerial(certificate).toBER(false)));
}

function keyIdentifier(certificate: X509Certificate): Buffer {
  const key = decode(certificate.publicKey.export({ type: 'spki', format: 'der' }));
  return createHash('sha1')
    .update(octetsOf(members(key ?? undefined)[1]) ?? Buffer.alloc(0))
    .digest();
}

/** The bytes of an octet string whole or in pieces, under whatever tag. */
export function bytesOf(value: Asn1 | undefined): Buffer {
  if (value === undefined) return Buffer.alloc(0);
  const pieces = members(value);
  if (pieces.length > 0) return Buffer.concat(pieces.map(bytesOf));
  if (value instanceof OctetString) return Buffer.from(value.valueBlock.valueHexView);
  const block = value.valueBlock as { readonly valueHexView?: Uint8Array };
  return Buffer.from(block.valueHexView ?? new Uint8Array());
}

export function oidOf(value: Asn1 | undefined): string | null {
  return value instanceof ObjectIdentifier ? value.valueBlock.toString() : null;
}

/** The name of a digest by its identifier; null for one that is not known here. */
export function digestOf(algorithm: Asn1 | undefined): string | null {
  return HASHES[oidOf(members(algorithm)[0]) ?? ''] ?? null;
}
