import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { ok, type Result, refuse } from '#core/result.ts';

/** One element of a small tree. Namespaces are not resolved: a prefix is set apart, never a reason to fail. */
export interface XmlElement {
  readonly name: string;
  readonly prefix: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** The element's own characters, joined; blank text between children is dropped. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export interface XmlRefusal {
  readonly kind: 'malformed' | 'doctype' | 'too-deep' | 'too-many-attributes' | 'too-many-elements' | 'too-large';
  readonly message: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface XmlLimits {
  readonly maxDepth: number;
  readonly maxAttributes: number;
  readonly maxElements: number;
  readonly maxCharacters: number;
}

/** 10⁶ elements hold 10⁵ capture events with room to spare and stay under about 200 MB of heap. */
const LIMITS: XmlLimits = { maxDepth: 64, maxAttributes: 64, maxElements: 1_000_000, maxCharacters: 64 * 1024 * 1024 };

/** Characters handed to the parser at a time: how much is read past the first error. */
const CHUNK = 64 * 1024;

type Building = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: Building[] };

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

/** Reads a document into a tree. Refuses anything not well formed, any DOCTYPE (so no entity beyond the five is ever expanded) and anything over a limit. */
export function readXml(text: string, limits: Partial<XmlLimits> = {}): Result<XmlElement, XmlRefusal> {
  const allowed = { ...LIMITS, ...limits };
  if (text.length > allowed.maxCharacters) {
    return refuse({ kind: 'too-large', message: `more than ${allowed.maxCharacters} characters`, line: 1 });
  }
  const tree = treeBuilder(allowed);
  for (let start = 0; start < text.length && tree.refusal() === null; start += CHUNK)
    tree.parser.write(text.slice(start, start + CHUNK));
  if (tree.refusal() === null) tree.parser.close();
  const refusal = tree.refusal();
  if (refusal !== null) return refuse(refusal);
  const root = tree.root();
  return root === null ? refuse({ kind: 'malformed', message: 'no element', line: 1 }) : ok(root);
}

function treeBuilder(limits: XmlLimits) {
  const parser = new SaxesParser({ xmlns: false, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const open: Building[] = [];
  let root: Building | null = null;
  let elements = 0;
  let attributes = 0;
  let refusal: XmlRefusal | null = null;
  const stop = (kind: XmlRefusal['kind'], message: string) => {
    refusal ??= { kind, message, line: parser.line };
  };
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('error', (error) => stop('malformed', error.message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => stop('doctype', 'a document type declaration is not accepted'));
  parser.on('opentagstart', () => {
    attributes = 0;
    if (open.length >= limits.maxDepth) stop('too-deep', `elements nested deeper than ${limits.maxDepth}`);
    elements += 1;
    if (elements > limits.maxElements) stop('too-many-elements', `more than ${limits.maxElements} elements`);
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > limits.maxAttributes) stop('too-many-attributes', `more than ${limits.maxAttributes} attributes`);
  });
  parser.on('opentag', (tag) => {
    if (refusal !== null) return;
    const element = newElement(tag, attributes);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element !== undefined && element.children.length > 0 && element.text.trim() === '') element.text = '';
  });
  return { parser, root: (): XmlElement | null => root, refusal: (): XmlRefusal | null => refusal };
}

function newElement(tag: SaxesTagPlain, attributes: number): Building {
  const colon = tag.name.indexOf(':');
  return {
    name: colon < 0 ? tag.name : tag.name.slice(colon + 1),
    prefix: colon < 0 ? null : tag.name.slice(0, colon),
    attributes: attributes === 0 ? NO_ATTRIBUTES : tag.attributes,
    text: '',
    children: [],
  };
}
