import type { Clock, Instant } from '#core/clock.ts';
import type { CredentialId } from '#core/ids.ts';
import type { Source } from '#core/vocabulary.ts';
import type { StoredBytes, Vault } from '#features/vault';
import type { Log } from '#platform/log/log.ts';
import type { Db, Tx } from '#platform/postgres/transaction.ts';
import type { Channel, ReportFacts, ReportHead, SubmittedReport } from './types.ts';

/** What intake works with. */
export interface IntakeDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of what an operator supplies; `cyber_tipline.xsd` is looked for there. */
  readonly operatorDir: string;
  /** Called before the commit of a receipt, so that the queue knows a report as soon as its sender is answered. */
  readonly onReceived: (tx: Tx, heads: readonly ReportHead[]) => Promise<void>;
}

/** What a receipt in an open transaction needs. */
export type ReceiveDeps = Pick<IntakeDeps, 'clock' | 'vault' | 'onReceived'> & {
  /** Told what was written, as a stage would read it; it stands only once the transaction does. */
  readonly onStored?: (stored: readonly ReportFacts[]) => void;
};

/** The received bytes: up to 1 MiB are kept in the database, larger ones are in the vault before the transaction begins. */
export interface RawBytes {
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  readonly inline: Buffer | null;
  readonly stored: StoredBytes | null;
  readonly contentType: string | null;
  readonly fileName: string | null;
}

/** Bytes of a file that came with a report; `ordinal` points into `report.files`. */
export interface ReceivedMedia {
  readonly ordinal: number;
  readonly stored: StoredBytes;
}

/** One report at the door, understood or not. */
export interface Received {
  readonly via: 'submit' | 'import';
  readonly source: Source;
  readonly channel: Channel;
  /** The provider of the credential; null: the organisation the report names. */
  readonly sender: string | null;
  readonly credentialId: CredentialId | null;
  readonly receivedAt: Instant;
  /** An old case: `receivedAt` is its original receipt, this is when it was entered here. */
  readonly enteredAt?: Instant;
  /** `unfinished`: an /ispws report before `/finish`. */
  readonly state: 'unfinished' | 'open';
  readonly raw: RawBytes;
  readonly report: SubmittedReport;
  /** Null when the report was understood; else a code of the repair bench with the parser's words. */
  readonly unreadable: string | null;
  readonly media: readonly ReceivedMedia[];
}

/** What became of one received report. */
export interface ReceiptOutcome {
  readonly outcome: 'received' | 'repeated' | 'new-version' | 'unreadable';
  readonly reportId: number;
  readonly number: string;
  /** Of bytes received before: their first receipt. */
  readonly receivedAt: Instant;
}
