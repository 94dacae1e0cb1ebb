import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { ReceiptOutcome, Received } from '../received.ts';
import type { Channel } from '../types.ts';

/** How a document came in, whatever it holds: the same for the command line, a watched folder, the API, mail and the portal. */
export interface Arrival {
  readonly source: Source;
  readonly channel: Channel;
  /** Who sent it, where the document does not say: a document's own word is kept before ours. */
  readonly sender: string | null;
  /** When it was in our hands; a document that waited in the spool keeps the instant of its first receipt. */
  readonly receivedAt: Instant;
}

/** One report on its way into a set, and the name of the document it lay in. */
export interface Waiting {
  readonly file: string;
  readonly received: Received;
}

/** What became of one report, as its sender is told. */
export interface Receipt {
  readonly file: string;
  readonly report: string;
  readonly outcome: ReceiptOutcome['outcome'];
  /** Of bytes sent before: when they came first. */
  readonly receivedAt: Instant;
  /** Lower-case hex of the report's bytes as they came. */
  readonly sha256: string;
  /** Why nobody could read it; null when it was read. */
  readonly reason: string | null;
  /** As it is kept: the document's own word, else ours. */
  readonly sender: string;
  /** What the law or the schema asks for and the document does not say, by its place. */
  readonly missing: readonly string[];
}

/** What was received (interface page, section 3). */
export interface ImportResult {
  readonly received: number;
  readonly repeated: number;
  readonly newVersions: number;
  readonly unreadable: number;
  readonly items: readonly Receipt[];
}
