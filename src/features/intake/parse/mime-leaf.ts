import PostalMime, { addressParser, decodeWords } from 'postal-mime';
import { textOfBytes } from './find-imagery.ts';
import { headersOf, MIME_LIMITS, type MimeEntity, parameterOf } from './mime-tree.ts';

/** A part of a message that has no parts itself, decoded. */
export interface MimeLeaf {
  /** As its sender called it; null where they did not. */
  readonly name: string | null;
  readonly type: string;
  /** Its words, where it is a text that is read as such: plain, or HTML without its marks. */
  readonly text: string | null;
  readonly bytes: Buffer;
}

/** Decodes one leaf. What cannot be decoded is given as it lies there. */
export async function decodeLeaf(entity: MimeEntity): Promise<MimeLeaf> {
  const { type } = entity;
  const name = nameOf(entity);
  try {
    const read = await PostalMime.parse(entity.bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: 1,
      maxHeadersSize: MIME_LIMITS.headerBytes * 2,
    });
    const words = read.text ?? (read.html === undefined ? undefined : wordsOfHtml(read.html));
    if (words !== undefined) return { name, type, text: storable(words), bytes: Buffer.from(words) };
    const content = read.attachments[0]?.content;
    if (content === undefined) return { name, type, text: /^text\//.test(type) ? '' : null, bytes: Buffer.alloc(0) };
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
    return { name, type, text: isText(type) ? textOf(bytes, entity) : null, bytes };
  } catch {
    return { name, type, text: null, bytes: entity.body };
  }
}

function isText(type: string): boolean {
  return /^(?:text\/|message\/|application\/(?:json|xml|[a-z0-9.-]+\+(?:json|xml))$)/.test(type);
}

function textOf(bytes: Buffer, { headers, type }: MimeEntity): string | null {
  const utf8 = textOfBytes(bytes);
  if (utf8 !== null) return type === 'text/html' ? wordsOfHtml(utf8) : utf8;
  const charset = parameterOf(headers.get('content-type')?.[0] ?? '', 'charset');
  try {
    return charset === null ? null : storable(new TextDecoder(charset).decode(bytes));
  } catch {
    return null;
  }
}

/** The words of a page; addresses that stand in its links are kept beside them. */
export function wordsOfHtml(html: string): string {
  const linked = html
    .slice(0, 4_000_000)
    .replace(/<(script|style)\b[^>]{0,2000}>[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<a\b[^>]{0,2000}?\bhref\s*=\s*["']?(https?:[^"'\s>]{1,2000})[^>]{0,2000}>/gi, ' $1 ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]{0,200}>/gi, '\n')
    .replace(/<[^<>]{0,4000}>/g, ' ');
  return linked
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

function nameOf({ headers }: MimeEntity): string | null {
  const disposition = headers.get('content-disposition')?.[0] ?? '';
  const name = parameterOf(disposition, 'filename') ?? parameterOf(headers.get('content-type')?.[0] ?? '', 'name');
  const extended = /filename\*\s*=\s*utf-8''([^;\s]{1,1000})/i.exec(disposition)?.[1];
  return wordsOf(extended === undefined ? name : decoded(extended));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A header's value with its encoded words decoded, as the database can hold it. */
export function wordsOf(value: string | null | undefined): string | null {
  if (value === null || value === undefined || value.trim() === '') return null;
  try {
    return storable(decodeWords(value)).trim().slice(0, 2_000);
  } catch {
    return storable(value).trim().slice(0, 2_000);
  }
}

/** The first address of a header, lower-case; null where it holds none. */
export function addressOf(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  try {
    const [first] = addressParser(value.slice(0, 2_000), { flatten: true });
    const address = first?.address?.trim().toLowerCase() ?? '';
    return address.includes('@') ? storable(address).slice(0, 320) : null;
  } catch {
    return null;
  }
}

/** The domain of an address; null for none. */
export function domainOf(address: string | null): string | null {
  const domain = address?.split('@').at(-1) ?? '';
  return domain === '' ? null : domain;
}

/** The domain a message says it comes from, which proves nothing; null where it says none. */
export function statedDomain(message: Buffer): string | null {
  return domainOf(addressOf(headersOf(message).get('from')?.[0]));
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
