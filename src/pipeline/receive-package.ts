import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Actor } from '#core/actor.ts';
import { MIB } from '#core/units.ts';
import type { Source } from '#core/vocabulary.ts';
import { emptyReport, type ImportResult, type IntakeDeps, readPackageAccount, storeReceipts } from '#features/intake';
import type { Channel, SubmittedReport } from '#features/intake/types';
import { type PackageVerdict, type VerifyOptions, withPackage } from '#features/packaging';
import type { StoredBytes } from '#features/vault';
import { openZip } from '#platform/archive/read-zip.ts';

/** Where a package came from, and what opens it. */
export interface PackageArrival extends VerifyOptions {
  readonly source: Source;
  readonly channel: Channel;
  /** Who handed it over, where it does not say. */
  readonly sender: string | null;
}

/** What of a package becomes a report, its files by their place in it. */
interface ReadPackage {
  readonly report: SubmittedReport;
  readonly unreadable: string | null;
  readonly media: readonly { readonly ordinal: number; readonly stored: StoredBytes }[];
}

type Lent = Parameters<Parameters<typeof withPackage>[2]>[0];

const ACCOUNT = 'data/referral.json';
// The account of a package is a few megabytes; what is larger is not read.
const LARGEST_ACCOUNT_BYTES = 64 * MIB;
const MOST_FAULTS_TOLD = 20;

/** Whether a file is a package rather than a report: an encrypted one, or an archive that holds a bag. */
export async function isPackage(path: string): Promise<boolean> {
  if (/\.zip\.(?:p7m|age)$/i.test(path)) return true;
  if (!/\.zip$/i.test(path)) return false;
  const zip = await openZip(path);
  // One that says it is a package and cannot be opened is received with the reason.
  if (!zip.ok) return /^PKG-/i.test(basename(path));
  zip.value.close();
  return zip.value.entries.some((entry) => /^[^/]+\/bagit\.txt$/.test(entry.path));
}

/**
 * Receives a package of another clearing house as a report: checked as our own are, its evidence and originals in the vault, its
 * caveats on every fact. One that does not hold, names files to fetch, or cannot be opened is received as unreadable with its
 * reasons; nothing is ever fetched. Its bytes as they came stay in the vault, whatever their size.
 */
export async function receivePackage(
  deps: IntakeDeps,
  actor: Actor,
  path: string,
  arrival: PackageArrival,
): Promise<ImportResult> {
  const stored = await storeIn(deps, createReadStream(path));
  const { report, unreadable, media } = await withPackage(path, arrival, (opened) => readPackage(deps, opened));
  const { source, channel, sender } = arrival;
  const raw = {
    sha256: stored.sha256,
    sizeBytes: stored.sizeBytes,
    inline: null,
    stored,
    contentType: 'application/octet-stream',
    fileName: basename(path),
  };
  const received = {
    via: 'import',
    source,
    channel,
    sender: report.senderName ?? sender,
    credentialId: null,
    receivedAt: deps.clock.now(),
    state: 'open',
    raw,
    report,
    unreadable,
    media,
  } as const;
  return storeReceipts(deps, actor, once({ file: path, received }));
}

async function* once<T>(item: T): AsyncGenerator<T> {
  yield item;
}

async function readPackage(deps: IntakeDeps, { verdict, source }: Lent): Promise<ReadPackage> {
  if (!verdict.ok || source === null) return unread(reasonsOf(verdict));
  const account = await readAccount(source);
  if (account === null) return unread(`unreadable-account ${ACCOUNT}`);
  const report = withSeal(readPackageAccount(account, { now: deps.clock.now() }), verdict);
  const media: { ordinal: number; stored: StoredBytes }[] = [];
  for (const [ordinal, { givenName }] of report.files.entries()) {
    if (givenName === null || !givenName.startsWith('data/') || !source.sizes.has(givenName)) continue;
    media.push({ ordinal, stored: await storeIn(deps, await source.open(givenName)) });
  }
  return { report, unreadable: null, media };
}

/** `altered data/evidence/…; not-signed …`: the verifier's own words. */
function reasonsOf({ faults }: PackageVerdict): string {
  const told = faults.slice(0, MOST_FAULTS_TOLD).map(({ kind, path }) => `${kind} ${basename(path)}`);
  const more = faults.length - told.length;
  return [`package: ${told.join('; ')}`, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function unread(unreadable: string): ReadPackage {
  return { report: emptyReport('package'), unreadable, media: [] };
}

/** Who sealed it, and whether anybody vouched for that here. */
function withSeal(report: SubmittedReport, { bagHash, signature, proof }: PackageVerdict): SubmittedReport {
  const lawEnforcement = {
    ...report.lawEnforcement,
    ...(bagHash === null ? {} : { bagHash }),
    ...(signature.signer === null ? {} : { signer: signature.signer }),
    signerTrusted: signature.trusted ? 'true' : 'false',
    ...(proof.witness === null ? {} : { witness: proof.witness }),
  };
  return { ...report, lawEnforcement };
}

async function readAccount(source: NonNullable<Lent['source']>): Promise<unknown> {
  if ((source.sizes.get(ACCOUNT) ?? Number.POSITIVE_INFINITY) > LARGEST_ACCOUNT_BYTES) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of await source.open(ACCOUNT)) pieces.push(piece);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return null;
  }
}

async function storeIn({ vault }: IntakeDeps, bytes: AsyncIterable<Uint8Array>): Promise<StoredBytes> {
  const stored = await vault.storeStream(bytes, { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!stored.ok) throw new Error(`The vault refused a package: ${stored.refusal.kind}.`);
  return stored.value;
}
