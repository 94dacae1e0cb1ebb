import type { Result } from '#core/result.ts';
import { documentEnding } from '../domain/document-ending.ts';
import { documentKind } from '../domain/document-kind.ts';
import type { Advice, Drift } from '../types.ts';
import { isImagery } from './find-imagery.ts';
import type { MailSeals } from './mail-seals.ts';
import { decodeLeaf, type MimeLeaf } from './mime-leaf.ts';
import { type MimeEntity, splitMime } from './mime-tree.ts';
import { fieldsOf, type ReportFields } from './report-fields.ts';

/** What a part of a message is to us. */
export type MailPart = { readonly path: string } & (
  | { readonly kind: 'words'; readonly body: string; readonly name: string | null }
  /** A machine-readable report that has no reader of its own. */
  | { readonly kind: 'fields'; readonly fields: ReportFields }
  /** What other readers may know, by its ending. */
  | (MailDocument & { readonly kind: 'document' })
  /** Nobody opens it: imagery, or something no reader is for. */
  | { readonly kind: 'closed'; readonly leaf: MimeLeaf; readonly advice: Advice }
);

/** A document that lay in a mail. */
export interface MailDocument {
  readonly path: string;
  /** With its dot. */
  readonly ending: string;
  readonly leaf: MimeLeaf;
}

export interface MailParts {
  readonly parts: readonly MailPart[];
  readonly drift: readonly Drift[];
  /** What sealed single parts, each by its place. */
  readonly seals: readonly { readonly path: string; readonly seals: MailSeals }[];
  /** Why encrypted parts stay closed, by code; parts that are only evidence are not among them. */
  readonly closed: readonly string[];
}

/** What encrypts and signs a part, taken off it; the very entity where nothing does; else why it stays closed. */
export type OpenPart = (
  entity: MimeEntity,
) => Promise<Result<{ readonly entity: MimeEntity; readonly seals: MailSeals }, { readonly kind: string }>>;

interface Sorted {
  readonly parts: MailPart[];
  readonly drift: Drift[];
  readonly seals: { readonly path: string; readonly seals: MailSeals }[];
  readonly closed: string[];
}

const ORIGINAL = /^(?:message\/(?:rfc822|global|rfc822-headers)|text\/rfc822-headers)$/;
const FEEDBACK = /^message\/feedback-report$/;
const SIGNATURE = /^application\/(?:x-)?pkcs7-signature$|^application\/pgp-signature$/;
const READABLE = /^\.(?:json|ndjson|jsonl|xml|csv|tsv|xlsx|zip)$/;
/** Messages within messages within messages: no more of them are opened. */
const MOST_LEVELS = 4;

/** Sorts every part of a message, in their order; imagery and what nobody knows stays closed. */
export async function mailParts(root: MimeEntity, open: OpenPart): Promise<MailParts> {
  const sorted: Sorted = { parts: [], drift: [], seals: [], closed: [] };
  await sort(root, { at: '', level: 0, quoted: root.type === 'multipart/report' }, open, sorted);
  return sorted;
}

interface Place {
  readonly at: string;
  /** How many messages it lies in. */
  readonly level: number;
  /** It is evidence, not a report to us. */
  readonly quoted: boolean;
}

async function sort(entity: MimeEntity, place: Place, open: OpenPart, into: Sorted): Promise<void> {
  const { at, level, quoted } = place;
  const opened = await open(entity);
  if (!opened.ok) {
    const detail = `an encrypted or signed part stays closed: ${opened.refusal.kind}`;
    into.drift.push({ path: at, kind: 'unknown-value', detail });
    if (!quoted) into.closed.push(opened.refusal.kind);
    into.parts.push(closed(await decodeLeaf(entity), at, 'unopened-payload'));
    return;
  }
  if (opened.value.entity !== entity) {
    into.seals.push({ path: at, seals: opened.value.seals });
    return sort(opened.value.entity, { ...place, at: within(at, 'opened') }, open, into);
  }
  if (entity.isCut)
    into.drift.push({ path: at, kind: 'too-long', detail: 'more parts than any message; the rest stays unread' });
  if (entity.parts.length > 0) {
    const shown = entity.type === 'multipart/alternative' ? alternativesOf(entity) : entity.parts;
    for (const [index, part] of shown.entries())
      await sort(part, { ...place, at: within(at, `part[${index}]`) }, open, into);
    return;
  }
  if (SIGNATURE.test(entity.type)) return;
  if (ORIGINAL.test(entity.type) && level < MOST_LEVELS) return sortOriginal(entity, place, open, into);
  into.parts.push(...partOf(await decodeLeaf(entity), at === '' ? 'body' : at, quoted));
}

