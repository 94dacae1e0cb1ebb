import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNonEmpty, ok, type Result, refuse } from '#core/result.ts';
import { canonicalZip } from '#platform/archive/canonical-zip.ts';
import { ageEncrypt, ageRecipient } from '#platform/crypto/age-encrypt.ts';
import { cmsEnvelope, envelopeRecipient } from '#platform/crypto/cms-envelope.ts';
import type { SigningIdentity } from '#platform/crypto/signing-identity.ts';
import { assembleBag, type BagDocument } from '../domain/assemble-bag.ts';
import type { PackageContent } from '../domain/package-content.ts';
import { referral } from '../domain/referral.ts';
import { referralSchema } from '../referral-schema.ts';
import { type KeptFile, keepWhole } from './keep-whole.ts';
import { type BagRefusal, type OpenObject, writeBag } from './write-bag.ts';

/** A key of the recipient as its directory row holds it: a PEM certificate, or an `age1…` recipient. */
export interface SealingKey {
  readonly keyId: number;
  readonly form: 'x509' | 'age';
  readonly text: string;
}

export interface SealedFileOnDisk extends KeptFile {
  readonly recipientKeyId: number;
  readonly form: 'x509' | 'age';
}

export interface SealedPackage {
  /** SHA-256 of `tagmanifest-sha256.txt`, lower-case hex: what a second person releases. */
  readonly bagHash: string;
  /** SHA-256 of the plain archive inside every encrypted file, lower-case hex. */
  readonly zipSha256: string;
  /** Subject of the signer's certificate. */
  readonly signer: string;
  readonly files: readonly SealedFileOnDisk[];
  /** Removes the encrypted files; the plain bag and archive are gone already. */
  discard(): Promise<void>;
}

export type SealRefusal =
  | BagRefusal
  | { readonly kind: 'no-recipient-key' }
  | { readonly kind: 'unusable-key'; readonly keyId: number; readonly why: string };

export interface Sealing {
  readonly content: PackageContent;
  /** The printed documents, made from the same content. */
  readonly documents: readonly BagDocument[];
  readonly openObject: OpenObject;
  readonly signer: SigningIdentity;
  readonly keys: readonly SealingKey[];
  /** A private folder on the disk that has room for the package twice. */
  readonly workDir: string;
}

/**
 * Bag, signature, archive, then one encrypted file per key, named `<PKG>.zip.p7m` or `<PKG>.zip.age` in a folder of its
 * own below `workDir`. A refusal or an exception leaves nothing behind; the plain form never outlives the call.
 */
export async function sealBag(sealing: Sealing): Promise<Result<SealedPackage, SealRefusal>> {
  const encrypters = readKeys(sealing.keys);
  if (!encrypters.ok) return encrypters;
  await mkdir(sealing.workDir, { recursive: true, mode: 0o700 });
  const dir = await mkdtemp(join(sealing.workDir, 'seal-'));
  const discard = () => rm(dir, { recursive: true, force: true });
  try {
    const sealed = await sealIn(dir, sealing, encrypters.value);
    if (!sealed.ok) await discard();
    return sealed.ok ? ok({ ...sealed.value, discard }) : sealed;
  } catch (error) {
    await discard();
    throw error;
  }
}

interface Encrypter {
  readonly key: SealingKey;
  readonly extension: 'p7m' | 'age';
  encrypt(plaintext: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** All keys are read before any byte of evidence is. */
function readKeys(keys: readonly SealingKey[]): Result<readonly Encrypter[], SealRefusal> {
  const encrypters: Encrypter[] = [];
  for (const key of keys) {
    const read = key.form === 'x509' ? readCertificate(key) : readAge(key);
    if (!read.ok) return refuse({ kind: 'unusable-key', keyId: key.keyId, why: read.refusal.kind });
    encrypters.push(read.value);
  }
  return isNonEmpty(encrypters) ? ok(encrypters) : refuse({ kind: 'no-recipient-key' });
}

function readCertificate(key: SealingKey): Result<Encrypter, { readonly kind: string }> {
  const recipient = envelopeRecipient(key.text);
  if (!recipient.ok) return recipient;
  return ok({ key, extension: 'p7m', encrypt: (plaintext) => cmsEnvelope(plaintext, recipient.value) });
}

function readAge(key: SealingKey): Result<Encrypter, { readonly kind: string }> {
  const recipient = ageRecipient(key.text);
  if (!recipient.ok) return recipient;
  return ok({ key, extension: 'age', encrypt: (plaintext) => ageEncrypt(plaintext, recipient.value) });
}

async function sealIn(
  dir: string,
  { content, documents, openObject, signer }: Sealing,
  encrypters: readonly Encrypter[],
): Promise<Result<Omit<SealedPackage, 'discard'>, SealRefusal>> {
  // A package whose own account breaks its schema is a defect of ours: it must not leave.
  referralSchema.parse(referral(content));
  const bagDir = join(dir, 'bag', content.packageNumber);
  const bag = await writeBag(bagDir, content, assembleBag(content, { documents, sha256Hex }), openObject, signer);
  if (!bag.ok) return bag;
  const zip = await keepWhole(join(dir, `${content.packageNumber}.zip`), zipOf(bagDir, content, bag.value.files));
  await rm(join(dir, 'bag'), { recursive: true });
  const files: SealedFileOnDisk[] = [];
  for (const { key, extension, encrypt } of encrypters) {
    await mkdir(join(dir, String(key.keyId)), { mode: 0o700 });
    const path = join(dir, String(key.keyId), `${content.packageNumber}.zip.${extension}`);
    const kept = await keepWhole(path, await encrypt(createReadStream(zip.path)));
    files.push({ ...kept, recipientKeyId: key.keyId, form: key.form });
  }
  await rm(zip.path);
  const subject = signer.certificate.subject.replaceAll('\n', ', ');
  return ok({ bagHash: bag.value.bagHash, zipSha256: zip.sha256, signer: subject, files });
}

/** The bag is the one top folder of the archive. */
function zipOf(bagDir: string, content: PackageContent, files: readonly { path: string; size: number }[]) {
  return canonicalZip(
    files.map(({ path, size }) => ({
      path: `${content.packageNumber}/${path}`,
      size,
      open: async () => createReadStream(join(bagDir, path)),
    })),
  );
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
