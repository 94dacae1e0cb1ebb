import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { cmsSign } from './cms-sign.ts';
import { cmsVerify } from './cms-verify.ts';
import { openSigningIdentity, type SigningIdentity } from './signing-identity.ts';
import { hasProgram, run } from './testing.ts';

const NOW = '2026-11-23T23:40:00.500Z' as Instant;
const CONTENT = Buffer.from('0123  data/a.txt\n');
let dir: string;
let identity: SigningIdentity;
const at = (now: Instant) => ({ keysDir: dir, organisation: 'Example Centre', clock: { now: () => now } });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie-keys-'));
  identity = await openSigningIdentity(at(NOW));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('the signing identity', () => {
  it('is made once, kept for its owner alone, and found again', async () => {
    const again = await openSigningIdentity(at(NOW));
    expect(again.certificate.fingerprint256).toBe(identity.certificate.fingerprint256);
    for (const name of await readdir(join(dir, 'signing'))) {
      expect((await stat(join(dir, 'signing', name))).mode & 0o077).toBe(0);
    }
  });

  it('is one identity although two processes start together', async () => {
    const other = await mkdtemp(join(tmpdir(), 'vigie-keys-'));
    const both = await Promise.all([1, 2].map(() => openSigningIdentity({ ...at(NOW), keysDir: other })));
    expect(both[0]?.caPem).toBe(both[1]?.caPem);
    expect(await readdir(other)).toEqual(['signing']);
    await rm(other, { recursive: true });
  });

  it('gets a new signer under the same authority before the old one expires', async () => {
    const other = await mkdtemp(join(tmpdir(), 'vigie-keys-'));
    const old = await openSigningIdentity({ ...at(NOW), keysDir: other });
    const later = plusMs(NOW, 710 * DAY_MS);
    const renewed = await openSigningIdentity({ ...at(later), keysDir: other });
    expect(renewed.certificate.fingerprint256).not.toBe(old.certificate.fingerprint256);
    const verified = cmsVerify(cmsSign(renewed, CONTENT, later), CONTENT, old.caPem);
    expect(verified).toMatchObject({ ok: true, value: { trusted: true } });
    await rm(other, { recursive: true });
  });
});

describe('a detached signature', () => {
  it('names its signer and its time, and is trusted under its authority only', async () => {
    const signature = cmsSign(identity, CONTENT, NOW);
    expect(cmsVerify(signature, CONTENT, identity.caPem)).toMatchObject({
      ok: true,
      value: {
        signedAt: '2026-11-23T23:40:00.000Z',
        trusted: true,
        signer: { subject: 'O=Example Centre, CN=Vigie package signer' },
      },
    });
    const stranger = await mkdtemp(join(tmpdir(), 'vigie-keys-'));
    const { caPem } = await openSigningIdentity({ ...at(NOW), keysDir: stranger });
    expect(cmsVerify(signature, CONTENT, caPem)).toMatchObject({ ok: true, value: { trusted: false } });
    expect(cmsVerify(signature, CONTENT, null)).toMatchObject({ ok: true, value: { trusted: false } });
    await rm(stranger, { recursive: true });
  });

  it('does not fit other content', () => {
    const signature = cmsSign(identity, CONTENT, NOW);
    expect(cmsVerify(signature, Buffer.from('x'), null)).toEqual({ ok: false, refusal: { kind: 'wrong' } });
  });

  it('is refused with any one of its bits changed', () => {
    const signature = cmsSign(identity, CONTENT, NOW);
    for (let bit = 0; bit < signature.length * 8; bit += 5) {
      const copy = Buffer.from(signature);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(cmsVerify(copy, CONTENT, null).ok, `bit ${bit}`).toBe(false);
    }
  });

  it.skipIf(!hasProgram('openssl', 'version'))('is accepted by stock openssl', async () => {
    const path = (name: string) => join(dir, name);
    await writeFile(path('x'), CONTENT);
    await writeFile(path('x.p7s'), cmsSign(identity, CONTENT, plusMs(NOW, 0)));
    await writeFile(path('ca.pem'), identity.caPem);
    const when = ['-attime', String(Date.parse(NOW) / 1_000 + 60)].map((one) => one.split('.')[0] ?? one);
    const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', path('x.p7s'), '-content', path('x')];
    expect(run('openssl', [...args, '-CAfile', path('ca.pem'), ...when])).toBe(CONTENT.toString());
  });
});
