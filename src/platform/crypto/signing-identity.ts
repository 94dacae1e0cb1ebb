// x509 resolves its parts by decorators: their metadata must exist before it is loaded.
import 'reflect-metadata';
import {
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { type Clock, type Instant, instantOf, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';

x509.cryptoProvider.set(webcrypto);

/** Who signs packages: a certificate issued by this installation's own authority, and its key. */
export interface SigningIdentity {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
  /** What recipients are given once, out of band, to check every signature against. */
  readonly caPem: string;
}

export interface SigningIdentityOptions {
  /** `<data>/keys`; the identity lives in `signing/` below it, readable by the owner alone. */
  readonly keysDir: string;
  /** Stands in the certificates as organisation. */
  readonly organisation: string;
  readonly clock: Clock;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const CA_DAYS = 3_650;
const SIGNER_DAYS = 730;
/** A signer this close to its end is replaced; signatures made before stay good, they name their time. */
const RENEW_BEFORE_DAYS = 30;
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';

/** Opens the signing identity, making it on first use and renewing the signer before it expires. */
export async function openSigningIdentity(options: SigningIdentityOptions): Promise<SigningIdentity> {
  const dir = join(options.keysDir, 'signing');
  const found = (await readIdentity(dir)) ?? (await createIdentity(dir, options));
  const renewAfter = plusMs(instantOf(found.certificate.validToDate), -RENEW_BEFORE_DAYS * DAY_MS);
  return options.clock.now() < renewAfter ? found : renewSigner(dir, found, options);
}

async function readIdentity(dir: string): Promise<SigningIdentity | null> {
  try {
    const [signer, caPem] = await Promise.all([
      readFile(join(dir, 'signer.pem')),
      readFile(join(dir, 'ca.pem'), 'utf8'),
    ]);
    return { certificate: new X509Certificate(signer), key: createPrivateKey(signer), caPem };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`The signing identity in ${dir} cannot be read.`, { cause: error });
  }
}

/** The whole folder appears at once: two processes that start together end with the same identity. */
async function createIdentity(dir: string, options: SigningIdentityOptions): Promise<SigningIdentity> {
  await mkdir(options.keysDir, { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(join(options.keysDir, 'signing-'));
  const caKey = newKey();
  const ca = await selfSignedAuthority(caKey, options);
  await writePrivately(join(draft, 'ca-key.pem'), pemOf(caKey.privateKey));
  await writePrivately(join(draft, 'ca.pem'), ca.toString('pem'));
  await writePrivately(join(draft, 'signer.pem'), await issueSigner(ca, caKey.privateKey, options));
  try {
    await rename(draft, dir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const other = await readIdentity(dir);
    if (other) return other;
    throw error;
  }
  await flushFolder(options.keysDir);
  return mustRead(dir);
}

async function renewSigner(
  dir: string,
  old: SigningIdentity,
  options: SigningIdentityOptions,
): Promise<SigningIdentity> {
  const caKey = createPrivateKey(await readFile(join(dir, 'ca-key.pem')));
  const draft = join(dir, `signer-${randomBytes(6).toString('hex')}.part`);
  await writePrivately(draft, await issueSigner(new x509.X509Certificate(old.caPem), caKey, options));
  await rename(draft, join(dir, 'signer.pem'));
  await flushFolder(dir);
  return mustRead(dir);
}

async function mustRead(dir: string): Promise<SigningIdentity> {
  const identity = await readIdentity(dir);
  if (!identity) throw new Error(`The signing identity in ${dir} vanished.`);
  return identity;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function newKey(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

async function selfSignedAuthority(keys: KeyPair, options: SigningIdentityOptions): Promise<x509.X509Certificate> {
  const publicKey = keys.publicKey.toCryptoKey(ALGORITHM, true, ['verify']);
  return x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: nameOf('Vigie package authority', options.organisation),
    ...validFrom(options.clock.now(), CA_DAYS),
    keys: { publicKey, privateKey: keys.privateKey.toCryptoKey(ALGORITHM, false, ['sign']) },
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
}

/** Answers key and certificate as one PEM text, so that they can only be replaced together. */
async function issueSigner(
  ca: x509.X509Certificate,
  caKey: KeyObject,
  options: SigningIdentityOptions,
): Promise<string> {
  const keys = newKey();
  const publicKey = keys.publicKey.toCryptoKey(ALGORITHM, true, ['verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    issuer: ca.subject,
    subject: nameOf('Vigie package signer', options.organisation),
    ...validFrom(options.clock.now(), SIGNER_DAYS),
    publicKey,
    signingKey: caKey.toCryptoKey(ALGORITHM, false, ['sign']),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      // Stock `openssl cms -verify` asks for e-mail protection, or for no extended usage at all.
      new x509.ExtendedKeyUsageExtension([EMAIL_PROTECTION]),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
    ],
  });
  return `${pemOf(keys.privateKey)}${certificate.toString('pem')}\n`;
}

function nameOf(commonName: string, organisation: string): x509.JsonName {
  return [{ O: [organisation] }, { CN: [commonName] }];
}

/** Positive and 127 bits long (RFC 5280, 4.1.2.2). */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function validFrom(now: Instant, days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now), notAfter: new Date(plusMs(now, days * DAY_MS)) };
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function writePrivately(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
}

async function flushFolder(dir: string): Promise<void> {
  await using handle = await open(dir, 'r');
  await handle.sync();
}
