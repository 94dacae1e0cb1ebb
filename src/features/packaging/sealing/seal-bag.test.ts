import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { openZip } from '#platform/archive/read-zip.ts';
import { cmsOpen } from '#platform/crypto/cms-open.ts';
import { openSigningIdentity, type SigningIdentity } from '#platform/crypto/signing-identity.ts';
import { aCertificate, hasProgram, run } from '#platform/crypto/testing.ts';
import type { BagDocument } from '../domain/assemble-bag.ts';
import type { PackageObject } from '../domain/package-content.ts';
import { anIdentifier, anObject, aPackageContent, aPackageReport } from '../testing.ts';
import { verifyPackage } from '../verify/verify-package.ts';
import { type SealedPackage, type Sealing, type SealRefusal, sealBag } from './seal-bag.ts';

/*
 * Proves: a package with evidence is sealed, opened with stock tools, and every changed bit of it is found.
 * Out of scope: the words of the documents (documents/), the database (store, commands).
 */
const NOW = '2026-11-24T02:47:00.000Z' as Instant;
const EVIDENCE = [Buffer.from('a pattern'), randomBytes(70_000), Buffer.alloc(0)];
const OBJECTS = EVIDENCE.map((bytes, index) => anObject(bytes, index + 2));
const ORIGINAL = Buffer.from('{"reportId":"190000001"}');
const agency = aCertificate();

let dir: string;
let signer: SigningIdentity;
let identity: string;
let recipient: string;
const at = (...names: string[]) => join(dir, ...names);

const content = aPackageContent({
  reports: [
    aPackageReport({
      identifiers: [anIdentifier()],
      files: OBJECTS.map((object, index) => ({
        originalName: ['é à.jpg', '=cmd.MP4', null][index] ?? null,
        md5: null,
        sha1: null,
        claimedHashes: [],
        viewedByEsp: [true, false, null][index] ?? null,
        caveat: null,
        included: object,
        sizeBytes: object.sizeBytes,
        sha256: object.sha256,
        notIncludedReason: null,
      })),
    }),
  ],
  custody: [
    { at: NOW, actor: 'credential:4', act: 'received', report: null, sha256: 'aa' },
    { at: NOW, actor: 'staff:7', act: 'sealed', report: null, sha256: 'aa' },
  ],
});
const documents: BagDocument[] = [{ name: 'general-report', language: 'fr', pdf: Buffer.from('%PDF-1.7') }];

async function* bytesOf(object: PackageObject): AsyncGenerator<Uint8Array> {
  yield [ORIGINAL, ...EVIDENCE][Number(object.objectId.slice(-2)) - 1] ?? Buffer.alloc(0);
}

function sealing(part: Partial<Sealing> = {}): Sealing {
  const keys = [
    { keyId: 11, form: 'x509' as const, text: agency.certPem },
    { keyId: 12, form: 'age' as const, text: recipient },
  ];
  return { content, documents, openObject: async (o) => bytesOf(o), signer, keys, workDir: at('work'), ...part };
}

async function sealed(part: Partial<Sealing> = {}): Promise<SealedPackage> {
  const result = await sealBag(sealing(part));
  if (!result.ok) throw new Error(result.refusal.kind);
  return result.value;
}

