import { BitString, fromBER, Integer, Null, ObjectIdentifier, OctetString, Sequence, Set as SetOf } from 'asn1js';

/** Any value of the ASN.1 tree. */
export type Asn1 = ReturnType<typeof fromBER>['result'];

/** Object identifiers of the CMS, its algorithms and attributes (RFC 5652, 5754, 5035, 8017). */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  rsaOaep: '1.2.840.113549.1.1.7',
  mgf1: '1.2.840.113549.1.1.8',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const;

export function oid(value: string): Asn1 {
  return new ObjectIdentifier({ value });
}

export function integer(value: number): Asn1 {
  return new Integer({ value });
}

export function octets(bytes: Uint8Array): Asn1 {
  return new OctetString({ valueHex: exactBuffer(bytes) });
}

export function sequence(...value: Asn1[]): Asn1 {
  return new Sequence({ value });
}

/** A SET OF: DER orders its members by their encoding. */
export function setOf(...members: Asn1[]): Asn1 {
  return new SetOf({ value: members.toSorted((a, b) => Buffer.compare(encode(a), encode(b))) });
}

/** `null` parameters where the algorithm's RFC wants them written, none otherwise. */
export function algorithm(id: string, parameters?: 'null' | Asn1): Asn1 {
  if (parameters === undefined) return sequence(oid(id));
  return sequence(oid(id), parameters === 'null' ? new Null() : parameters);
}

export function encode(value: Asn1): Buffer {
  return Buffer.from(value.toBER(false));
}

/** Reads one value that fills the bytes; null otherwise. */
export function decode(bytes: Uint8Array): Asn1 | null {
  try {
    const { offset, result } = fromBER(exactBuffer(bytes));
    return offset === bytes.length ? result : null;
  } catch {
    // asn1js answers most damage, and throws on some: on a time that is none, for one.
    return null;
  }
}

/** Members of a constructed value; none for a primitive one. */
export function members(value: Asn1 | undefined): readonly Asn1[] {
  // What could not be read has no value block at all, whatever its type says.
  const block: object | undefined = value?.valueBlock;
  const inner: unknown = block !== undefined && 'value' in block ? block.value : undefined;
  return Array.isArray(inner) ? (inner as readonly Asn1[]) : [];
}

/** The bytes a value was read from, untouched by any re-encoding. */
export function rawBytes(value: Asn1): Buffer {
  return Buffer.from(value.valueBeforeDecodeView);
}

export function octetsOf(value: Asn1 | undefined): Buffer | null {
  if (!(value instanceof OctetString) && !(value instanceof BitString)) return null;
  return Buffer.from(value.valueBlock.valueHexView);
}

/** One length-prefixed value from bytes already encoded. */
export function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthBytes(body.length), body]);
}

export function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
