import { constants, publicEncrypt, type X509Certificate } from 'node:crypto';
import { Constructed } from 'asn1js';
import { algorithm, encode, integer, lengthBytes, OID, octets, oid, sequence, tagged } from './der.ts';
import { issuerAndSerial } from './signed-data.ts';

/** Bytes of ciphertext per piece of the container. */
export const CHUNK_BYTES = 65_536;
const INDEFINITE = 0x80;
const SEQUENCE = 0x30;
const CONTEXT_0 = 0xa0;
const OCTET_STRING = 0x04;

const END_OF_CONTENTS = Buffer.from([0, 0]);

/** RSAES-OAEP with SHA-256 for both its digests (RFC 8017). */
export const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;

/** Everything before the ciphertext: an envelope of indefinite length, so that nothing need be known in advance. */
export function envelopeHead(recipient: X509Certificate, contentKey: Buffer, iv: Buffer): Buffer {
  const open = (tag: number) => Buffer.from([tag, INDEFINITE]);
  return Buffer.concat([
    open(SEQUENCE),
    encode(oid(OID.envelopedData)),
    open(CONTEXT_0),
    open(SEQUENCE),
    // Version 2, because attributes follow the content (RFC 5652, 6.1).
    encode(integer(2)),
    tagged(0x31, encode(keyTransport(recipient, contentKey))),
    open(SEQUENCE),
    encode(oid(OID.data)),
    encode(algorithm(OID.aes256Cbc, octets(iv))),
    open(CONTEXT_0),
  ]);
}

export function envelopeChunk(ciphertext: Buffer): Buffer {
  return Buffer.concat([Buffer.from([OCTET_STRING]), lengthBytes(ciphertext.length), ciphertext]);
}

/** Ends ciphertext and content. */
export const CONTENT_END = Buffer.concat([END_OF_CONTENTS, END_OF_CONTENTS]);

/** Length of `envelopeTail`. */
export const TAIL_BYTES = 57;

/**
 * The end: SHA-256 of every byte before it, as an unprotected attribute, which stock tools pass over. It protects
 * against damage on the way; against people, the signature inside the package does.
 */
export function envelopeTail(everythingBefore: Buffer): Buffer {
  const digest = tagged(0x31, encode(octets(everythingBefore)));
  const attributes = tagged(0xa1, tagged(SEQUENCE, encode(oid(OID.messageDigest)), digest));
  return Buffer.concat([attributes, END_OF_CONTENTS, END_OF_CONTENTS, END_OF_CONTENTS]);
}

function keyTransport(recipient: X509Certificate, contentKey: Buffer) {
  const sha256 = algorithm(OID.sha256, 'null');
  const parameters = sequence(context(0, sha256), context(1, algorithm(OID.mgf1, algorithm(OID.sha256, 'null'))));
  return sequence(
    integer(0),
    issuerAndSerial(recipient),
    algorithm(OID.rsaOaep, parameters),
    octets(publicEncrypt({ key: recipient.publicKey, ...OAEP }, contentKey)),
  );
}

function context(tagNumber: number, value: ReturnType<typeof sequence>) {
  return new Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] });
}
