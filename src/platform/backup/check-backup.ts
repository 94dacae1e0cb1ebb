import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { nameOf } from '../postgres/backup/catalogue.ts';
import { rowDigester } from '../postgres/backup/row-digest.ts';
import type { BackupKey } from './backup-key.ts';
import { type CopiedTable, MANIFEST, type Manifest, readManifest } from './manifest.ts';
import { checkObjects, objectPath, readObjectList } from './object-copies.ts';
import { type BackupFault, BackupRefused } from './refusals.ts';
import { type PartPlace, readPart } from './sealed-part.ts';

/** What a look through every byte of a backup found. */
export interface BackupCheck {
  readonly manifest: Manifest;
  readonly faults: readonly BackupFault[];
  /** Files that the manifest does not name: they are never read. */
  readonly unexpected: readonly string[];
}

/** Reads the whole backup: every part authentic, every table's rows summed up, every object hashed. Needs no database. */
export async function checkBackup(folder: string, key: BackupKey): Promise<BackupCheck> {
  const manifest = await readManifest(folder, key);
  const place = { folder, backupId: manifest.backupId, key };
  const faults: BackupFault[] = [];
  for (const table of manifest.database.tables) faults.push(...(await faultsOf(() => checkTable(place, table))));
  const known = new Set([
    MANIFEST,
    manifest.objects.list.path,
    ...manifest.database.tables.map(({ part }) => part.path),
  ]);
  faults.push(
    ...(await faultsOf(async () => {
      const found = await checkObjects(folder, noting(known, readObjectList(place, manifest.objects.list)));
      if (found.length > 0) throw new BackupRefused({ kind: 'damaged', faults: found });
    })),
  );
  // Without the list nobody can say which files belong to it.
  const isListWhole = !faults.some((fault) => fault.path === manifest.objects.list.path);
  return { manifest, faults, unexpected: isListWhole ? await othersIn(folder, known) : [] };
}

async function checkTable(place: PartPlace, table: CopiedTable): Promise<void> {
  const digester = rowDigester();
  for await (const bytes of readPart(place, table.part)) digester.push(bytes);
  const { rows, digest } = digester.sum();
  if (rows === table.rows && digest === table.digest) return;
  throw new BackupRefused({
    kind: 'damaged',
    faults: [{ path: `${table.part.path} ${nameOf(table)}`, kind: 'altered' }],
  });
}

async function faultsOf(check: () => Promise<void>): Promise<readonly BackupFault[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof BackupRefused && error.refusal.kind === 'damaged') return error.refusal.faults;
    throw error;
  }
}

async function* noting<T extends { readonly name: string }>(
  known: Set<string>,
  objects: AsyncIterable<T>,
): AsyncGenerator<T> {
  for await (const object of objects) {
    known.add(objectPath('', object.name));
    yield object;
  }
}

async function othersIn(folder: string, known: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !known.has(path))
    .sort();
}
