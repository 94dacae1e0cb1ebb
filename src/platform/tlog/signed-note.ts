import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';

/** C2SP signed-note: what a key signs. 0x01 a note, 0x04 a checkpoint at a time (witness). */
export type KeyKind = 'note' | 'cosignature';

/** Who may be believed under a name: `<name>+<key id>+<kind and key>` in its written form. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly kind: KeyKind;
  readonly key: KeyObject;
}

/** A key that signs, with its name. */
export interface SignerKey extends VerifierKey {
  readonly privateKey: KeyObject;
}

/** One signature line as it stands under a note. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const KIND_BYTE = { note: 0x01, cosignature: 0x04 } as const;
const KEY_BYTES = 32;
// DER before a raw Ed25519 key (RFC 8410): public 12 bytes, private 16 bytes.
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
// C2SP asks for at least 16; more would only be noise.
const MAX_SIGNATURES = 64;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** Reads a verifier key `<name>+<8 hex>+<base64>`; null when it is none or its id does not fit. */
export function readVerifierKey(text: string): VerifierKey | null {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text.trim());
  if (!match?.[1] || !match[2] || !match[3]) return null;
  const encoded = Buffer.from(match[3], 'base64');
  const kind = kindOf(encoded[0]);
  if (kind === null || encoded.length !== KEY_BYTES + 1) return null;
  const read = verifierOf(match[1], kind, encoded.subarray(1));
  return read.id.toString('hex') === match[2] ? read : null;
}

/** The written form of a verifier key. */
export function verifierKeyText(key: VerifierKey): string {
  const encoded = Buffer.concat([Buffer.of(KIND_BYTE[key.kind]), rawOf(key.key)]);
  return `${key.name}+${key.id.toString('hex')}+${encoded.toString('base64')}`;
}

/** Reads `PRIVATE+KEY+<name>+<8 hex>+<base64>`; null when it is none. */
export function readSignerKey(text: string): SignerKey | null {
  const match = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text.trim());
  if (!match?.[1] || !match[2] || !match[3]) return null;
  const encoded = Buffer.from(match[3], 'base64');
  const kind = kindOf(encoded[0]);
  if (kind === null || encoded.length !== KEY_BYTES + 1) return null;
  const read = signerOf(match[1], kind, encoded.subarray(1));
  return read.id.toString('hex') === match[2] ? read : null;
}

/** A fresh signing key and its written form, to be kept privately. */
export function newSignerKey(name: string, kind: KeyKind): { readonly key: SignerKey; readonly text: string } {
  const seed = randomBytes(KEY_BYTES);
  const key = signerOf(name, kind, seed);
  const encoded = Buffer.concat([Buffer.of(KIND_BYTE[kind]), seed]).toString('base64');
  return { key, text: `PRIVATE+KEY+${name}+${key.id.toString('hex')}+${encoded}` };
}

/** Writes a signature line. */
export function signatureLine(key: VerifierKey, signature: Buffer): string {
  return `— ${key.name} ${Buffer.concat([key.id, signature]).toString('base64')}\n`;
}

/** Signs a text (ending in a newline) as a note. */
export function signNote(text: string, key: SignerKey): string {
  return `${text}\n${signatureLine(key, signWith(key, Buffer.from(text)))}`;
}

/** Reads a note; null when it is not one. Nothing in it is to be believed before a signature is verified. */
export function readNote(note: string): Note | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids exactly these.
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.isWellFormed()) return null;
  const split = note.lastIndexOf('\n\n');
  if (split < 1 || !note.endsWith('\n')) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return null;
  const signatures = lines.map(readSignatureLine);
  if (!signatures.every((line) => line !== null)) return null;
  return { text: note.slice(0, split + 1), signatures };
}

/** Reads one signature line; null when it is none. */
export function readSignatureLine(line: string): NoteSignature | null {
  const match = SIGNATURE_LINE.exec(line.trimEnd());
  if (!match?.[1] || !match[2]) return null;
  const bytes = Buffer.from(match[2], 'base64');
  return bytes.length < 5 ? null : { name: match[1], id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** Whether this key signed the note: by a line of its own name and id that verifies, and none that does not. */
export function isSignedBy(note: Note, key: VerifierKey): boolean {
  const own = note.signatures.filter((line) => isOf(line, key));
  return own.length > 0 && own.every(({ signature }) => verifyWith(key, Buffer.from(note.text), signature));
}

/** Whether a line claims this key. */
export function isOf(line: NoteSignature, key: VerifierKey): boolean {
  return line.name === key.name && line.id.equals(key.id);
}

/** A plain Ed25519 signature by this key. */
export function signWith(key: SignerKey, message: Buffer): Buffer {
  return sign(null, message, key.privateKey);
}

/** Verifies a plain Ed25519 signature. */
export function verifyWith(key: VerifierKey, message: Buffer, signature: Buffer): boolean {
  return signature.length === 64 && verify(null, message, key.key, signature);
}

function kindOf(byte: number | undefined): KeyKind | null {
  if (byte === KIND_BYTE.note) return 'note';
  return byte === KIND_BYTE.cosignature ? 'cosignature' : null;
}

function verifierOf(name: string, kind: KeyKind, raw: Buffer): VerifierKey {
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_DER, raw]), format: 'der', type: 'spki' });
  const id = createHash('sha256').update(`${name}\n`).update(Buffer.of(KIND_BYTE[kind])).update(raw).digest();
  return { name, kind, key, id: id.subarray(0, 4) };
}

function signerOf(name: string, kind: KeyKind, seed: Buffer): SignerKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' });
  return { ...verifierOf(name, kind, rawOf(createPublicKey(privateKey))), privateKey };
}

function rawOf(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_DER.length);
}
