import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cmsDecrypt, cmsKind, type RecipientKey, recipientKeyOf } from './cms-decrypt.ts';
import { readSigned } from './cms-read-signed.ts';
import { aCertificate, hasProgram } from './testing.ts';

// Proved here: what openssl, an independent writer, encrypts and signs is read, and nothing else is; spoiled bytes never throw.
// Alone: npx vitest run --project unit src/platform/crypto/cms-decrypt.test.ts

const HAS_OPENSSL = hasProgram('openssl', 'version');
const folder = mkdtempSync(join(tmpdir(), 'vigie-cms-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORDS = Buffer.from('Neutral words.\r\n'.repeat(500));

function holder(kind: 'rsa' | 'ec') {
  const { certPem, keyPem } = aCertificate(kind);
  const path = join(folder, `${kind}-${Math.random()}.pem`);
  writeFileSync(path, `${keyPem}${certPem}`);
  return { path, key: recipientKeyOf(`${keyPem}${certPem}`) as RecipientKey };
}

const cms = (...args: readonly string[]) =>
  execFileSync('openssl', ['cms', '-binary', '-outform', 'DER', ...args], { input: WORDS, maxBuffer: 1 << 26 });

describe.skipIf(!HAS_OPENSSL)('an envelope of another program', () => {
  const [rsa, ec, stranger] = HAS_OPENSSL ? [holder('rsa'), holder('ec'), holder('rsa')] : [];
  if (!rsa || !ec || !stranger) return;
  const keys = [ec.key, rsa.key];
  const opened = (bytes: Buffer, own = keys) => {
    const result = cmsDecrypt(bytes, own);
    return result.ok ? result.value : result.refusal.kind;
  };

  it.each([
    ...['-aes128', '-aes192', '-aes256', '-aes-128-gcm', '-aes-256-gcm'].map((cipher) => [cipher, '']),
    ['-aes256', '-keyid'],
    ['-aes256', '-stream'],
  ])('is opened by its key: %s %s', (cipher, option) => {
    for (const { path } of [rsa, ec]) {
      const bytes = cms('-encrypt', cipher, ...(option ? [option] : []), '-recip', path);
      expect(cmsKind(bytes)).toBe('enveloped');
      expect(opened(bytes)).toEqual(WORDS);
    }
  });

  it.each([
    ['RSA-OAEP', 'rsa_padding_mode:oaep'],
    ['RSA-OAEP with SHA-256', 'rsa_oaep_md:sha256'],
  ])('is opened by %s', (_what, how) => {
    const options = ['-keyopt', 'rsa_padding_mode:oaep', ...(how.includes('md') ? ['-keyopt', how] : [])];
    expect(opened(cms('-encrypt', '-aes256', '-recip', rsa.path, ...options))).toEqual(WORDS);
  });

  it.each(['sha224', 'sha256', 'sha384', 'sha512'])('is opened by a key agreed with %s', (hash) => {
    const options = ['-keyopt', `ecdh_kdf_md:${hash}`];
    expect(opened(cms('-encrypt', '-aes128', '-recip', ec.path, ...options))).toEqual(WORDS);
  });

  it('of an old program, by Triple DES, is opened where its key came by RSA', () => {
    expect(opened(cms('-encrypt', '-des3', '-recip', rsa.path))).toEqual(WORDS);
    expect(opened(cms('-encrypt', '-des3', '-recip', ec.path))).toBe('unknown-cipher');
  });

  it('for several is opened by the one that is ours, and by no other', () => {
    const bytes = cms('-encrypt', '-aes256', '-recip', stranger.path, '-recip', ec.path);
    expect(opened(bytes)).toEqual(WORDS);
    expect(opened(bytes, [rsa.key])).toBe('not-for-this-key');
    expect(opened(bytes, [])).toBe('not-for-this-key');
  });

  it('that is authenticated does not open with one bit changed', () => {
    const bytes = cms('-encrypt', '-aes-256-gcm', '-recip', ec.path);
    for (const at of [bytes.length - 40, bytes.length - 4]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(opened(changed)).toBe('damaged');
    }
  });

  it('spoiled anywhere never throws', () => {
    const whole = [cms('-encrypt', '-aes256', '-recip', ec.path), cms('-sign', '-nodetach', '-signer', ec.path)];
    const spoiling = fc.array(fc.tuple(fc.nat(1_200), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.constantFrom(...whole), spoiling, fc.nat(9_000), (bytes, changes, length) => {
        const spoiled = Buffer.from(bytes.subarray(0, Math.max(10, bytes.length - (length % bytes.length))));
        for (const [at, value] of changes) spoiled[at % spoiled.length] = value;
        cmsKind(spoiled);
        cmsDecrypt(spoiled, [ec.key]);
        readSigned(spoiled, null);
      }),
      { numRuns: 1_500, interruptAfterTimeLimit: 10_000 },
    );
  }, 20_000);

  it.each(['rsa', 'ec'] as const)('a signature by %s holds over what was signed and nothing else', (kind) => {
    const { path } = kind === 'rsa' ? rsa : ec;
    const inside = readSigned(cms('-sign', '-nodetach', '-signer', path), null);
    expect(inside?.content).toEqual(WORDS);
    expect(inside?.signatures).toMatchObject([
      { holds: true, signer: { subject: expect.stringContaining('CN=intake') } },
    ]);
    for (const options of [[], ['-noattr'], ...(kind === 'rsa' ? [['-keyopt', 'rsa_padding_mode:pss']] : [])]) {
      const bytes = cms('-sign', '-signer', path, ...options);
      expect(readSigned(bytes, WORDS)?.signatures).toMatchObject([{ holds: true }]);
      expect(readSigned(bytes, Buffer.from('other words'))?.signatures).toMatchObject([{ holds: false }]);
    }
    expect(readSigned(cms('-sign', '-nocerts', '-signer', path), WORDS)?.signatures).toEqual([
      { signer: null, holds: false },
    ]);
  });
});

describe('bytes that are no CMS', () => {
  it('are told from it, and open with nothing', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('words'), Buffer.from('3000', 'hex')]) {
      expect(cmsKind(bytes)).toBeNull();
      expect(cmsDecrypt(bytes, [])).toEqual({ ok: false, refusal: { kind: 'damaged' } });
      expect(readSigned(bytes, null)).toBeNull();
    }
    expect(recipientKeyOf('no PEM')).toBeNull();
  });
});