function within(path: string, part: string): string {
  return path === '' ? part : `${path}.${part}`;
}

/** The message a report is about: its header as words, its own parts below. What lies in it is evidence, not a report to us. */
async function sortOriginal(
  entity: MimeEntity,
  { at, level, quoted }: Place,
  open: OpenPart,
  into: Sorted,
): Promise<void> {
  const leaf = await decodeLeaf(entity);
  const original = splitMime(leaf.bytes);
  const header = leaf.bytes
    .subarray(0, leaf.bytes.length - original.body.length)
    .toString('utf8')
    .toWellFormed();
  const body = header.replaceAll('\0', '\uFFFD').trim();
  if (body !== '') into.parts.push({ kind: 'words', body, name: null, path: `${at}.header` });
  if (original.body.length === 0) return;
  const inner: Sorted = { ...into, parts: [] };
  const isReport = original.type === 'multipart/report';
  const place = { at: `${at}.message`, level: level + 1, quoted: quoted || isReport };
  await sort(original, place, open, inner);
  into.parts.push(...(quoted ? inner.parts.map(asEvidence) : inner.parts));
}

function asEvidence(part: MailPart): MailPart {
  if (part.kind !== 'document') return part;
  return unreadPart(part);
}

/** Of the same words twice the plain ones are read; what is no text stands beside them. */
function alternativesOf({ parts }: MimeEntity): readonly MimeEntity[] {
  const hasPlain = parts.some(({ type }) => type === 'text/plain');
  return parts.filter(({ type }) => !(hasPlain && type === 'text/html'));
}

/** What a leaf is to us; nothing for an empty one. */
export function partOf(leaf: MimeLeaf, path: string, quoted: boolean): readonly MailPart[] {
  if (leaf.bytes.length === 0) return [];
  if (FEEDBACK.test(leaf.type)) return [{ kind: 'fields', path, fields: fieldsOf(leaf.text ?? leaf.bytes.toString()) }];
  if (/^(?:image|video|audio)\//.test(leaf.type) || isPicture(leaf)) return [closed(leaf, path, 'imagery-in-payload')];
  const head = leaf.bytes.subarray(0, 65_536).toString('utf8');
  const ending = documentEnding({
    name: leaf.name,
    contentType: leaf.type,
    head,
    isWhole: leaf.bytes.length <= 65_536,
  });
  if (READABLE.test(ending) && !quoted) return [{ kind: 'document', path, ending, leaf }];
  return leaf.text === null
    ? [closed(leaf, path, 'unopened-payload')]
    : [{ kind: 'words', path, body: leaf.text, name: leaf.name }];
}

/** What a document is when no reader took it: words, or something closed. */
export function unreadPart({ path, leaf }: MailDocument): MailPart {
  const text = leaf.text ?? (isPlain(leaf.bytes) ? leaf.bytes.toString('utf8') : null);
  if (text === null) return closed(leaf, path, 'unopened-payload');
  return isImagery(text)
    ? closed(leaf, path, 'imagery-in-payload')
    : { kind: 'words', path, body: text, name: leaf.name };
}

function isPicture({ bytes, name, text }: MimeLeaf): boolean {
  if (text !== null) return isImagery(text);
  return documentKind(bytes.subarray(0, 512), name ?? '') === 'imagery';
}

function isPlain(bytes: Buffer): boolean {
  return !bytes.includes(0) && !bytes.toString('utf8').includes('\uFFFD');
}

function closed(leaf: MimeLeaf, path: string, advice: Advice): MailPart {
  return { kind: 'closed', path, leaf, advice };
}
