import type { XmlElement } from '#platform/xml/read-xml.ts';
import { childPath } from '../domain/find-drift.ts';

/** An element with its place in the document. */
export interface Placed {
  readonly element: XmlElement;
  readonly path: string;
}

/** All children of a name, in order. `repeats` as the schema has it: a single one then carries no index. */
export function each(parent: Placed, name: string, occurrence: 'repeats' | 'single'): Placed[] {
  const found = parent.element.children.filter((child) => child.name === name);
  return found.map((element, index) => ({
    element,
    path: childPath(parent.path, name, index, occurrence === 'repeats'),
  }));
}

/** The first child of a name, or null. */
export function one(parent: Placed | null, name: string): Placed | null {
  const element = parent?.element.children.find((child) => child.name === name);
  return parent === null || element === undefined ? null : { element, path: childPath(parent.path, name, 0, false) };
}

/** The text of the first child of a name; null when absent or blank. */
export function textOf(parent: Placed | null, name: string): string | null {
  return written(one(parent, name)?.element.text);
}

/** An attribute; null when absent or blank. */
export function attributeOf(placed: Placed | null, name: string): string | null {
  return written(placed?.element.attributes[name]);
}

/** Reads an xs:boolean; anything else is not stated. */
export function booleanOf(text: string | null): boolean | null {
  if (text === null) return null;
  if (/^(?:true|1)$/i.test(text)) return true;
  return /^(?:false|0)$/i.test(text) ? false : null;
}

/** Names of the flags set below an element; `false` is an absent flag, and any other words a present one. */
export function flagsOf(placed: Placed | null): string[] {
  const set = (placed?.element.children ?? []).filter((flag) => !/^(?:false|0|no)$/i.test(flag.text.trim()));
  return [...new Set(set.map((flag) => flag.name))];
}

/** Texts and attributes of an element and all below it, by their path from it: `officerContact.phone@type`. */
export function leavesOf(
  element: XmlElement,
  from: string,
  without: ReadonlySet<string> = NOTHING,
): [path: string, text: string][] {
  const leaves: [string, string][] = attributesOf(element).map(([name, value]) => [`${from}@${name}`, value]);
  if (element.text.trim() !== '') leaves.push([from, element.text.trim()]);
  const counts = new Map<string, number>();
  for (const child of element.children) {
    const index = counts.get(child.name) ?? 0;
    counts.set(child.name, index + 1);
    if (!without.has(child.name)) leaves.push(...leavesOf(child, childPath(from, child.name, index, false), without));
  }
  return leaves;
}

/** Attributes that carry content: no declarations of namespaces or schemas. */
export function attributesOf(element: XmlElement): [name: string, value: string][] {
  return Object.entries(element.attributes).filter(([name]) => !/^(?:xmlns|xsi|xml)(?::|$)/.test(name));
}

const NOTHING: ReadonlySet<string> = new Set();

function written(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
