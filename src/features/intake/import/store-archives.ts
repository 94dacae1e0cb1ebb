import { createReadStream } from 'node:fs';
import { storableName } from '../commands/prepare-raw.ts';
import type { IntakeDeps, ReceivedArchive } from '../received.ts';
import { selectArchiveIds } from '../store/archives.ts';
import type { DropFile } from './drop-file.ts';
import { lastPart } from './drop-file.ts';
import { type Archives, DamagedArchive } from './open-archives.ts';

/** The archives that files came out of, each in the vault whole before a report of it is given; one that is kept already is not stored again. */
export type ArchivesOf = (files: Iterable<DropFile>) => Promise<readonly ReceivedArchive[]>;

/** Stores the archives of one import, each when its first report is read. */
export function archivesStoredOnce(deps: Pick<IntakeDeps, 'db' | 'vault'>, archives: Archives): ArchivesOf {
  const stored = new Map<string, ReceivedArchive>();
  return async (files) => {
    const found = new Map<string, ReceivedArchive>();
    for (const { archiveSha256 } of files) {
      if (archiveSha256 === null) continue;
      const name = archiveSha256.toString('hex');
      const archive = stored.get(name) ?? (await storeArchive(deps, archives, archiveSha256));
      stored.set(name, archive);
      found.set(name, archive);
    }
    return [...found.values()];
  };
}

async function storeArchive(
  { db, vault }: Pick<IntakeDeps, 'db' | 'vault'>,
  archives: Archives,
  sha256: Buffer,
): Promise<ReceivedArchive> {
  const place = archives.placeOf(sha256);
  const fileName = storableName(lastPart(place.shownAs));
  if ((await selectArchiveIds(db, [sha256])).size > 0) return { sha256, stored: null, fileName };
  const stored = await vault.storeStream(createReadStream(place.path), { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!stored.ok) throw new Error(`The vault refused an archive: ${stored.refusal.kind}.`);
  if (stored.value.sha256.equals(sha256)) return { sha256, stored: stored.value, fileName };
  await vault.discard(stored.value);
  throw new DamagedArchive(place, 'changed while it was read');
}
