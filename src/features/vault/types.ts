import type { Readable } from 'node:stream';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Result } from '#core/result.ts';
import type { StoreTrouble } from '#platform/blobs/blob-store.ts';
import type { Log } from '#platform/log/log.ts';
import type { Db, Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { VaultKeys } from './keys/vault-keys.ts';

/** Bytes safely on disk, not yet known to the database. */
export interface StoredBytes {
  readonly objectId: ObjectId;
  readonly sha256: Buffer;
  readonly sha1: Buffer;
  readonly md5: Buffer;
  readonly sizeBytes: number;
  /** The object's key, as only the vault that stored it can read it: keep the bytes with that same vault. */
  readonly stagedKey: Buffer;
  /** Name in the store: tells nothing about the content. */
  readonly storedAs: string;
}

/** What bytes are kept for. Each case has a key of its own; `unfiled` (id 0) is where bytes of no case go. */
export interface CaseRef {
  readonly kind: 'report' | 'package' | 'bundle' | 'draft' | 'archive' | 'unfiled';
  readonly id: number;
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

/** `no-key`: bytes without any wrap; `expunged`: destroyed on purpose, nothing is wrong. */
export type ObjectFault = 'unknown' | 'missing' | 'wrong-key' | 'no-key' | 'altered' | 'truncated' | 'expunged';

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

/** A damaged object that nobody has repaired yet. */
export interface OpenFault {
  readonly objectId: ObjectId;
  readonly sizeBytes: number;
  readonly fault: ObjectFault;
  readonly foundAt: Instant;
  readonly seenAt: Instant;
}

/** What one stretch of scrubbing did. `busy`: another worker was reading. */
export interface ScrubReport {
  readonly busy: boolean;
  readonly objectsRead: number;
  readonly faultsFound: number;
  readonly faultsCleared: number;
  readonly passEnded: boolean;
}

/** `paced`: as much as is due by the calendar of `reference/vault/scrub.json`. `whole-pass`: everything, now. */
export type ScrubPace = 'paced' | 'whole-pass';

/** The evidence vault: sealed bytes in a store, keys in three storeys, the root outside the database. */
export interface Vault {
  /**
   * Streams bytes to the store, sealed and hashed on the way, safe against a power cut once it answers; call it before any
   * transaction. Refuses `too-large` (over `maxBytes`) and `disk-full`, leaving nothing behind; the rest of the source
   * stays unread, the caller drains or destroys it. An exception of the source passes through.
   */
  storeStream(
    source: AsyncIterable<Uint8Array>,
    limits: { readonly maxBytes: number },
  ): Promise<Result<StoredBytes, StoreRefusal>>;
  /** Removes stored bytes that will not be kept. */
  discard(stored: StoredBytes): Promise<void>;
  /** Opens an object; the stream fails on the first chunk that is not authentic. Throws `unknown`, `expunged` or `no-key`. */
  openObject(q: Queryable, objectId: ObjectId): Promise<Readable>;
  /** Reads an object again from end to end against its seal and its SHA-256. */
  verifyObject(q: Queryable, objectId: ObjectId): Promise<Verification>;
  /** Removes files without a row and abandoned drafts, both older than 24 h, so that nothing in flight is touched. */
  sweepOrphans(q: Queryable, deps: { readonly clock: Clock }): Promise<SweepReport>;
  /** Removes the bytes of expunged objects (≤ 200 at once); answers how many. Killed in between, it goes on with the next call. */
  shredExpunged(tx: Tx, deps: { readonly clock: Clock }): Promise<number>;
  /** Reads objects again and names the damaged ones; one worker at a time, goes on where the last one stopped. */
  scrub(db: Db, deps: { readonly clock: Clock; readonly log: Log }, pace: ScrubPace): Promise<ScrubReport>;
  /** Whether the store could take one more large upload. */
  trouble(): Promise<StoreTrouble | null>;
  /** For the commands of this slice. */
  readonly keys: VaultKeys;
}
