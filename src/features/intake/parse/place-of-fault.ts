import { decodeXml } from '#platform/xml/decode-xml.ts';
import { readXml } from '#platform/xml/read-xml.ts';
import { jsonFaultAt } from './json-fault-place.ts';

/** Where a document cannot be read on, counted from 1. */
export interface FaultPlace {
  readonly line: number;
  readonly column: number | null;
}

/** The place at which a document stops being XML or JSON; null where it is well formed, or neither. */
export function placeOfFault(bytes: Buffer): FaultPlace | null {
  const start = bytes.subarray(0, 200).toString('utf8');
  if (/^\uFEFF?\s*</.test(start)) {
    const read = readXml(decodeXml(bytes).text);
    return read.ok ? null : { line: read.refusal.line, column: null };
  }
  if (!/^\uFEFF?\s*[{[]/.test(start)) return null;
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const at = jsonFaultAt(text);
  if (at === null) return null;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
