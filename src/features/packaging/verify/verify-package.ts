import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ok, type Result, refuse } from '#core/result.ts';
import { isCanonicalZip } from '#platform/archive/compare-zip.ts';
import { type OpenedZip, openZip } from '#platform/archive/read-zip.ts';
import { ageOpen } from '#platform/crypto/age-open.ts';
import { cmsOpen } from '#platform/crypto/cms-open.ts';
import { archiveSource, type BagSource, folderSource } from './bag-source.ts';
import { type BagCheck, checkBag } from './check-bag.ts';
import type { PackageFault } from './package-fault.ts';

/** What `package verify` answers (interface page, section 3). */
export interface PackageVerdict {
  /** No fault; warnings do not count. */
  readonly ok: boolean;
  readonly bagHash: string | null;
  readonly signature: { readonly valid: boolean; readonly trusted: boolean; readonly signer: string | null };
  /** Whether its submission and receipts stand in the log it names, and who witnessed that; `witness` is null when it carries no proofs. */
  readonly proof: { readonly ok: boolean; readonly witness: string | null };
  readonly faults: readonly PackageFault[];
  readonly warnings: readonly string[];
}

export interface VerifyOptions {
  /** Opens `.p7m` (PEM private key) or `.age` (identity file). */
  readonly keyFile?: string;
  /** Authority certificates to trust, PEM. */
  readonly caFile?: string;
}

/** A package with its verdict; `source` reads what is in it, and is null where nothing could be opened. */
export interface OpenedPackage {
  readonly verdict: PackageVerdict;
  readonly source: BagSource | null;
}

/**
 * Checks a package without database or network: a folder, `.zip`, `.zip.p7m` or `.zip.age`. Every changed bit is a
 * fault. The plain form of an encrypted package lives in a private temporary folder, and only while this runs.
 */
export function verifyPackage(path: string, options: VerifyOptions = {}): Promise<PackageVerdict> {
  return withPackage(path, options, async ({ verdict }) => verdict);
}

/** Checks a package as `verifyPackage` does and lends what is in it for as long as `use` runs; nothing it names is ever fetched. */
export async function withPackage<T>(
  path: string,
  options: VerifyOptions,
  use: (opened: OpenedPackage) => Promise<T>,
): Promise<T> {
  const caPem = options.caFile === undefined ? null : await readFile(options.caFile, 'utf8');
  const kind = await kindOf(path);
  if (kind === 'missing') return use(unopened(path, 'not-found'));
  if (kind === 'folder') {
    const source = await folderSource(path);
    return use({ source, verdict: verdictOf(await checkBag(source, caPem), caPem) });
  }
  if (kind === 'zip') return withArchive(path, path, caPem, use);
  if (options.keyFile === undefined) return use(unopened(path, 'key-needed'));
  return withEncrypted({ path, form: kind, keyText: await readFile(options.keyFile, 'utf8'), caPem }, use);
}

async function kindOf(path: string): Promise<'folder' | 'zip' | 'p7m' | 'age' | 'missing'> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'missing';
  if (found.isDirectory()) return 'folder';
  if (path.endsWith('.p7m')) return 'p7m';
  return path.endsWith('.age') ? 'age' : 'zip';
}

interface Encrypted {
  readonly path: string;
  readonly form: 'p7m' | 'age';
  readonly keyText: string;
  readonly caPem: string | null;
}

async function withEncrypted<T>(
  { path, form, keyText, caPem }: Encrypted,
  use: (opened: OpenedPackage) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'vigie-verify-'));
  try {
    const plain = join(dir, 'package.zip');
    const opened = await decryptTo(plain, path, form, keyText);
    return await (opened.ok ? withArchive(plain, path, caPem, use) : use(unopened(path, opened.refusal)));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function decryptTo(
  target: string,
  path: string,
  form: 'p7m' | 'age',
  keyText: string,
): Promise<Result<null, string>> {
  const opened = form === 'p7m' ? await cmsOpen(path, keyText) : await ageOpen(path, keyText);
  if (!opened.ok) return refuse(opened.refusal.kind);
  try {
    await pipeline(opened.value, createWriteStream(target, { mode: 0o600 }));
    return ok(null);
  } catch {
    return refuse('damaged');
  }
}

async function withArchive<T>(
  zipPath: string,
  shownPath: string,
  caPem: string | null,
  use: (opened: OpenedPackage) => Promise<T>,
): Promise<T> {
  const opened = await openZip(zipPath);
  if (!opened.ok) return use(unopened('path' in opened.refusal ? opened.refusal.path : shownPath, opened.refusal.kind));
  try {
    return await use(await openedArchive(zipPath, shownPath, opened.value, caPem));
  } finally {
    opened.value.close();
  }
}

async function openedArchive(
  zipPath: string,
  shownPath: string,
  zip: OpenedZip,
  caPem: string | null,
): Promise<OpenedPackage> {
  try {
    const source = archiveSource(zip);
    if (source === null) return unopened(shownPath, 'not-one-folder');
    const check = await checkBag(source, caPem);
    const canonical = await isCanonicalZip(zipPath, zip);
    const faults = canonical ? check.faults : [...check.faults, { path: shownPath, kind: 'archive-altered' }];
    return { source, verdict: verdictOf({ ...check, faults }, caPem) };
  } catch {
    // Only what lies in the archive is read here: what cannot be read is damaged.
    return unopened(shownPath, 'damaged');
  }
}

function verdictOf(check: BagCheck, caPem: string | null): PackageVerdict {
  const trusted = check.signature?.trusted ?? false;
  const untrusted = check.signature !== null && caPem !== null && !trusted;
  const faults = untrusted
    ? [...check.faults, { path: 'tagmanifest-sha256.txt.p7s', kind: 'untrusted-signer' }]
    : check.faults;
  return {
    ok: faults.length === 0,
    bagHash: check.bagHash,
    signature: { valid: check.signature !== null, trusted, signer: check.signature?.signer.subject ?? null },
    proof: { ok: check.proof.ok, witness: check.proof.witness },
    faults,
    warnings: [...check.warnings, ...(caPem === null ? ['signer-not-checked'] : []), ...check.proof.warnings],
  };
}

function unopened(path: string, kind: string): OpenedPackage {
  const verdict = {
    ok: false,
    bagHash: null,
    signature: { valid: false, trusted: false, signer: null },
    proof: { ok: false, witness: null },
    faults: [{ path, kind }],
    warnings: [],
  };
  return { verdict, source: null };
}