async function refusal(part: Partial<Sealing>): Promise<SealRefusal | null> {
  const result = await sealBag(sealing(part));
  return result.ok ? null : result.refusal;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie-seal-'));
  signer = await openSigningIdentity({ keysDir: at('keys'), organisation: 'Centre', clock: { now: () => NOW } });
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  await writeFile(at('identity.txt'), `${identity}\n`);
  await writeFile(at('ca.pem'), signer.caPem);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function unpack(zipPath: string, target: string): Promise<void> {
  const opened = await openZip(zipPath);
  if (!opened.ok) throw new Error(opened.refusal.kind);
  for (const entry of opened.value.entries) {
    await mkdir(dirname(join(target, entry.path)), { recursive: true });
    await writeFile(join(target, entry.path), await entry.open());
  }
  opened.value.close();
}

describe('sealing', () => {
  it('gives the same archive digest and bag hash for the same content, whoever it is encrypted to', async () => {
    const [first, second] = [await sealed(), await sealed({ keys: sealing().keys.slice(1) })];
    expect(second.bagHash).toBe(first.bagHash);
    expect(first.files.map((file) => basename(file.path))).toEqual([
      'PKG-2026-03177.zip.p7m',
      'PKG-2026-03177.zip.age',
    ]);
    for (const file of first.files) {
      expect(
        createHash('sha256')
          .update(await readFile(file.path))
          .digest('hex'),
      ).toBe(file.sha256);
    }
    await Promise.all([first.discard(), second.discard()]);
    expect(await readdir(at('work'))).toEqual([]);
  });

  it('leaves nothing plain behind', async () => {
    const done = await sealed();
    const left = (await readdir(at('work'), { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    expect(left.map((one) => one.name).sort()).toEqual(['PKG-2026-03177.zip.age', 'PKG-2026-03177.zip.p7m']);
    await done.discard();
  });

  it('refuses evidence that is not what was recorded, and leaves nothing', async () => {
    const altered = async () => bytesOf({ ...anObject(Buffer.from('x'), 2) });
    expect(await refusal({ openObject: altered })).toMatchObject({ kind: 'evidence-altered' });
    expect(await readdir(at('work'))).toEqual([]);
  });

  it('refuses keys it cannot encrypt to before it opens any evidence', async () => {
    const openObject = () => Promise.reject(new Error('opened'));
    const key = { keyId: 3, form: 'x509' as const, text: aCertificate('ec').certPem };
    expect(await refusal({ openObject, keys: [key] })).toEqual({ kind: 'unusable-key', keyId: 3, why: 'key-not-rsa' });
    expect(await refusal({ openObject, keys: [] })).toEqual({ kind: 'no-recipient-key' });
  });

  it('leaves nothing when the evidence breaks off', async () => {
    await expect(sealBag(sealing({ openObject: () => Promise.reject(new Error('disk')) }))).rejects.toThrow('disk');
    expect(await readdir(at('work'))).toEqual([]);
  });
});

const STOCK = hasProgram('openssl', 'version') && hasProgram('age', '--version') && hasProgram('unzip', '-v');
describe.skipIf(!STOCK)('a recipient with stock tools', () => {
  it('opens, checks the signature and every digest, and finds the evidence as received', async () => {
    const done = await sealed();
    const [p7m, age] = done.files.map((file) => file.path);
    const out = ['-out', at('cms.zip')];
    run('openssl', ['cms', '-decrypt', '-inform', 'DER', '-in', p7m ?? '', '-inkey', agency.keyPath, ...out]);
    run('age', ['-d', '-i', at('identity.txt'), '-o', at('age.zip'), age ?? '']);
    expect((await readFile(at('cms.zip'))).equals(await readFile(at('age.zip')))).toBe(true);
    run('unzip', ['-q', '-o', at('cms.zip'), '-d', at('opened')]);
    const bag = at('opened', 'PKG-2026-03177');
    for (const name of ['sha256', 'sha512']) {
      const signed = [
        '-in',
        join(bag, `tagmanifest-${name}.txt.p7s`),
        '-content',
        join(bag, `tagmanifest-${name}.txt`),
      ];
      const trust = ['-CAfile', at('ca.pem'), '-attime', String(Date.parse(NOW) / 1_000), '-out', at('signed')];
      run('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', ...signed, ...trust]);
      run('sh', ['-c', `cd '${bag}' && ${name}sum -c manifest-${name}.txt tagmanifest-${name}.txt`]);
    }
    expect(await readFile(join(bag, 'data/evidence/R-2026-000123/0002.mp4'))).toEqual(EVIDENCE[1]);
    expect((await readFile(join(bag, 'data/hashes.csv'))).toString()).toContain("'=cmd.MP4");
    const hash = createHash('sha256').update(await readFile(join(bag, 'tagmanifest-sha256.txt')));
    expect(hash.digest('hex')).toBe(done.bagHash);
    await done.discard();
  });
});

describe('verifying', () => {
  let p7m: string;
  let age: string;
  let bagHash: string;
  let keyFile: string;

  beforeAll(async () => {
    const small = aPackageContent({ reports: [aPackageReport()], custody: content.custody });
    const done = await sealed({ content: small, documents: [] });
    await cp(done.files[0]?.path ?? '', at('p.zip.p7m'));
    await cp(done.files[1]?.path ?? '', at('p.zip.age'));
    await done.discard();
    [p7m, age, bagHash, keyFile] = [at('p.zip.p7m'), at('p.zip.age'), done.bagHash, at('key.pem')];
    await writeFile(keyFile, agency.keyPem);
    const opened = await cmsOpen(p7m, agency.keyPem);
    if (!opened.ok) throw new Error(opened.refusal.kind);
    await writeFile(at('p.zip'), opened.value);
    await unpack(at('p.zip'), at('folder'));
  });

  it('finds nothing wrong with a package in any of its four forms', async () => {
    const caFile = at('ca.pem');
    const verdicts = await Promise.all([
      verifyPackage(at('folder', 'PKG-2026-03177'), { caFile }),
      verifyPackage(at('p.zip'), { caFile }),
      verifyPackage(p7m, { caFile, keyFile }),
      verifyPackage(age, { caFile, keyFile: at('identity.txt') }),
    ]);
    for (const verdict of verdicts) {
      expect(verdict).toEqual({
        ok: true,
        bagHash,
        signature: { valid: true, trusted: true, signer: 'O=Centre, CN=Vigie package signer' },
        proof: { ok: true, witness: null },
        faults: [],
        warnings: ['no-proof'],
      });
    }
  });

  it('says that nobody vouched for the signer when no authority is given', async () => {
    const verdict = await verifyPackage(at('p.zip'));
    expect(verdict).toMatchObject({ ok: true, signature: { trusted: false } });
    expect(verdict.warnings).toContain('signer-not-checked');
  });

  it('does not trust a signer of another authority', async () => {
    const other = await openSigningIdentity({ keysDir: at('other'), organisation: 'X', clock: { now: () => NOW } });
    await writeFile(at('other.pem'), other.caPem);
    const verdict = await verifyPackage(at('p.zip'), { caFile: at('other.pem') });
    expect(verdict).toMatchObject({ ok: false, faults: [{ kind: 'untrusted-signer' }] });
  });

  it('asks for the key, and says when it is another', async () => {
    expect((await verifyPackage(p7m)).faults).toMatchObject([{ kind: 'key-needed' }]);
    await writeFile(at('wrong.pem'), aCertificate().keyPem);
    expect((await verifyPackage(p7m, { keyFile: at('wrong.pem') })).faults).toMatchObject([
      { kind: 'not-for-this-key' },
    ]);
    expect((await verifyPackage(at('nowhere'))).faults).toMatchObject([{ kind: 'not-found' }]);
  });

  it.each([
    ['the archive', 'p.zip', undefined, 120],
    ['the envelope', 'p.zip.p7m', 'key.pem', 60],
    ['the age file', 'p.zip.age', 'identity.txt', 60],
  ])('finds any changed bit of %s', async (_, name, key, rounds) => {
    const bytes = await readFile(at(name));
    const extension = name.slice(name.lastIndexOf('.'));
    for (let round = 0; round < rounds; round++) {
      const bit = Math.floor(Math.random() * bytes.length * 8);
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(at(`flipped${extension}`), copy);
      const verdict = await verifyPackage(at(`flipped${extension}`), key ? { keyFile: at(key) } : {});
      expect(verdict.ok, `bit ${bit}`).toBe(false);
      expect(verdict.faults.length).toBeGreaterThan(0);
    }
  });

  it('finds any changed bit of any file of the folder, files taken away and files put in', async () => {
    const bag = at('folder', 'PKG-2026-03177');
    const files = (await readdir(bag, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    for (const path of files.map((one) => join(one.parentPath, one.name))) {
      const bytes = await readFile(path);
      for (let round = 0; round < 8; round++) {
        const bit = Math.floor(Math.random() * bytes.length * 8);
        const copy = Buffer.from(bytes);
        copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await writeFile(path, copy);
        expect((await verifyPackage(bag)).ok, `${path}, bit ${bit}`).toBe(false);
      }
      await rm(path);
      expect((await verifyPackage(bag)).ok, `without ${path}`).toBe(false);
      await writeFile(path, bytes);
    }
    for (const stray of ['data/stray.txt', 'stray.txt']) {
      await writeFile(join(bag, stray), 'x');
      expect((await verifyPackage(bag)).ok, stray).toBe(false);
      await rm(join(bag, stray));
    }
    expect((await verifyPackage(bag)).ok).toBe(true);
  });
});
