import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { describe, expect, test } from 'vitest';
import { readRecipientKey } from './read-recipient-key.ts';

x509.cryptoProvider.set(webcrypto);

async function aCertificate(): Promise<string> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=recipient.example',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2028-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys: keys as webcrypto.CryptoKeyPair,
  });
  return certificate.toString('pem');
}

describe("reading a recipient's key", () => {
  test('a certificate gives its fingerprint and its dates', async () => {
    expect(readRecipientKey(await aCertificate())).toMatchObject({
      ok: true,
      value: {
        form: 'x509',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: '2028-01-01T00:00:00.000Z',
      },
    });
  });

  test('an age recipient has no dates', () => {
    const recipient = `age1${'q'.repeat(58)}`;
    expect(readRecipientKey(` ${recipient}\n`)).toMatchObject({
      ok: true,
      value: { form: 'age', material: recipient, validTo: null },
    });
  });

  test.each([
    ['nothing', ''],
    ['a private age key', `AGE-SECRET-KEY-1${'Q'.repeat(58)}`],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
    ['a broken certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['a shortened age recipient', `age1${'q'.repeat(57)}`],
  ])('%s is refused', (_what, text) => {
    expect(readRecipientKey(text)).toEqual({ ok: false, refusal: { kind: 'unreadable-key' } });
  });
});
