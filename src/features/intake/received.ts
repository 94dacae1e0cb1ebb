import type { Clock, Instant } from '#core/clock.ts';
import type { CredentialId } from '#core/ids.ts';
import type { Source } from '#core/vocabulary.ts';
import type { StoredBytes, Vault } from '#features/vault';
import type { PdfText } from '#platform/decoder/pdf-text.ts';
import type { Log } from '#platform/log/log.ts';
import type { Db, Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { NoticeTerms } from './domain/notice-terms.ts';
import type { MailKeys } from './import/open-smime.ts';
import type { MailCopy } from './parse/mail-identity.ts';
import type { Advice, Channel, FileRelation, ReportFacts, ReportHead, SubmittedReport } from './types.ts';

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
  /** Reads the words of a PDF behind a wall, for the number of one that names none. @default such a PDF has no number */
  readonly pdfText?: PdfText;
  /** What opens an encrypted mail. @default no such mail is opened */
  readonly mailKeys?: MailKeys;
  /** What the law asks of notices, by the instant of their receipt. @default section 11 as it stands, without a keep-until */
  readonly noticeTerms?: (q: Queryable) => Promise<(receivedAt: Instant) => NoticeTerms>;
}

/** What a receipt in an open transaction needs. */
export type ReceiveDeps = Pick<IntakeDeps, 'clock' | 'vault' | 'onReceived' | 'noticeTerms' | 'mailKeys'> & {
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
  /** SHA-256 of the archive the bytes came out of. */
  readonly archiveSha256?: Buffer | null;
}

/** Bytes of a file that came with a report; `ordinal` points into `report.files`. */
export interface ReceivedMedia {
  readonly ordinal: number;
  readonly stored: StoredBytes;
  /** @default announced by the report */
  readonly relation?: FileRelation;
}

/** An archive a report came in, whole; its bytes are in the vault before the transaction begins, or have been since an earlier one. */
export interface ReceivedArchive {
  readonly sha256: Buffer;
  /** Null: it is kept already. */
  readonly stored: StoredBytes | null;
  readonly fileName: string | null;
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
  /** The mail this report is, or of whose several reports it is the first. */
  readonly mail?: MailCopy;
  /** What its document and its files came in. @default nothing */
  readonly archives?: readonly ReceivedArchive[];
  /** Only files of a CyberTip, without its document: where the tip is known they complete it, and are no version of it. */
  readonly completes?: true;
}

/** What became of one received report. */
export interface ReceiptOutcome {
  /** `completed`: files of a known report, which had none of them. */
  readonly outcome: 'received' | 'repeated' | 'new-version' | 'completed' | 'unreadable';
  readonly reportId: number;
  readonly number: string;
  /** Of bytes received before: their first receipt. */
  readonly receivedAt: Instant;
  /** What its sender is told with the receipt; absent for bytes received before. */
  readonly advice?: readonly Advice[];
}
