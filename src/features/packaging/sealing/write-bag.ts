import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { cmsSign } from '#platform/crypto/cms-sign.ts';
import type { SigningIdentity } from '#platform/crypto/signing-identity.ts';
import { type BagEntry, bagInfo } from '../domain/assemble-bag.ts';
import { BAG_HASH_OF } from '../domain/bag-hash.ts';
import { BAG_ALGORITHMS, BAG_DECLARATION, type DigestedFile, manifestText } from '../domain/build-manifest.ts';
import type { PackageContent, PackageObject } from '../domain/package-content.ts';

export type OpenObject = (object: PackageObject) => Promise<AsyncIterable<Uint8Array>>;

export interface WrittenBag {
  readonly bagHash: string;
  /** Every file of the bag: path inside it, and size. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

export type BagRefusal = { readonly kind: 'evidence-altered'; readonly path: string };

/** Writes a whole bag into a folder and signs both tag manifests; refuses evidence that is not what was recorded. */
export async function writeBag(
  bagDir: string,
  content: PackageContent,
  entries: readonly BagEntry[],
  openObject: OpenObject,
  signer: SigningIdentity,
): Promise<Result<WrittenBag, BagRefusal>> {
  const payload: DigestedFile[] = [];
  for (const entry of entries) {
    const source = entry.kind === 'bytes' ? once(entry.bytes) : await openObject(entry.object);
    const written = await writeFile(bagDir, entry.path, source);
    if (entry.kind === 'object' && !isAsRecorded(written, entry.object)) {
      return refuse({ kind: 'evidence-altered', path: entry.path });
    }
    payload.push(written);
  }
  const tags = await writeTagFiles(bagDir, [
    ['bagit.txt', BAG_DECLARATION],
    ['bag-info.txt', bagInfo(content, payload)],
    ...BAG_ALGORITHMS.map((name) => [`manifest-${name}.txt`, manifestText(payload, name)] as const),
  ]);
  const seals = await writeSeals(bagDir, tags, signer, content.generatedAt);
  const bagHash = seals.find(({ path }) => path === BAG_HASH_OF)?.digests.sha256;
  if (bagHash === undefined) throw new Error('A bag without its tag manifest.');
  const files = [...payload, ...tags, ...seals].map(({ path, sizeBytes }) => ({ path, size: sizeBytes }));
  return ok({ bagHash, files });
}

/** The two tag manifests and, beside each, its detached signature: tag files that no manifest lists (RFC 8493, 2.2.1). */
async function writeSeals(
  bagDir: string,
  tags: readonly DigestedFile[],
  signer: SigningIdentity,
  signedAt: Instant,
): Promise<readonly DigestedFile[]> {
  const seals: DigestedFile[] = [];
  for (const algorithm of BAG_ALGORITHMS) {
    const path = `tagmanifest-${algorithm}.txt`;
    const manifest = Buffer.from(manifestText(tags, algorithm));
    seals.push(await writeFile(bagDir, path, once(manifest)));
    seals.push(await writeFile(bagDir, `${path}.p7s`, once(cmsSign(signer, manifest, signedAt))));
  }
  return seals;
}

async function writeTagFiles(
  bagDir: string,
  files: readonly (readonly [path: string, text: string])[],
): Promise<readonly DigestedFile[]> {
  const written: DigestedFile[] = [];
  for (const [path, text] of files) written.push(await writeFile(bagDir, path, once(Buffer.from(text))));
  return written;
}

async function writeFile(bagDir: string, path: string, source: AsyncIterable<Uint8Array>): Promise<DigestedFile> {
  const [sha256, sha512] = [createHash('sha256'), createHash('sha512')];
  const target = join(bagDir, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await using file = await open(target, 'wx', 0o600);
  let sizeBytes = 0;
  for await (const bytes of source) {
    sha256.update(bytes);
    sha512.update(bytes);
    sizeBytes += bytes.length;
    await file.appendFile(bytes);
  }
  return { path, sizeBytes, digests: { sha256: sha256.digest('hex'), sha512: sha512.digest('hex') } };
}

function isAsRecorded(written: DigestedFile, object: PackageObject): boolean {
  return written.digests.sha256 === object.sha256 && written.sizeBytes === object.sizeBytes;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
