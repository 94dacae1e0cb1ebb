import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Instant } from '#core/clock.ts';
import { MIB } from '#core/units.ts';
import { openZip } from '#platform/archive/read-zip.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import { emptyReport } from '../domain/empty-report.ts';
import { mailCopyOf } from '../parse/mail-identity.ts';
import { type MailDocument, type MailPart, mailParts, partOf, unreadPart } from '../parse/mail-parts.ts';
import { type MimeEntity, splitMime } from '../parse/mime-tree.ts';
import { composeMail, withMail } from '../parse/parse-mail.ts';
import type { SubmittedReport } from '../types.ts';
import { shapeOf } from './drop-file.ts';
import type { FoundRecord } from './found-record.ts';
import type { Legible } from './legible.ts';
import { type MailKeys, NO_MAIL_KEYS, smimeOpener } from './open-smime.ts';

/** Reads what lies in a mail as it would be read by its own door. */
export type ReadDocument = (
  document: Legible,
  now: Instant,
  live: readonly LiveMapping[],
) => AsyncIterable<FoundRecord>;

const MAIL_TYPE = 'message/rfc822';

/** A mail's attachment, in memory. */
const ARCHIVE_LIMITS = { maxEntries: 500, maxTotalBytes: 64 * MIB, maxRatio: 100 };

/**
 * Reads the reports of a mail: one for each that its documents hold, else the mail itself. A mail that comes to one report is that report's
 * bytes, whole; of several each has its own.
 */
export async function* readMail(
  bytes: Buffer,
  read: ReadDocument,
  now: Instant,
  live: readonly LiveMapping[],
  keys: MailKeys = NO_MAIL_KEYS,
): AsyncGenerator<FoundRecord> {
  const outer = splitMime(bytes);
  const copy = mailCopyOf(outer);
  let isFirst = true;
  for await (const record of reportsOf(outer, read, now, live, keys)) {
    yield isFirst && copy !== null ? { ...record, mail: copy } : record;
    isFirst = false;
  }
}

async function* reportsOf(
  outer: MimeEntity,
  read: ReadDocument,
  now: Instant,
  live: readonly LiveMapping[],
  keys: MailKeys,
): AsyncGenerator<FoundRecord> {
  const { bytes } = outer;
  const open = smimeOpener(keys);
  const opened = await open(outer);
  if (!opened.ok) {
    const closed = { ...emptyReport('unreadable'), senderName: composeMail(outer, [], { now }).senderName };
    yield { bytes, report: closed, unreadable: opened.refusal.kind, contentType: MAIL_TYPE };
    return;
  }
  const { entity, seals } = opened.value;
  const { parts, drift, seals: within, closed } = await mailParts(entity, open);
  const left: MailPart[] = [];
  const found: FoundRecord[] = [];
  for (const part of parts) {
    const known = part.kind === 'document' ? await readDocument(part, read, now, live) : null;
    if (known === null) left.push(part);
    else {
      found.push(...known.records);
      left.push(...known.left);
    }
  }
  const mail = composeMail(outer, left, { now, drift, seals: [{ path: null, seals }, ...within] });
  const [only] = found;
  if (only === undefined) yield letterOf(mail, closed, bytes);
  else if (found.length === 1)
    yield { report: withMail(only.report, mail), unreadable: only.unreadable, bytes, contentType: MAIL_TYPE };
  else yield* ofSeveral(found, mail, bytes);
}

/** A mail that is its own report. What it says in clear counts at once; what lies in it closed, a person has read again once there is a key. */
function letterOf(mail: SubmittedReport, closed: readonly string[], bytes: Buffer): FoundRecord {
  const unreadable = closed[0] ?? null;
  // What it is called is for the report in it to say.
  const report = unreadable === null ? mail : { ...mail, externalId: null };
  return { bytes, report, unreadable, contentType: MAIL_TYPE };
}

/** Each report of several has bytes of its own; the first brings the mail itself, all name it. */
function* ofSeveral(found: readonly FoundRecord[], mail: SubmittedReport, bytes: Buffer): Generator<FoundRecord> {
  const sha256 = createHash('sha256').update(bytes).digest();
  for (const [at, record] of found.entries())
    yield {
      ...record,
      report: withMail(record.report, mail),
      cameIn: { sha256, name: 'message.eml', whole: at === 0 ? bytes : null },
    };
}

interface Read {
  readonly records: readonly FoundRecord[];
  readonly left: readonly MailPart[];
}

/** The reports a document of a mail holds; a document that no reader understands is left for what else it is. */
async function readDocument(
  part: MailDocument,
  read: ReadDocument,
  now: Instant,
  live: readonly LiveMapping[],
): Promise<Read> {
  if (shapeOf(part.ending) === 'archive') return readArchive(part, read, now, live);
  const { leaf, ending, path } = part;
  const shape = shapeOf(ending);
  if (shape === 'archive' || shape === 'mail') return { records: [], left: [unreadPart(part)] };
  const records: FoundRecord[] = [];
  for await (const record of read({ bytes: leaf.bytes, shape }, now, live))
    records.push({
      ...record,
      bytes: record.bytes ?? leaf.bytes,
      place: [path, record.place].filter(Boolean).join(' '),
    });
  const isUnderstood = records.some(({ unreadable }) => unreadable === null);
  return isUnderstood ? { records, left: [] } : { records: [], left: [unreadPart(part)] };
}

/** A small archive is listed and its documents are read; nothing is unpacked to the disk, and what is no report stays closed. */
async function readArchive(
  part: MailDocument,
  read: ReadDocument,
  now: Instant,
  live: readonly LiveMapping[],
): Promise<Read> {
  const closed = { records: [], left: [unreadPart(part)] };
  const zip = await openZip(part.leaf.bytes, ARCHIVE_LIMITS);
  if (!zip.ok) return closed;
  const records: FoundRecord[] = [];
  const left: MailPart[] = [];
  try {
    for (const entry of zip.value.entries) {
      const leaf = {
        name: entry.path,
        type: 'application/octet-stream',
        text: null,
        bytes: await buffer(await entry.open()),
      };
      const [inner] = partOf(leaf, `${part.path}!/${entry.path}`, false);
      // An archive in an archive stays closed.
      if (inner?.kind === 'document' && shapeOf(inner.ending) === 'archive') left.push(unreadPart(inner));
      else if (inner?.kind !== 'document') left.push(...(inner ? [inner] : []));
      else {
        const found = await readDocument(inner, read, now, live);
        records.push(...found.records);
        left.push(...found.left);
      }
    }
  } catch {
    // Its bytes are not what its list says: it stays closed, whole.
    return closed;
  } finally {
    zip.value.close();
  }
  return records.length === 0 ? closed : { records, left };
}
