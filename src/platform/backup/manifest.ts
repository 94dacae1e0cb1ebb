import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '#core/clock.ts';
import { HEADER_BYTES, openChunks, SEALED_CHUNK_BYTES, sealChunks } from '../blobs/chunked-encryption.ts';
import type { SequencePlace, TableShape } from '../postgres/backup/catalogue.ts';
import type { RowSum } from '../postgres/backup/row-digest.ts';
import type { Migration } from '../postgres/migrate.ts';
import type { BackupKey } from './backup-key.ts';
import { flushFolder } from './durable-file.ts';
import { BackupRefused } from './refusals.ts';
import type { PartRecord } from './sealed-part.ts';

/** One table of a backup: its shape, what its rows sum up to, and the part that holds them. */
export interface CopiedTable extends TableShape, RowSum {
  readonly part: PartRecord;
}

/** What a backup holds, sealed; written last. */
export interface Manifest {
  readonly backupId: string;
  readonly createdAt: Instant;
  readonly database: {
    /** `18.4`: told, never compared; text copies go from one version to another. */
    readonly server: string;
    readonly migrations: readonly Migration[];
    readonly tables: readonly CopiedTable[];
    readonly sequences: readonly SequencePlace[];
  };
  readonly objects: {
    /** One line per object: name on disk, bytes, SHA-256 of the sealed bytes. */
    readonly list: PartRecord;
    readonly count: number;
    readonly bytes: number;
    /** Expunged while the backup ran: named by the snapshot, rightly gone. */
    readonly expunged: readonly string[];
    /** Lost by the vault before: named by the snapshot, and not there. */
    readonly lost: readonly string[];
  };
  readonly reports: number;
  readonly ledger: { readonly received: number; readonly open: number; readonly difference: number };
  readonly audit: { readonly treeSize: number; readonly rootHash: string };
}

/** What stands in clear in front of a manifest: enough to find the right key. */
export interface ManifestLabel {
  readonly format: string;
  readonly version: number;
  readonly backupId: string;
  readonly createdAt: string;
  readonly keyId: string;
}

export const MANIFEST = 'manifest.json';
const FORMAT = 'vigie-backup';
const VERSION = 1;

/** Seals the manifest and puts it in its place, whole or not at all: from here on the folder is a backup. */
export async function writeManifest(folder: string, key: BackupKey, manifest: Manifest): Promise<void> {
  const { backupId, createdAt } = manifest;
  const label: ManifestLabel = { format: FORMAT, version: VERSION, backupId, createdAt, keyId: key.id };
  const sealer = sealChunks(key.forPart(backupId, MANIFEST), contextOf(label));
  const sealed = Buffer.concat([sealer.header, sealer.push(Buffer.from(JSON.stringify(manifest))), sealer.finish()]);
  const draft = join(folder, `${MANIFEST}.part`);
  {
    await using handle = await open(draft, 'wx', 0o600);
    await handle.writeFile(`${JSON.stringify({ ...label, sealed: sealed.toString('base64') }, null, 2)}\n`);
    await handle.sync();
  }
  await rename(draft, join(folder, MANIFEST));
  await flushFolder(folder);
}

/** Reads what stands in clear; refuses `no-manifest`, `manifest-damaged` and `newer-format`. */
export async function readLabel(folder: string): Promise<ManifestLabel> {
  return (await readBoth(folder)).label;
}

/** Opens the manifest; refuses `wrong-key` before anything else is looked at. */
export async function readManifest(folder: string, key: BackupKey): Promise<Manifest> {
  const { label, sealed } = await readBoth(folder);
  if (label.keyId !== key.id) throw new BackupRefused({ kind: 'wrong-key', wanted: label.keyId, given: key.id });
  try {
    const chunks = openChunks(
      key.forPart(label.backupId, MANIFEST),
      contextOf(label),
      sealed.subarray(0, HEADER_BYTES),
    );
    const plain: Buffer[] = [];
    for (let index = 0; ; index += 1) {
      const at = HEADER_BYTES + index * SEALED_CHUNK_BYTES;
      const chunk = sealed.subarray(at, at + SEALED_CHUNK_BYTES);
      plain.push(chunks.open(index, chunk));
      if (chunk.length < SEALED_CHUNK_BYTES) break;
    }
    return JSON.parse(Buffer.concat(plain).toString()) as Manifest;
  } catch {
    throw new BackupRefused({ kind: 'manifest-damaged', folder });
  }
}

async function readBoth(folder: string): Promise<{ label: ManifestLabel; sealed: Buffer }> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new BackupRefused({ kind: 'no-manifest', folder });
    throw error;
  });
  const { sealed, ...label } = parsed(text, folder);
  if (label.version > VERSION) throw new BackupRefused({ kind: 'newer-format', found: label.version });
  return { label, sealed: Buffer.from(sealed, 'base64') };
}

function parsed(text: string, folder: string): ManifestLabel & { sealed: string } {
  try {
    const { format, version, backupId, createdAt, keyId, sealed } = JSON.parse(text);
    const isWhole = [backupId, createdAt, keyId, sealed].every((value) => typeof value === 'string');
    if (format === FORMAT && typeof version === 'number' && isWhole) {
      return { format, version, backupId, createdAt, keyId, sealed };
    }
  } catch {
    // Not JSON: the same refusal.
  }
  throw new BackupRefused({ kind: 'manifest-damaged', folder });
}

/** Every word in clear is part of the seal: an altered label no longer opens. */
function contextOf({ format, version, backupId, createdAt, keyId }: ManifestLabel): string {
  return [format, version, backupId, createdAt, keyId].join('/');
}
