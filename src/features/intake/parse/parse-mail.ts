import { createHash } from 'node:crypto';
import { emptyReport, undescribedFile } from '../domain/empty-report.ts';
import { adviceOf } from '../domain/stays-in-vault.ts';
import type { Advice, Drift, SubmittedFileDetails, SubmittedNarrative, SubmittedReport } from '../types.ts';
import { holdsImagery, WITHHELD } from './find-imagery.ts';
import type { ReadContext } from './json-reader.ts';
import { STATED_HEADERS } from './mail-identity.ts';
import type { MailPart } from './mail-parts.ts';
import type { PlacedSeals } from './mail-seals.ts';
import { mailTime } from './mail-time.ts';
import { addressOf, domainOf, wordsOf } from './mime-leaf.ts';
import type { MimeEntity } from './mime-tree.ts';
import { detailsOf, mineAll, timeDrift } from './read-members.ts';
import { fieldsOf, jsonFields, type ReportFields, readFields } from './report-fields.ts';

/** What a mail itself says, beside the documents in it that have readers of their own. Whoever `From` names is not verified. */
export function composeMail(
  outer: MimeEntity,
  parts: readonly MailPart[],
  {
    now,
    seals = [],
    drift = [],
  }: ReadContext & { readonly seals?: readonly PlacedSeals[]; readonly drift?: readonly Drift[] },
): SubmittedReport {
  const header = (name: string) => outer.headers.get(name) ?? [];
  const from = addressOf(header('from')[0]);
  const marked = header('x-xarf').length > 0;
  const told = parts.flatMap((part) => fieldsIn(part, marked));
  const read = told.map(({ path, fields }) => readFields(fields, path));
  const sentAt = mailTime(header('date')[0] ?? null);
  const narratives = [...subjectOf(outer), ...parts.flatMap(narrativeOf)];
  const own = [
    from,
    ...header('to').map(addressOf),
    ...header('cc').map(addressOf),
    ...header('reply-to').map(addressOf),
  ];
  const mined = mineAll(narratives).filter(({ kind, normal }) => kind !== 'email' || !own.includes(normal));
  const reportFields = told.flatMap(({ fields }) => fields);
  return {
    ...emptyReport('mail'),
    externalId: read.find(({ externalId }) => externalId !== null)?.externalId ?? wordsOf(header('message-id')[0]),
    senderName: domainOf(from) ?? 'mail',
    reportedAt: sentAt,
    incidents: read.map(({ incident }) => incident),
    internetDetails: [...mailDetails(outer, seals), ...detailsOf('feedback-report', grouped(reportFields))],
    identifiers: [...read.flatMap(({ identifiers }) => identifiers), ...mined],
    files: parts.flatMap(closedFileOf),
    narratives,
    drift: [
      ...drift,
      ...read.flatMap((one) => one.drift),
      ...timeDrift(sentAt, 'date', now),
      ...(from === null ? [{ path: 'from', kind: 'missing', detail: 'no address of a sender' } as const] : []),
    ],
    ...adviceOf(parts.flatMap(adviceIn)),
  };
}

/** Documents in a mail come out as if by their own door, with what the mail says around them. */
export function withMail(document: SubmittedReport, mail: SubmittedReport): SubmittedReport {
  const { advice = [], ...report } = document;
  // A letter proves nobody's name: a notice is its sender's own, never one of the provider it names.
  const isNotice = report.notice !== undefined || report.format === 'addresses-only';
  return {
    ...report,
    isTest: report.isTest && !saysMore(mail),
    senderName: isNotice ? mail.senderName : (report.senderName ?? mail.senderName),
    reportedAt: report.reportedAt ?? mail.reportedAt,
    incidents: [...report.incidents, ...mail.incidents],
    internetDetails: [...report.internetDetails, ...mail.internetDetails],
    identifiers: [...report.identifiers, ...mail.identifiers],
    files: [...report.files, ...mail.files],
    narratives: [...report.narratives, ...mail.narratives],
    drift: [...report.drift, ...mail.drift],
    ...adviceOf([...advice, ...(mail.advice ?? [])]),
  };
}

