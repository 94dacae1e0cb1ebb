// x509 resolves its parts by decorators: their metadata must exist before it is loaded.
import 'reflect-metadata';
import { generateKeyPairSync, randomBytes, webcrypto } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { type Clock, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { flushFolder, writeNewFile } from '#platform/backup/durable-file.ts';
import { type RecipientKey, recipientKeyOf } from '#platform/crypto/cms-decrypt.ts';

const KEY_DAYS = 1_095;
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** The keys that open encrypted mail: every `.pem` of `keys/mail/`, each a key with its certificate. Old ones still open what was sent for them. */
export async function readMailKeys(keysDir: string): Promise<readonly RecipientKey[]> {
  const folder = join(keysDir, 'mail');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const keys: RecipientKey[] = [];
  for (const name of names.filter((one) => one.endsWith('.pem')).sort()) {
    const key = recipientKeyOf(await readFile(join(folder, name), 'utf8'));
    if (key !== null) keys.push(key);
  }
  return keys;
}

/** Makes a key (RSA, 3072 bits) and the certificate that senders encrypt to; readable by the owner alone. */
export async function createMailKey(
  keysDir: string,
  { name, address, clock }: { readonly name: string; readonly address: string; readonly clock: Clock },
): Promise<RecipientKey> {
  x509.cryptoProvider.set(webcrypto);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3_072 });
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial.toString('hex'),
    name: [{ O: [name] }, { CN: [address] }],
    notBefore: new Date(clock.now()),
    notAfter: new Date(plusMs(clock.now(), KEY_DAYS * DAY_MS)),
    keys: {
      publicKey: publicKey.toCryptoKey(ALGORITHM, true, ['verify']),
      privateKey: privateKey.toCryptoKey(ALGORITHM, false, ['sign']),
    },
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyEncipherment, true),
      new x509.ExtendedKeyUsageExtension([EMAIL_PROTECTION]),
      new x509.SubjectAlternativeNameExtension([{ type: 'email', value: address }]),
    ],
  });
  const pem = `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate.toString('pem')}\n`;
  const made = recipientKeyOf(pem);
  if (made === null) throw new Error('A key made a moment ago can be read.');
  const folder = join(keysDir, 'mail');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeNewFile(join(folder, `${clock.now().slice(0, 10)}-${serial.toString('hex').slice(0, 8)}.pem`), [
    Buffer.from(pem),
  ]);
  await flushFolder(folder);
  return made;
}
