import { createCipheriv, createHash, randomBytes, type X509Certificate } from 'node:crypto';
import { ok, type Result, refuse } from '#core/result.ts';
import { parseCertificate } from './certificate-facts.ts';
import { CHUNK_BYTES, CONTENT_END, envelopeChunk, envelopeHead, envelopeTail } from './enveloped-data.ts';

/** A certificate that may be encrypted to. */
export type EnvelopeRecipient = X509Certificate & { readonly __use: 'envelope' };

export type RecipientRefusal =
  | { readonly kind: 'not-a-certificate' }
  | { readonly kind: 'key-not-rsa' | 'key-too-short' };

/** NIST SP 800-131A: shorter keys are no longer allowed for key transport. */
const MIN_RSA_BITS = 2_048;

/** Reads a recipient's certificate (PEM); refuses what is none, and keys that RSA-OAEP cannot or should not use. */
export function envelopeRecipient(pem: string): Result<EnvelopeRecipient, RecipientRefusal> {
  const certificate = parseCertificate(pem);
  if (certificate === null) return refuse({ kind: 'not-a-certificate' });
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa') return refuse({ kind: 'key-not-rsa' });
  if ((asymmetricKeyDetails?.modulusLength ?? 0) < MIN_RSA_BITS) return refuse({ kind: 'key-too-short' });
  return ok(certificate as EnvelopeRecipient);
}

/**
 * Encrypts a stream to one certificate: CMS EnvelopedData, AES-256-CBC, key transport by RSA-OAEP, in bounded memory.
 * Opens with `openssl cms -decrypt -inform DER`.
 */
export async function* cmsEnvelope(
  plaintext: AsyncIterable<Uint8Array>,
  recipient: EnvelopeRecipient,
): AsyncGenerator<Buffer, void, undefined> {
  const digest = createHash('sha256');
  const through = (bytes: Buffer) => {
    digest.update(bytes);
    return bytes;
  };
  const contentKey = randomBytes(32);
  const iv = randomBytes(16);
  yield through(envelopeHead(recipient, contentKey, iv));
  for await (const ciphertext of inChunks(encrypted(plaintext, contentKey, iv)))
    yield through(envelopeChunk(ciphertext));
  yield through(CONTENT_END);
  yield envelopeTail(digest.digest());
}

async function* encrypted(plaintext: AsyncIterable<Uint8Array>, key: Buffer, iv: Buffer): AsyncGenerator<Buffer> {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  for await (const bytes of plaintext) yield cipher.update(bytes);
  yield cipher.final();
}

/** Regroups a stream into pieces of one size; the last may be shorter. */
async function* inChunks(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    pending.push(piece);
    length += piece.length;
    if (length < CHUNK_BYTES) continue;
    const joined = Buffer.concat(pending);
    const whole = joined.length - (joined.length % CHUNK_BYTES);
    for (let at = 0; at < whole; at += CHUNK_BYTES) yield joined.subarray(at, at + CHUNK_BYTES);
    pending = [joined.subarray(whole)];
    length = joined.length - whole;
  }
  if (length > 0) yield Buffer.concat(pending);
}
