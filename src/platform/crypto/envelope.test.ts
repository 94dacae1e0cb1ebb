import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ageEncrypt, ageRecipient } from './age-encrypt.ts';
import { ageOpen } from './age-open.ts';
import { certificateFacts, validityAt } from './certificate-facts.ts';
import { cmsEnvelope, envelopeRecipient } from './cms-envelope.ts';
import { cmsOpen } from './cms-open.ts';
import { aCertificate, hasProgram, run } from './testing.ts';

let dir: string;
const agency = aCertificate();
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie-envelope-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function enveloped(bytes: Buffer, size = 10_000): Promise<string> {
  const recipient = envelopeRecipient(agency.certPem);
  if (!recipient.ok) throw new Error(recipient.refusal.kind);
  const path = join(dir, `${createHash('sha256').update(bytes).digest('hex')}.p7m`);
  await writeFile(path, Readable.from(cmsEnvelope(pieces(bytes, size), recipient.value)));
  return path;
}

async function opened(path: string, keyPem = agency.keyPem): Promise<Buffer | string> {
  const result = await cmsOpen(path, keyPem);
  return result.ok ? buffer(result.value) : result.refusal.kind;
}

describe('the envelope', () => {
  it.each([0, 1, 16, 65_535, 65_536, 300_001])('gives %i bytes back', async (length) => {
    const bytes = randomBytes(length);
    expect(bytes.equals(Buffer.from(await opened(await enveloped(bytes))))).toBe(true);
  });

  it.skipIf(!hasProgram('openssl', 'version'))('is opened by stock openssl', async () => {
    const bytes = randomBytes(200_000);
    const path = await enveloped(bytes, 777);
    const [from, to] = [
      ['-in', path, '-inkey', agency.keyPath],
      ['-out', join(dir, 'plain')],
    ];
    run('openssl', ['cms', '-decrypt', '-inform', 'DER', ...from, ...to]);
    expect(bytes.equals(await readFile(join(dir, 'plain')))).toBe(true);
  });

  it('is not opened by another key', async () => {
    const path = await enveloped(Buffer.from('secret'));
    expect(await opened(path, aCertificate().keyPem)).toBe('not-for-this-key');
    expect(await opened(path, aCertificate('ec').keyPem)).toBe('not-for-this-key');
    expect(await opened(path, 'no key')).toBe('not-a-private-key');
  });

  it('is refused with any one bit changed, or cut short anywhere', async () => {
    const path = await enveloped(Buffer.from('secret'));
    const bytes = await readFile(path);
    for (let bit = 0; bit < bytes.length * 8; bit += 23) {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(path, copy);
      expect(await opened(path), `bit ${bit}`).toBe('damaged');
    }
    for (const length of [0, 1, 56, 57, 58, bytes.length - 1]) {
      await writeFile(path, bytes.subarray(0, length));
      expect(await opened(path), `${length} bytes`).toBe('damaged');
    }
  });

  it('takes RSA certificates only', () => {
    expect(envelopeRecipient(aCertificate('ec').certPem)).toEqual({ ok: false, refusal: { kind: 'key-not-rsa' } });
    expect(envelopeRecipient('x')).toEqual({ ok: false, refusal: { kind: 'not-a-certificate' } });
  });
});

describe('the facts of a certificate', () => {
  it('say whose it is, until when, and by what fingerprint', () => {
    const facts = certificateFacts(agency.certPem);
    if (!facts.ok) throw new Error(facts.refusal.kind);
    expect(facts.value).toMatchObject({
      subject: 'C=CA, O=Example Police Service, CN=intake',
      key: { kind: 'rsa', bits: 3_072 },
      fingerprintSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(validityAt(facts.value, facts.value.notAfter)).toBe('valid');
    expect(validityAt({ ...facts.value, notAfter: facts.value.notBefore }, facts.value.notAfter)).toBe('expired');
  });

  it('refuse what is no certificate', () => {
    expect(certificateFacts('-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----')).toEqual({
      ok: false,
      refusal: { kind: 'not-a-certificate' },
    });
  });
});

describe('an age file', async () => {
  const identity = await generateX25519Identity();
  const recipient = ageRecipient(await identityToRecipient(identity));
  if (!recipient.ok) throw new Error(recipient.refusal.kind);
  const write = async (bytes: Buffer) => {
    const path = join(dir, 'x.age');
    await writeFile(path, await ageEncrypt(pieces(bytes, 50_000), recipient.value));
    return path;
  };

  it('gives its bytes back', async () => {
    const bytes = randomBytes(150_000);
    const result = await ageOpen(await write(bytes), `# created for the intake desk\n${identity}\n`);
    expect(result.ok && bytes.equals(await buffer(result.value))).toBe(true);
  });

  it.skipIf(!hasProgram('age', '--version'))('is opened by the stock age tool', async () => {
    const bytes = randomBytes(150_000);
    const path = await write(bytes);
    await writeFile(join(dir, 'identity.txt'), `${identity}\n`);
    run('age', ['-d', '-i', join(dir, 'identity.txt'), '-o', join(dir, 'plain'), path]);
    expect(bytes.equals(await readFile(join(dir, 'plain')))).toBe(true);
  });

  it('is not opened by another identity, nor when damaged', async () => {
    const path = await write(Buffer.from('secret'));
    expect(await ageOpen(path, await generateX25519Identity())).toMatchObject({
      refusal: { kind: 'cannot-be-opened' },
    });
    expect(await ageOpen(path, 'nothing')).toMatchObject({ refusal: { kind: 'not-an-identity' } });
    const bytes = await buffer(createReadStream(path));
    for (let bit = 0; bit < bytes.length * 8; bit += 37) {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(path, copy);
      const result = await ageOpen(path, identity);
      if (result.ok) await expect(buffer(result.value), `bit ${bit}`).rejects.toThrow();
    }
  });

  it('takes X25519 recipients only', () => {
    expect(ageRecipient('age1xyz').ok).toBe(false);
    expect(ageRecipient(`age1${'q'.repeat(58)}`).ok).toBe(false);
  });
});
