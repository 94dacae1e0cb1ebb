import { createHash, type Hash } from 'node:crypto';
import { MIB } from '#core/units.ts';
import { MIME_LIMITS, type MimeEntity } from './mime-tree.ts';

/** A mail by what it says and as it came. */
export interface MailCopy {
  /** SHA-256 over its Message-ID and what it says: the same whichever way it came. */
  readonly identity: Buffer;
  /** SHA-256 of the whole message. */
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  /** As it came. */
  readonly header: Buffer;
}

/** What a mail states of itself, beside its body; shown with the report as stated. */
export const STATED_HEADERS = [
  ...['from', 'reply-to', 'to', 'cc', 'date', 'message-id', 'in-reply-to', 'x-xarf', 'auto-submitted'],
] as const;
/** What else of a header decides how the mail is read. */
const READ_BY = ['subject', 'content-type', 'content-transfer-encoding', 'content-disposition'] as const;
const COVERED = [...STATED_HEADERS, ...READ_BY].toSorted();

/**
 * By what a mail is known whichever way it came: its Message-ID together with everything that is read of it, but none of what servers on
 * the way wrote. A Message-ID alone is anybody's to write, so it alone never makes two mails one. Null where there is none, or where the
 * header is longer than is read: such a mail is known by its bytes.
 */
export function mailCopyOf({ bytes, body, headers }: MimeEntity): MailCopy | null {
  const header = bytes.subarray(0, bytes.length - body.length);
  const named = headers.get('message-id')?.some((value) => value !== '') ?? false;
  if (!named || header.length > MIME_LIMITS.headerBytes) return null;
  // Folded otherwise on the way, a header says the same.
  const said = COVERED.map((name) => [name, ...(headers.get(name) ?? []).map((one) => one.replace(/\s+/g, ' '))]);
  const hash = createHash('sha256').update(`${JSON.stringify(said)}\n`);
  addBody(hash, body);
  return {
    identity: hash.digest(),
    sha256: createHash('sha256').update(bytes).digest(),
    sizeBytes: bytes.length,
    header,
  };
}

/** A mailbox may keep single line feeds and one line end more or fewer at the end: they are no part of what is said. */
function addBody(hash: Hash, body: Buffer): void {
  let end = body.length;
  while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end -= 1;
  let at = 0;
  while (at < end) {
    let next = Math.min(at + MIB, end);
    // A line end is not cut in two.
    if (next < end && body[next - 1] === 0x0d) next += 1;
    const piece = body.subarray(at, next);
    hash.update(piece.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    at = next;
  }
}
