import { createHash } from 'node:crypto';
import { undescribedFile } from '../domain/empty-report.ts';
import type { Advice, Drift, SubmittedFileDetails, SubmittedNarrative } from '../types.ts';
import { isImagery, textOfBytes, WITHHELD } from './find-imagery.ts';
import { type JsonNode, member, textOf } from './json-node.ts';

/** What the evidence of a XARF report comes to: texts are read, everything else stays closed. */
export interface ReadPayloads {
  readonly narratives: readonly SubmittedNarrative[];
  /** One for each payload that stays closed. */
  readonly files: readonly SubmittedFileDetails[];
  readonly drift: readonly Drift[];
  readonly advice: readonly Advice[];
}

/** Only what says it is a text, and is one, is read. */
const TEXT_TYPE = /^(?:text\/|message\/|application\/(?:json|xml|[a-z0-9.-]+\+(?:json|xml)))/i;
const PICTURE_TYPE = /^(?:image|video)\//i;

/**
 * Reads the evidence of a report without opening what may be imagery: its type, or how it begins, decides. Its bytes are hashed,
 * nothing more; they stay inside the document, which goes to the vault whole.
 */
export function readPayloads(evidence: JsonNode): ReadPayloads {
  const items = (Array.isArray(evidence) ? evidence : [evidence]).map((node: JsonNode, at) => readPayload(node, at));
  return {
    narratives: items.flatMap((one) => one.narratives),
    files: items.flatMap((one) => one.files),
    drift: items.flatMap((one) => one.drift),
    advice: items.flatMap((one) => one.advice),
  };
}

function readPayload(node: JsonNode, at: number): ReadPayloads {
  const path = `evidence[${at}]`;
  const description = textOf(member(node, 'description'));
  const narratives = description === null ? [] : [narrative(`${path}.description`, description)];
  const hidden: readonly Advice[] = description !== null && isImagery(description) ? ['imagery-in-payload'] : [];
  const payload = textOf(member(node, 'payload'));
  if (payload === null) return { narratives, files: [], drift: [], advice: hidden };
  const type = (textOf(member(node, 'content_type')) ?? '').trim();
  const bytes = Buffer.from(payload, 'base64');
  const drift = hashDrift(textOf(member(node, 'hash')), bytes, `${path}.hash`);
  const text = TEXT_TYPE.test(type) ? textOfBytes(bytes) : null;
  const isPicture = PICTURE_TYPE.test(type) || isImagery(payload) || (text !== null && isImagery(text));
  if (text !== null && !isPicture)
    return { narratives: [...narratives, narrative(`${path}.payload`, text)], files: [], drift, advice: hidden };
  const advice = [...hidden, isPicture ? ('imagery-in-payload' as const) : ('unopened-payload' as const)];
  return { narratives, files: [closedFile(bytes, type, path)], drift, advice };
}

/** What may be said of bytes nobody opened: how many, and their hash, by which the same file is known elsewhere. */
function closedFile(bytes: Buffer, type: string, path: string): SubmittedFileDetails {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    ...undescribedFile(null),
    claimedHashes: [{ type: 'SHA256', value: sha256 }],
    metadata: [
      { type: 'xarf', name: 'content_type', value: type.slice(0, 200) },
      { type: 'xarf', name: 'path', value: path },
      { type: 'xarf', name: 'size', value: String(bytes.length) },
    ],
  };
}

function narrative(path: string, body: string): SubmittedNarrative {
  return { path, body: isImagery(body) ? WITHHELD : body, restricted: false };
}

/** Digests we can compute, by their length in hexadecimal. */
const ALGORITHMS: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha256', 64],
  ['sha512', 128],
]);

function hashDrift(stated: string | null, bytes: Buffer, path: string): readonly Drift[] {
  if (stated === null) return [];
  const [algorithm = '', digest = ''] = stated.toLowerCase().split(':');
  if (ALGORITHMS.get(algorithm) !== digest.length)
    return [{ path, kind: 'unreadable-value', detail: 'no digest that can be computed here' }];
  return createHash(algorithm).update(bytes).digest('hex') === digest
    ? []
    : [{ path, kind: 'hash-mismatch', detail: 'the stated hash is not that of the payload' }];
}
