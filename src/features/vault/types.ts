import type { Readable } from 'node:stream';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Result } from '#core/result.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';

/** Bytes safely on disk, not yet known to the database. */
export interface StoredBytes {
  readonly objectId: ObjectId;
  readonly sha256: Buffer;
  readonly sha1: Buffer;
  readonly md5: Buffer;
  readonly sizeBytes: number;
  readonly wrappedKey: Buffer;
  readonly rootKeyId: string;
  /** Name on disk: tells nothing about the content. */
  readonly storedAs: string;
}

export type StoreRefusal = { readonly kind: 'too-large'; readonly maxBytes: number } | { readonly kind: 'disk-full' };

/** What is known about an object without opening it. */
export interface ObjectFacts {
  readonly objectId: ObjectId;
  readonly sha256: Buffer;
  readonly sha1: Buffer;
  readonly md5: Buffer;
  readonly sizeBytes: number;
  readonly storedAt: Instant;
}

/** An object and the name of its file: what a backup copies, without opening it. */
export interface StoredName {
  readonly objectId: ObjectId;
  readonly storedAs: string;
}

export type ObjectFault = 'unknown' | 'missing' | 'wrong-key' | 'altered' | 'truncated';

/** Whether an object still is what was received; names it when not. */
export type Verification =
  | { readonly objectId: ObjectId; readonly ok: true }
  | { readonly objectId: ObjectId; readonly ok: false; readonly fault: ObjectFault };

export interface SweepReport {
  readonly orphansRemoved: number;
  readonly draftsRemoved: number;
}

/** One line of an object's custody: who did what with it, when, for which report or package. */
export interface CustodyEntry {
  readonly objectId: ObjectId;
  readonly reportId: number | null;
  readonly packageId: number | null;
  readonly act: string;
  readonly at: Instant;
  readonly actor: string;
}

/** What callers say about a custody line; time and wording of the actor are ours. */
export interface CustodyAct {
  readonly objectId: ObjectId;
  readonly reportId?: number;
  readonly packageId?: number;
  /** `received`, `sealed`, `opened`, `delivered` … */
  readonly act: string;
  readonly actor: Actor;
}

/** The evidence vault: sealed bytes on disk, keys wrapped by a root key that never enters the database. */
export interface Vault {
  /**
   * Streams bytes to disk, sealed and hashed on the way, safe against a power cut once it answers; call it before any
   * transaction. Refuses `too-large` (over `maxBytes`) and `disk-full`, leaving nothing behind; the rest of the source
   * stays unread, the caller drains or destroys it. An exception of the source passes through.
   */
  storeStream(
    source: AsyncIterable<Uint8Array>,
    limits: { readonly maxBytes: number },
  ): Promise<Result<StoredBytes, StoreRefusal>>;
  /** Removes stored bytes that will not be kept. */
  discard(stored: StoredBytes): Promise<void>;
  /** Opens an object; the stream fails on the first chunk that is not authentic. Throws when the object is unknown. */
  openObject(q: Queryable, objectId: ObjectId): Promise<Readable>;
  /** Reads an object again from end to end against its seal and its SHA-256. */
  verifyObject(q: Queryable, objectId: ObjectId): Promise<Verification>;
  /** Removes files without a row and abandoned drafts, both older than 24 h, so that nothing in flight is touched. */
  sweepOrphans(q: Queryable, deps: { readonly clock: Clock }): Promise<SweepReport>;
}
