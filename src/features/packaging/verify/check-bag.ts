import { createHash } from 'node:crypto';
import { MIB } from '#core/units.ts';
import { cmsVerify, type VerifiedSignature } from '#platform/crypto/cms-verify.ts';
import { BAG_HASH_OF } from '../domain/bag-hash.ts';
import { BAG_ALGORITHMS } from '../domain/build-manifest.ts';
import { brokenCustodyEntry } from '../domain/custody-log.ts';
import { type BagFinding, type DigestName, type ExpectedDigest, isBagTagFile, readBag } from '../domain/read-bag.ts';
import type { BagSource } from './bag-source.ts';
import { checkProofs, type ProofCheck } from './check-proofs.ts';
import type { PackageFault } from './package-fault.ts';

export interface BagCheck {
  readonly bagHash: string | null;
  readonly signature: VerifiedSignature | null;
  readonly proof: ProofCheck;
  readonly faults: readonly PackageFault[];
  readonly warnings: readonly string[];
}

/** A manifest of a million files; nothing larger is read into memory. */
const MAX_TAG_BYTES = 256 * MIB;

/** Checks everything a bag says of itself: its manifests, its signatures and the chain of its custody log. */
export async function checkBag(source: BagSource, caPem: string | null): Promise<BagCheck> {
  const tags = await readTagFiles(source);
  const tagTexts = new Map(
    [...tags].filter(([path]) => isBagTagFile(path)).map(([path, bytes]) => [path, bytes.toString()]),
  );
  const reading = readBag({ sizes: source.sizes, tagTexts });
  const signatures = checkSignatures(tags, caPem);
  const proof = await checkProofs(source);
  const faults = [
    ...source.strange.map((path) => ({ path, kind: 'not-a-plain-file' })),
    ...reading.faults,
    ...reading.warnings.filter(isFaultInOurs),
    ...(await alteredFiles(source, reading.expected)),
    ...signatures.faults,
    ...(await custodyFaults(source)),
    ...proof.faults,
  ];
  const hashed = tags.get(BAG_HASH_OF);
  return {
    bagHash: hashed ? createHash('sha256').update(hashed).digest('hex') : null,
    signature: signatures.verified,
    proof,
    faults,
    warnings: reading.warnings.filter((one) => !isFaultInOurs(one)).map(({ path, kind }) => `${kind} ${path}`),
  };
}

/** BagIt allows tag files nobody lists; in a package only the signatures are such. */
function isFaultInOurs({ path, kind }: BagFinding): boolean {
  return kind === 'unlisted-tag-file' && !path.endsWith('.p7s');
}

/** The files at the top of the bag, small by nature; larger ones stay unread and are found missing or altered. */
async function readTagFiles({ sizes, open }: BagSource): Promise<ReadonlyMap<string, Buffer>> {
  const tags = new Map<string, Buffer>();
  for (const [path, size] of sizes) {
    if (path.includes('/') || size > MAX_TAG_BYTES) continue;
    tags.set(path, await bytesOf(await open(path)));
  }
  return tags;
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Hashes each file once, whatever the number of manifests. */
async function alteredFiles(source: BagSource, expected: readonly ExpectedDigest[]): Promise<readonly PackageFault[]> {
  const faults: PackageFault[] = [];
  for (const [path, wanted] of Map.groupBy(expected, (one) => one.path)) {
    if (!source.sizes.has(path)) continue;
    const digests = await digestsOf(await source.open(path), wanted);
    if (wanted.some(({ algorithm, digest }) => digests.get(algorithm) !== digest))
      faults.push({ path, kind: 'altered' });
  }
  return faults;
}

async function digestsOf(
  stream: AsyncIterable<Uint8Array>,
  wanted: readonly ExpectedDigest[],
): Promise<ReadonlyMap<DigestName, string>> {
  const hashes = new Map(wanted.map(({ algorithm }) => [algorithm, createHash(algorithm)]));
  try {
    for await (const bytes of stream) for (const hash of hashes.values()) hash.update(bytes);
  } catch {
    // An entry that cannot be read to its end has no digest, and so none that fits.
    return new Map();
  }
  return new Map([...hashes].map(([algorithm, hash]) => [algorithm, hash.digest('hex')]));
}

/** Both tag manifests must be signed, by one signer. */
function checkSignatures(
  tags: ReadonlyMap<string, Buffer>,
  caPem: string | null,
): { verified: VerifiedSignature | null; faults: readonly PackageFault[] } {
  const faults: PackageFault[] = [];
  const verified: VerifiedSignature[] = [];
  for (const algorithm of BAG_ALGORITHMS) {
    const manifest = `tagmanifest-${algorithm}.txt`;
    const path = `${manifest}.p7s`;
    const [signed, signature] = [tags.get(manifest), tags.get(path)];
    if (!signed || !signature) {
      faults.push({ path, kind: 'not-signed' });
      continue;
    }
    const result = cmsVerify(signature, signed, caPem);
    if (result.ok) verified.push(result.value);
    else faults.push({ path, kind: result.refusal.kind === 'wrong' ? 'wrong-signature' : 'unreadable-signature' });
  }
  const [first, second] = verified;
  if (!first || !second) return { verified: null, faults };
  if (first.signer.fingerprintSha256 !== second.signer.fingerprintSha256) {
    faults.push({ path: 'tagmanifest-sha512.txt.p7s', kind: 'other-signer' });
  }
  return { verified: { ...first, trusted: first.trusted && second.trusted }, faults };
}

async function custodyFaults({ sizes, open }: BagSource): Promise<readonly PackageFault[]> {
  const path = 'data/custody.jsonl';
  if ((sizes.get(path) ?? Number.POSITIVE_INFINITY) > MAX_TAG_BYTES) return [];
  const log = (await bytesOf(await open(path)).catch(() => Buffer.alloc(0))).toString();
  const broken = brokenCustodyEntry(log, (text) => createHash('sha256').update(text).digest('hex'));
  return broken === null ? [] : [{ path: `${path}:${broken}`, kind: 'broken-chain' }];
}
