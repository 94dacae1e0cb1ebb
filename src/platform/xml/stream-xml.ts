import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** What is told of a document while it is read; names without their prefix. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Thrown by `streamXml`: not well formed, a DOCTYPE, or nested deeper than any document of ours. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

const MAX_DEPTH = 64;
const LONGEST_TEXT = 1_000_000;

/** Reads UTF-8 XML piece by piece; memory is what the handlers keep. Yields after each piece, so that what was found can be handed on. */
export async function* streamXml(pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false, defaultXMLVersion: '1.0', forceXMLVersion: true });
  let fault: string | null = null;
  let depth = 0;
  parser.on('error', (error) => {
    fault ??= error.message;
  });
  parser.on('doctype', () => {
    fault ??= 'a document type declaration is not accepted';
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1;
    if (depth > MAX_DEPTH) fault ??= `elements nested deeper than ${MAX_DEPTH}`;
    if (fault === null) handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('text', (text) => {
    if (text.length > LONGEST_TEXT) fault ??= `a text longer than ${LONGEST_TEXT} characters`;
    if (fault === null) handlers.text?.(text);
  });
  parser.on('cdata', (text) => {
    if (fault === null) handlers.text?.(text);
  });
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth -= 1;
    if (fault === null) handlers.close?.(localName(tag.name));
  });
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    parser.write(decoder.decode(piece, { stream: true }));
    if (fault !== null) throw new XmlFault(fault);
    yield;
  }
  parser.write(decoder.decode()).close();
  if (fault !== null) throw new XmlFault(fault);
  yield;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
