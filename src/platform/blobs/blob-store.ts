import type { Instant } from '#core/clock.ts';

/** A blob being written; nobody sees it before `keep`. */
export interface BlobDraft {
  append(bytes: Uint8Array): Promise<void>;
  /** Makes it durable under its name, once: throws `EEXIST` where the name is taken. After this it survives a power cut. */
  keep(): Promise<void>;
  /** Removes what was written so far. */
  abandon(): Promise<void>;
}

export interface BlobListing {
  readonly name: string;
  readonly modifiedAt: Instant;
}

/** An open blob; reads go on where the last one ended unless a position is given. A `FileHandle` is one. */
export interface OpenBlob extends AsyncDisposable {
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position?: number | null,
  ): Promise<{ readonly bytesRead: number }>;
  readFile(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Why a store cannot take bytes now. */
export type StoreTrouble = 'disk-almost-full' | 'store-away';

/** Where sealed blobs lie: a folder, or a bucket. Names are lower-case hexadecimal and are written once. */
export interface BlobStore {
  /** Begins a blob that will have this name. */
  draft(name: string): Promise<BlobDraft>;
  /** Throws `ENOENT` when there is none. */
  open(name: string): Promise<OpenBlob>;
  remove(name: string): Promise<void>;
  /** Removes a blob beyond repair; nothing there is as good as done. */
  shred(name: string): Promise<void>;
  /** Everything kept, in no particular order. */
  list(): AsyncIterable<BlobListing>;
  /** Removes drafts not written to since `before`: their writer is gone. Answers how many. */
  removeDraftsBefore(before: Instant): Promise<number>;
  /** Whether it could take one more large upload. */
  trouble(): Promise<StoreTrouble | null>;
}

/** Guards against names that could lead elsewhere; throws on a defect of the caller. */
export function checkedName(name: string): string {
  if (!/^[0-9a-f]{16,}$/.test(name)) throw new Error('A blob is named by lower-case hexadecimal digits.');
  return name;
}

/** Whether an exception means "no space left" (or quota): expected, the caller may answer "try later". */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
