import { readPieces } from '#platform/backup/durable-file.ts';
import { openBlobStore } from '#platform/blobs/blob-location.ts';
import type { Settings } from '../settings.ts';

/** The sealed files of the vault as they lie: a backup moves them without opening one. */
export interface VaultFiles {
  /** Null where there is no file of that name. */
  read(name: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Writes a file under its name, durably; a file of that name is replaced. */
  write(name: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  isEmpty(): Promise<boolean>;
}

/** Opens where the vault keeps its files. */
export async function openVaultFiles(settings: Settings): Promise<VaultFiles> {
  const blobs = await openBlobStore(settings.blobs);
  return {
    async read(name) {
      try {
        return closing(await blobs.open(name));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(name, source) {
      // An interrupted restore may have left it; names are written once.
      await blobs.remove(name);
      const draft = await blobs.draft(name);
      try {
        for await (const bytes of source) await draft.append(bytes);
        await draft.keep();
      } catch (error) {
        await draft.abandon();
        throw error;
      }
    },
    async isEmpty() {
      for await (const _ of blobs.list()) return false;
      return true;
    },
  };
}

async function* closing(file: Parameters<typeof readPieces>[0] & AsyncDisposable): AsyncGenerator<Uint8Array> {
  await using open = file;
  yield* readPieces(open);
}
