import { decodeBagPath } from './build-manifest.ts';

/** What a reader finds wrong: a fault makes the bag invalid, a warning does not. */
export interface BagFinding {
  readonly path: string;
  readonly kind: BagFaultKind | BagWarningKind;
}

export type BagFaultKind =
  | 'no-declaration'
  | 'unknown-version'
  | 'unknown-encoding'
  | 'no-manifest'
  | 'unreadable-line'
  | 'unsafe-path'
  | 'listed-twice'
  | 'not-listed'
  | 'missing'
  | 'wrong-oxum'
  | 'quarantined-fetch'
  | 'altered';

export type BagWarningKind =
  | 'byte-order-mark'
  | 'dot-path'
  | 'binary-mark'
  | 'weak-digest'
  | 'unlisted-tag-file'
  | 'not-in-every-manifest';

/** A file and the digest a manifest says it has. */
export interface ExpectedDigest {
  readonly path: string;
  readonly algorithm: DigestName;
  /** Lower-case hex. */
  readonly digest: string;
  readonly manifest: string;
}

export const DIGEST_NAMES = ['md5', 'sha1', 'sha256', 'sha512'] as const;
export type DigestName = (typeof DIGEST_NAMES)[number];

/** A bag as it lies there: sizes of all files, text of the tag files at its top. */
export interface BagInventory {
  readonly sizes: ReadonlyMap<string, number>;
  readonly tagTexts: ReadonlyMap<string, string>;
}

export interface BagReading {
  readonly version: string | null;
  /** What is left to do: hash these and compare. */
  readonly expected: readonly ExpectedDigest[];
  readonly faults: readonly BagFinding[];
  readonly warnings: readonly BagFinding[];
}

const VERSIONS = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'];
const WEAK: readonly string[] = ['md5', 'sha1'];

/** Reads a bag's own account of itself: BagIt 1.0 (RFC 8493) and its drafts from 0.93 on. Nothing is ever fetched. */
export function readBag(inventory: BagInventory): BagReading {
  const faults: BagFinding[] = [];
  const warnings: BagFinding[] = [];
  const version = readDeclaration(inventory, faults, warnings);
  const manifests = readManifests(inventory, version, faults, warnings);
  if (inventory.sizes.has('fetch.txt')) faults.push({ path: 'fetch.txt', kind: 'quarantined-fetch' });
  checkListing(inventory, manifests, version, faults, warnings);
  checkOxum(inventory, faults);
  return { version, expected: manifests.flatMap(({ lines }) => lines), faults, warnings };
}

/** The tag files at the top of a bag whose text `readBag` needs. */
export function isBagTagFile(path: string): boolean {
  return /^(bagit|bag-info|fetch|(tag)?manifest-[a-z0-9]+)\.txt$/.test(path);
}

interface Manifest {
  readonly path: string;
  readonly of: 'payload' | 'tags';
  readonly lines: readonly ExpectedDigest[];
}

function readDeclaration({ tagTexts }: BagInventory, faults: BagFinding[], warnings: BagFinding[]): string | null {
  const path = 'bagit.txt';
  const text = tagTexts.get(path);
  if (text?.startsWith('\ufeff')) warnings.push({ path, kind: 'byte-order-mark' });
  const match = /^\ufeff?BagIt-Version: *(\d+\.\d+)\s*?\r?\nTag-File-Character-Encoding: *(\S+)\s*$/.exec(text ?? '');
  if (!match?.[1]) {
    faults.push({ path, kind: 'no-declaration' });
    return null;
  }
  if (!VERSIONS.includes(match[1])) faults.push({ path, kind: 'unknown-version' });
  if (match[2]?.toUpperCase() !== 'UTF-8') faults.push({ path, kind: 'unknown-encoding' });
  return match[1];
}

