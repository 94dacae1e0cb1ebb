import type { NoticeConnection, NoticeFile, ProviderNotice } from '../domain/notice.ts';
import type { Drift } from '../types.ts';
import { flagOf, type JsonNode, listOf, member, textOf } from './json-node.ts';
import type { JsonReader } from './json-reader.ts';
import { noticeReport } from './notice-report.ts';
import { digestType, saidCount, saidPort, saysNothing } from './notice-words.ts';

/** The mandatory notice to police in the JSON of the interop page, 4.3. */
export const providerNoticeReader: JsonReader = {
  format: 'provider-notice',
  recognises: (root) => {
    const regime = textOf(member(root, 'regime'));
    if (regime !== null) return /^CA-MRA(?:-s3)?$/i.test(regime.trim());
    if (/^mra-\d{4}$/.test(textOf(member(root, 'ruleSet')) ?? '')) return true;
    return ['offence', 'material', 'discovery'].every((name) => typeof member(root, name) === 'object');
  },
  read: (root, context) => {
    const { notice, drift } = readNotice(root);
    return noticeReport(notice, context, drift);
  },
};

/** Reads a notice from JSON; what has no place is kept under its own name, what cannot be read is told. */
export function readNotice(root: JsonNode): { readonly notice: ProviderNotice; readonly drift: readonly Drift[] } {
  const drift: Drift[] = [];
  const rest = leftovers(root);
  for (const name of rest.keys()) drift.push({ path: name, kind: 'unknown-element', detail: 'kept as it came' });
  const whole = (path: string, read: (text: string) => number | null, node: JsonNode) => {
    const text = textOf(node);
    const value = text === null ? null : read(text);
    if (text !== null && value === null) {
      drift.push({ path, kind: 'unreadable-value', detail: 'not a whole number in its range' });
      rest.set(path, text);
    }
    return value ?? undefined;
  };
  const material = member(root, 'material');
  const notice: ProviderNotice = {
    ...texts(root, ['reference', 'ruleSet']),
    offence: texts(member(root, 'offence'), ['code', 'text']),
    material: {
      ...texts(material, ['description', 'format']),
      count: whole('material.count', saidCount, member(material, 'count')),
      manifest: flagOf(member(material, 'manifest')) ?? undefined,
    },
    discovery: texts(member(root, 'discovery'), ['at', 'zone', 'circumstances']),
    otherEvidence: evidenceOf(member(root, 'otherEvidence')),
    transmissionData: listOf(member(root, 'transmissionData')).map(
      (node, at): NoticeConnection => ({
        ...texts(node, ['ip', 'at', 'zone', 'kind']),
        port: whole(`transmissionData[${at}].port`, saidPort, member(node, 'port')),
      }),
    ),
    accounts: listOf(member(root, 'accounts')).map((node) =>
      texts(node, ['id', 'screenName', 'displayName', 'profileUrl']),
    ),
    emails: wordsOf(member(root, 'emails')),
    phones: wordsOf(member(root, 'phones')),
    devices: listOf(member(root, 'devices')).map((node) => texts(node, ['type', 'id'])),
    urls: wordsOf(member(root, 'urls')),
    files: listOf(member(root, 'files')).map(readFile),
    subscriber: texts(member(root, 'subscriber'), SUBSCRIBER),
    preservation: texts(member(root, 'preservation'), ['untilBasis', 'until']),
    contact: texts(member(root, 'contact'), ['name', 'email', 'phone']),
    provider: texts(member(root, 'provider'), ['id', 'name']),
  };
  return { notice: rest.size > 0 ? { ...notice, other: Object.fromEntries(rest) } : notice, drift };
}

const SUBSCRIBER = ['name', 'dateOfBirth', 'street', 'city', 'region', 'postalCode', 'country'] as const;

/** Every member the reader takes, by its object. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...['regime', 'reference', 'ruleSet', 'offence', 'material', 'discovery', 'otherEvidence', 'transmissionData'],
    ...[
      'accounts',
      'emails',
      'phones',
      'devices',
      'urls',
      'files',
      'subscriber',
      'preservation',
      'contact',
      'provider',
    ],
  ],
  offence: ['code', 'text'],
  material: ['description', 'format', 'count', 'manifest'],
  discovery: ['at', 'zone', 'circumstances'],
  transmissionData: ['ip', 'port', 'at', 'zone', 'kind'],
  accounts: ['id', 'screenName', 'displayName', 'profileUrl'],
  devices: ['type', 'id'],
  files: ['name', 'hashes', 'viewedByEsp'],
  subscriber: SUBSCRIBER,
  preservation: ['untilBasis', 'until'],
  contact: ['name', 'email', 'phone'],
  provider: ['id', 'name'],
};

/** Members nobody takes, as JSON texts by their path. */
function leftovers(root: JsonNode): Map<string, string> {
  const rest = new Map<string, string>();
  for (const [name, known] of Object.entries(KNOWN)) {
    for (const [prefix, item] of objectsOf(root, name)) {
      const unknown = Object.entries(item).filter(([key, value]) => !known.includes(key) && value !== null);
      for (const [key, value] of unknown) rest.set(storable(prefix + key), storable(JSON.stringify(value)));
    }
  }
  return rest;
}

/** The objects under a name, each with the path before its members. */
function objectsOf(root: JsonNode, name: string): readonly (readonly [prefix: string, item: object])[] {
  if (name === '') return [['', root as object]];
  const node = member(root, name);
  return listOf(node).flatMap((item, at) =>
    typeof item === 'object' ? [[Array.isArray(node) ? `${name}[${at}].` : `${name}.`, item as object] as const] : [],
  );
}

function readFile(node: JsonNode): NoticeFile {
  const hashes = listOf(member(node, 'hashes')).flatMap((hash) => {
    const value = textOf(member(hash, 'value'));
    return value === null ? [] : [{ type: textOf(member(hash, 'type')) ?? digestType(value), value }];
  });
  return { ...texts(node, ['name']), hashes, viewedByEsp: flagOf(member(node, 'viewedByEsp')) ?? undefined };
}

/** Present and empty, or a word for nothing: the sender holds nothing else. Absent or null: it did not say. */
function evidenceOf(node: JsonNode): readonly string[] | undefined {
  if (Array.isArray(node)) return wordsOf(node).filter((text) => !saysNothing(text));
  const text = textOf(node);
  if (text !== null) return saysNothing(text) ? [] : [text];
  return typeof node === 'object' && node !== null ? wordsOf(node) : undefined;
}

/** Texts of a list; what is no text is kept as JSON. */
function wordsOf(node: JsonNode): readonly string[] {
  const items: readonly JsonNode[] = Array.isArray(node) ? node : node === undefined || node === null ? [] : [node];
  return items.flatMap((item) => {
    const text = textOf(typeof item === 'object' && item !== null ? JSON.stringify(item) : item);
    return text === null ? [] : [text];
  });
}

function texts<const Name extends string>(node: JsonNode, names: readonly Name[]): { readonly [N in Name]?: string } {
  const found = names.flatMap((name) => {
    const text = textOf(member(node, name));
    return text === null ? [] : [[name, text] as const];
  });
  return Object.fromEntries(found) as { readonly [N in Name]?: string };
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