/** A letter that has words, files or names of its own is a report, whatever a document in it is marked as: a test is soon disposed of. */
function saysMore({ incidents, identifiers, files, narratives }: SubmittedReport): boolean {
  const hasWords = narratives.some(({ path }) => path !== 'subject');
  return hasWords || [incidents, identifiers, files].some((list) => list.length > 0);
}

/** Fields stand in a part of their own; under the mark of X-ARF also in its `report.txt`, or in a plain second part. */
function fieldsIn(
  part: MailPart,
  marked: boolean,
): readonly { readonly path: string; readonly fields: ReportFields }[] {
  if (part.kind === 'fields') return [part];
  if (part.kind !== 'words' || !(marked || /^report\.txt$/i.test(part.name ?? ''))) return [];
  const fields = jsonFields(part.body) ?? fieldsOf(part.body);
  // Any letter has a line with a colon; a report has several, and says whence.
  return fields.length >= 3 && fields.some(([name]) => /(?:^|\.)(?:source|reported|category)/i.test(name))
    ? [{ path: part.path, fields }]
    : [];
}

function narrativeOf(part: MailPart): readonly SubmittedNarrative[] {
  if (part.kind !== 'words' || part.body.trim() === '') return [];
  return [{ path: part.path, body: holdsImagery(part.body) ? WITHHELD : part.body.trim(), restricted: false }];
}

function subjectOf(outer: MimeEntity): readonly SubmittedNarrative[] {
  const subject = wordsOf(outer.headers.get('subject')?.[0]);
  return subject === null ? [] : [{ path: 'subject', body: subject, restricted: false }];
}

function adviceIn(part: MailPart): readonly Advice[] {
  if (part.kind === 'closed') return [part.advice];
  return part.kind === 'words' && holdsImagery(part.body) ? ['imagery-in-payload'] : [];
}

/** Of what stays closed: its name, size and hash, by which the same file is known elsewhere. */
function closedFileOf(part: MailPart): readonly SubmittedFileDetails[] {
  if (part.kind !== 'closed') return [];
  const { leaf, path } = part;
  const value = createHash('sha256').update(leaf.bytes).digest('hex');
  return [
    {
      ...undescribedFile(leaf.name),
      claimedHashes: [{ type: 'SHA256', value }],
      metadata: [
        { type: 'mail', name: 'content_type', value: leaf.type.slice(0, 200) },
        { type: 'mail', name: 'path', value: path },
        { type: 'mail', name: 'size', value: String(leaf.bytes.length) },
      ],
    },
  ];
}

/** What mail servers on the way made of it: kept as they wrote it, judged by nobody here. */
const RAW = ['authentication-results', 'received-spf', 'dkim-signature', 'received'];
const MOST_VALUES = 50;

function mailDetails(outer: MimeEntity, seals: readonly PlacedSeals[]): SubmittedReport['internetDetails'] {
  const stated = [...STATED_HEADERS, ...RAW].map((name) => {
    const values = (outer.headers.get(name) ?? []).slice(0, MOST_VALUES);
    return [name, values.flatMap((value) => wordsOf(value) ?? [])] as const;
  });
  const signed = seals.flatMap(({ path, seals: { signatures } }) => signatures.map((one) => ({ ...one, path })));
  // Who signed a part did not sign the mail: each says where.
  const placed = (text: string, path: string | null) => (path === null ? text : `${text} (${path})`);
  return detailsOf('mail', {
    ...Object.fromEntries(stated),
    'smime-encrypted': seals.flatMap(({ path, seals: one }) => (one.encrypted ? [placed('yes', path)] : [])),
    'smime-signer': signed.map(({ signer, path }) => placed(signer, path)),
    'smime-signer-sha256': signed.map(({ fingerprint }) => fingerprint),
    'smime-signature': signed.map(({ holds }) => (holds ? 'holds' : 'does not hold')),
  });
}

function grouped(fields: ReportFields): Readonly<Record<string, readonly string[]>> {
  const groups = Map.groupBy(fields, ([name]) => name);
  return Object.fromEntries([...groups].map(([name, list]) => [name, list.map(([, value]) => value)]));
}
