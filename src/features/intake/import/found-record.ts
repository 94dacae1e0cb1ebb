import type { MailCopy } from '../parse/mail-identity.ts';
import type { SubmittedReport } from '../types.ts';

/** One report of a document with its bytes as they lay there. */
export interface FoundRecord {
  /** Null: the whole document. */
  readonly bytes: Buffer | null;
  readonly report: SubmittedReport;
  readonly unreadable: string | null;
  readonly contentType: string;
  /** Where it stood in its document, where that holds many. */
  readonly place?: string;
  /** The mail it came with, on its first report. */
  readonly mail?: MailCopy;
  /** The mail it lay in with others: all of it is kept once, beside the first. */
  readonly cameIn?: { readonly sha256: Buffer; readonly name: string; readonly whole: Buffer | null };
}
