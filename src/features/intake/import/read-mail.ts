import type { Instant } from '#core/clock.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import { type MailDocument, type MailPart, mailParts, unreadPart } from '../parse/mail-parts.ts';
import { splitMime } from '../parse/mime-tree.ts';
import { composeMail, withMail } from '../parse/parse-mail.ts';
import { shapeOf } from './drop-file.ts';
import type { Legible } from './legible.ts';
import type { FoundRecord } from './read-document.ts';

type ReadDocument = (document: Legible, now: Instant, live: readonly LiveMapping[]) => AsyncIterable<FoundRecord>;

const MAIL_TYPE = 'message/rfc822';

/**
 * Reads the reports of a mail: one for each that its documents hold, else the mail itself. A mail that comes to one report is that report's
 * bytes, whole; of several each has its own.
 */
export async function* readMail(
  bytes: Buffer,
  read: ReadDocument,
  now: Instant,
  live: readonly LiveMapping[],
): AsyncGenerator<FoundRecord> {
  const outer = splitMime(bytes);
  const { parts, drift } = await mailParts(outer);
  const left: MailPart[] = [];
  const found: FoundRecord[] = [];
  for (const part of parts) {
    const records = part.kind === 'document' ? await recordsOf(part, read, now, live) : [];
    if (part.kind === 'document' && records.length === 0) left.push(unreadPart(part));
    else if (part.kind !== 'document') left.push(part);
    found.push(...records);
  }
  const mail = composeMail(outer, left, { now, drift });
  if (found.length === 0) yield { bytes, report: mail, unreadable: null, contentType: MAIL_TYPE };
  const isOne = found.length === 1;
  for (const record of found)
    yield {
      ...record,
      report: withMail(record.report, mail),
      ...(isOne ? { bytes, contentType: MAIL_TYPE } : {}),
    };
}

/** The reports a document of a mail holds; none when no reader understands any of it. */
async function recordsOf(
  { leaf, ending, path }: MailDocument,
  read: ReadDocument,
  now: Instant,
  live: readonly LiveMapping[],
): Promise<readonly FoundRecord[]> {
  const shape = shapeOf(ending);
  if (shape === 'archive' || shape === 'mail') return [];
  const records: FoundRecord[] = [];
  for await (const record of read({ bytes: leaf.bytes, shape }, now, live))
    records.push({
      ...record,
      bytes: record.bytes ?? leaf.bytes,
      place: [path, record.place].filter(Boolean).join(' '),
    });
  return records.some(({ unreadable }) => unreadable === null) ? records : [];
}
