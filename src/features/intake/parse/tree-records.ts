import { SaxesParser } from 'saxes';
import { ok, type Result, refuse } from '#core/result.ts';
import { faultOfJson } from '#platform/json/check-json.ts';
import { decodeXml } from '#platform/xml/decode-xml.ts';
import { readXml, type XmlElement } from '#platform/xml/read-xml.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { RecordField } from '../domain/record-fields.ts';
import { jsonFaultAt } from './json-fault-place.ts';
import type { JsonNode } from './json-node.ts';
import { member, textOf } from './json-node.ts';
import { listSpans } from './json-spans.ts';
import { attributesOf } from './walk-elements.ts';

/** One record of a document: its own bytes, and its fields. */
export interface SourceRecord {
  readonly bytes: Buffer;
  readonly fields: readonly RecordField[];
}

/** Why a document has no records: a code of the repair bench with the reader's words. */
interface DocumentFault {
  readonly kind: 'not-json' | 'malformed' | 'no-records' | 'too-deep';
  readonly message: string;
  /** Counted from 1, where known. */
  readonly line: number | null;
  readonly column: number | null;
}

const MOST_FIELDS = 20_000;
// A document of a million captures has its keys by the million; nesting alone is bounded.
const JSON_LIMITS = { maxDepth: 64, maxKeys: Number.MAX_SAFE_INTEGER };

/** The records of a JSON document: of the list at the mapping's path, or the document itself. */
export function jsonRecords(bytes: Buffer, record: string): Result<readonly SourceRecord[], DocumentFault> {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (faultOfJson(text, JSON_LIMITS) === 'too-deep') return refuse(fault('too-deep', 'nested deeper than 64'));
  let root: JsonNode;
  try {
    root = JSON.parse(text);
  } catch (error) {
    return refuse(jsonFault(text, error));
  }
  const spans = listSpans(text, record);
  const list = record === '' ? root : member(root, ...record.split('.'));
  if (Array.isArray(list)) {
    // Spans and elements come from the same text: one each, in order.
    return ok(
      list.map((node, index) => {
        const [start, end] = spans[index] ?? [0, 0];
        return { bytes: Buffer.from(text.slice(start, end)), fields: jsonFields(node) };
      }),
    );
  }
  // A record that was parted from its list is a document of its own.
  const alone = isObject(list) ? list : isObject(root) && list === undefined ? root : null;
  return alone === null
    ? refuse(fault('no-records', record === '' ? 'neither an object nor a list' : `nothing at ${record}`))
    : ok([{ bytes, fields: jsonFields(alone) }]);
}

/** What is wrong with a JSON text and where. The engine quotes a piece of the text: a reason is shown to more people than the text is. */
function jsonFault(text: string, error: unknown): DocumentFault {
  if (!(error instanceof SyntaxError)) throw error;
  const before = text.slice(0, jsonFaultAt(text) ?? 0).split('\n');
  return {
    kind: 'not-json',
    message: 'not well formed',
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  };
}

function isObject(node: JsonNode): boolean {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function fault(kind: DocumentFault['kind'], message: string, line: number | null = null): DocumentFault {
  return { kind, message, line, column: null };
}

function jsonFields(record: JsonNode): readonly RecordField[] {
  const fields: RecordField[] = [];
  const walk = (node: JsonNode, path: string, at: readonly number[]): void => {
    if (fields.length >= MOST_FIELDS) return;
    if (Array.isArray(node)) node.forEach((each, index) => void walk(each, path, [...at, index]));
    else if (typeof node === 'object' && node !== null)
      for (const [name, child] of Object.entries(node)) walk(child, path === '' ? name : `${path}.${name}`, at);
    else {
      const value = textOf(node);
      if (value !== null) fields.push({ path: path.toWellFormed().replaceAll('\0', '\uFFFD'), at, value });
    }
  };
  walk(record, '', []);
  return fields;
}

/** The records of an XML document: the outermost elements of one name. A document type declaration is refused. */
export function xmlRecords(bytes: Buffer, record: string): Result<readonly SourceRecord[], DocumentFault> {
  const { text } = decodeXml(bytes);
  const whole = readXml(text);
  if (!whole.ok) return refuse(fault('malformed', whole.refusal.message, whole.refusal.line));
  if (whole.value.name === record) return ok([{ bytes, fields: xmlFields(whole.value) }]);
  const slices = elementSlices(text, record);
  if (slices.length === 0) return refuse(fault('no-records', `no element ${record}`));
  return ok(
    slices.flatMap((slice) => {
      const read = readXml(slice);
      return read.ok ? [{ bytes: Buffer.from(slice), fields: xmlFields(read.value) }] : [];
    }),
  );
}

/** The text of every outermost element of a name, in a document that is known to be well formed. */
function elementSlices(text: string, name: string): readonly string[] {
  const parser = new SaxesParser({ xmlns: false, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const slices: string[] = [];
  let depth = 0;
  let start: { readonly depth: number; readonly at: number } | null = null;
  parser.on('opentagstart', (tag) => {
    depth += 1;
    if (start === null && localName(tag.name) === name)
      start = { depth, at: text.lastIndexOf('<', parser.position - 1) };
  });
  parser.on('closetag', () => {
    if (start !== null && depth === start.depth) {
      slices.push(text.slice(start.at, parser.position));
      start = null;
    }
    depth -= 1;
  });
  parser.write(text).close();
  return slices;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function xmlFields(record: XmlElement): readonly RecordField[] {
  const fields: RecordField[] = [];
  const walk = (element: XmlElement, path: string, at: readonly number[]): void => {
    if (fields.length >= MOST_FIELDS) return;
    for (const [name, value] of attributesOf(element))
      if (value.trim() !== '') fields.push({ path: `${path}@${name}`, at, value: value.trim() });
    if (element.text.trim() !== '') fields.push({ path, at, value: element.text.trim() });
    for (const [name, same] of Map.groupBy(element.children, (child) => child.name))
      same.forEach((child, index) => {
        walk(child, path === '' ? name : `${path}.${name}`, same.length > 1 ? [...at, index] : at);
      });
  };
  walk(record, '', []);
  return fields;
}

/** The records of a document that is read whole. */
export function treeRecords(
  mapping: Pick<Mapping, 'kind' | 'record'>,
  bytes: Buffer,
): Result<readonly SourceRecord[], DocumentFault> {
  return mapping.kind === 'xml' ? xmlRecords(bytes, mapping.record) : jsonRecords(bytes, mapping.record);
}
