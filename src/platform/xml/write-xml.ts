/** An element to be written; null and undefined children are left out, so that an absent field costs no condition. */
export interface XmlNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | null | undefined>>;
  readonly content?: string | readonly (XmlNode | null | undefined)[];
}

const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Writes a document with its prolog. ASCII only: every other character is a numeric reference, so that no declared encoding can spoil it. */
export function writeXml(root: XmlNode): string {
  const out: string[] = [PROLOG];
  writeNode(root, out);
  return out.join('');
}

/** Builds an element with text or children. */
export function xmlNode(name: string, content?: XmlNode['content'], attributes?: XmlNode['attributes']): XmlNode {
  return { name, ...(content === undefined ? {} : { content }), ...(attributes === undefined ? {} : { attributes }) };
}

function writeNode(node: XmlNode, out: string[]): void {
  out.push('<', node.name);
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    if (value !== null && value !== undefined) out.push(` ${name}="${escapeXml(value)}"`);
  }
  const content = node.content ?? '';
  if (content.length === 0) {
    out.push('/>');
    return;
  }
  out.push('>');
  if (typeof content === 'string') out.push(escapeXml(content));
  else for (const child of content) if (child !== null && child !== undefined) writeNode(child, out);
  out.push('</', node.name, '>');
}

/** Escapes text for an element or a double-quoted attribute. Line ends become references too, or a reader would normalise them. */
function escapeXml(text: string): string {
  return text.replace(
    /[^ !#-%'-;=?-~]/gu,
    (character) => NAMED[character] ?? reference(character.codePointAt(0) ?? 0xfffd),
  );
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function reference(codePoint: number): string {
  const control = codePoint < 0x20 && codePoint !== 9 && codePoint !== 10 && codePoint !== 13;
  const forbidden =
    control || (codePoint >= 0xd800 && codePoint <= 0xdfff) || codePoint === 0xfffe || codePoint === 0xffff;
  return `&#${forbidden ? 0xfffd : codePoint};`;
}
