import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import type { ReceiptOutcome, Received } from '../received.ts';
import type { Advice, Channel } from '../types.ts';

/** How a document came in, whatever it holds: the same for the command line, a watched folder, the API, mail and the portal. */
export interface Arrival {
  readonly source: Source;
  readonly channel: Channel;
  /** Who sent it, where the document does not say: a document's own word is kept before ours. */
  readonly sender: string | null;
  /** When it was in our hands; a document that waited in the spool keeps the instant of its first receipt. */
  readonly receivedAt: Instant;
  /** The mappings of its sender, where they were looked up for many documents. @default looked up for this one */
  readonly live?: readonly LiveMapping[];
}

/** The addresses for machines under `/api/v1`. */
export type DoorName = 'imports' | 'notices' | 'referrals' | 'xarf' | 'hotline-reports';

/** What a sender is told in place of a report's number; the same bytes of the same sender have the same one while they wait. */
export type Ticket = string;

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
  /** What its sender should do otherwise next time, by code. */
  readonly advice: readonly Advice[];
}

/** What was received (interface page, section 3). */
export interface ImportResult {
  readonly received: number;
  readonly repeated: number;
  readonly newVersions: number;
  /** Known reports that were given files they lacked. */
  readonly completed: number;
  readonly unreadable: number;
  readonly items: readonly Receipt[];
}