function readManifests(
  { tagTexts }: BagInventory,
  version: string | null,
  faults: BagFinding[],
  warnings: BagFinding[],
): readonly Manifest[] {
  const manifests: Manifest[] = [];
  for (const [path, text] of tagTexts) {
    const match = /^(tag)?manifest-([a-z0-9]+)\.txt$/.exec(path);
    const algorithm = DIGEST_NAMES.find((name) => name === match?.[2]);
    if (!match || !algorithm) continue;
    if (WEAK.includes(algorithm)) warnings.push({ path, kind: 'weak-digest' });
    const reader: LineReader = { manifest: path, algorithm, version, faults, warnings };
    manifests.push({ path, of: match[1] ? 'tags' : 'payload', lines: readLines(text, reader) });
  }
  if (!manifests.some((one) => one.of === 'payload')) faults.push({ path: 'manifest', kind: 'no-manifest' });
  return manifests;
}

interface LineReader {
  readonly manifest: string;
  readonly algorithm: DigestName;
  readonly version: string | null;
  readonly faults: BagFinding[];
  readonly warnings: BagFinding[];
}

function readLines(text: string, reader: LineReader): readonly ExpectedDigest[] {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const read = lines.map((line) => readLine(line, reader)).filter((line) => line !== null);
  const seen = new Set<string>();
  for (const { path } of read) {
    if (seen.has(path)) reader.faults.push({ path, kind: 'listed-twice' });
    seen.add(path);
  }
  return read;
}

function readLine(line: string, reader: LineReader): ExpectedDigest | null {
  const match = /^([0-9a-fA-F]+)[ \t]+(\*?)(.+)$/.exec(line);
  if (!match?.[1] || !match[3]) {
    reader.faults.push({ path: reader.manifest, kind: 'unreadable-line' });
    return null;
  }
  if (match[2]) reader.warnings.push({ path: reader.manifest, kind: 'binary-mark' });
  // Percent codes came with version 1.0; before, a percent sign was a percent sign.
  const written = reader.version === '1.0' ? decodeBagPath(match[3]) : match[3];
  const path = written.replace(/^(\.\/)+/, '');
  if (path !== written) reader.warnings.push({ path: written, kind: 'dot-path' });
  if (isUnsafe(path)) {
    reader.faults.push({ path, kind: 'unsafe-path' });
    return null;
  }
  return { path, algorithm: reader.algorithm, digest: match[1].toLowerCase(), manifest: reader.manifest };
}

/** RFC 8493, 5.1: absolute, home and climbing paths are attacks. */
function isUnsafe(path: string): boolean {
  return /^([/~\\]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes('..');
}

function checkListing(
  { sizes }: BagInventory,
  manifests: readonly Manifest[],
  version: string | null,
  faults: BagFinding[],
  warnings: BagFinding[],
): void {
  const payload = manifests.filter((one) => one.of === 'payload').map(pathsOf);
  const tags = new Set(manifests.filter((one) => one.of === 'tags').flatMap((one) => [...pathsOf(one)]));
  const listed = new Set([...payload.flatMap((one) => [...one]), ...tags]);
  for (const path of listed) if (!sizes.has(path)) faults.push({ path, kind: 'missing' });
  for (const path of sizes.keys()) {
    if (!path.startsWith('data/')) {
      if (!tags.has(path) && !path.startsWith('tagmanifest-')) warnings.push({ path, kind: 'unlisted-tag-file' });
      continue;
    }
    const times = payload.filter((one) => one.has(path)).length;
    if (times === 0 || (times < payload.length && version === '1.0')) faults.push({ path, kind: 'not-listed' });
    else if (times < payload.length) warnings.push({ path, kind: 'not-in-every-manifest' });
  }
}

function pathsOf(manifest: Manifest): ReadonlySet<string> {
  return new Set(manifest.lines.map(({ path }) => path));
}

function checkOxum({ sizes, tagTexts }: BagInventory, faults: BagFinding[]): void {
  const said = /^Payload-Oxum: *(\S+) *$/im.exec(tagTexts.get('bag-info.txt') ?? '')?.[1];
  const payload = [...sizes].filter(([path]) => path.startsWith('data/'));
  const found = `${payload.reduce((sum, [, size]) => sum + size, 0)}.${payload.length}`;
  if (said !== undefined && said !== found) faults.push({ path: 'bag-info.txt', kind: 'wrong-oxum' });
}
