import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok, type Result } from '#core/result.ts';
import { type OpenedZip, openZip, type ZipEntry, type ZipRefusal } from '#platform/archive/read-zip.ts';
import type { DropFile } from './drop-file.ts';

/** Where an archive lies, and what its sender calls it. */
interface ArchivePlace {
  readonly path: string;
  readonly shownAs: string;
}

/** The bytes of an archive are not what its list says; the disk below is well. */
export class DamagedArchive extends Error {
  readonly archive: ArchivePlace;
  constructor(archive: ArchivePlace, why: string) {
    super(why);
    this.archive = archive;
  }
}

/** The archives of one import, of which one at a time is open: a folder may hold thousands. Nothing is ever unpacked to the disk. */
export interface Archives {
  /** What an archive holds, or why nobody should unpack it. */
  filesOf(path: string, shownAs?: string): Promise<Result<readonly DropFile[], ZipRefusal>>;
  /** Where the archive with this digest lies. */
  placeOf(sha256: Buffer): ArchivePlace;
  close(): void;
}

export function openArchives(): Archives {
  const digests = new Map<string, Buffer>();
  const places = new Map<string, ArchivePlace>();
  let current: { readonly path: string; readonly zip: OpenedZip } | null = null;
  const opened = async (path: string): Promise<Result<OpenedZip, ZipRefusal>> => {
    if (current?.path === path) return ok(current.zip);
    current?.zip.close();
    current = null;
    const zip = await openZip(path);
    if (zip.ok) current = { path, zip: zip.value };
    return zip;
  };
  return {
    filesOf: async (path, shownAs = path) => {
      const zip = await opened(path);
      if (!zip.ok) return zip;
      const archiveSha256 = digests.get(path) ?? (await digestOf(path));
      digests.set(path, archiveSha256);
      places.set(archiveSha256.toString('hex'), { path, shownAs });
      return ok(
        zip.value.entries.map((entry, at) => ({
          path: `${shownAs}!/${entry.path}`,
          diskPath: null,
          archiveSha256,
          size: async () => entry.size,
          open: async () => {
            const again = await opened(path);
            const same = again.ok ? again.value.entries[at] : undefined;
            if (same?.path !== entry.path) throw new DamagedArchive({ path, shownAs }, 'changed while it was read');
            return Readable.from(unpacked({ path, shownAs }, same), { objectMode: false });
          },
        })),
      );
    },
    placeOf: (sha256) => {
      const place = places.get(sha256.toString('hex'));
      if (place === undefined) throw new Error('An archive is asked for that was never opened.');
      return place;
    },
    close: () => {
      current?.zip.close();
      current = null;
    },
  };
}

async function* unpacked(archive: ArchivePlace, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  try {
    yield* await entry.open();
  } catch (error) {
    throw new DamagedArchive(archive, error instanceof Error ? error.message : String(error));
  }
}

async function digestOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest();
}
