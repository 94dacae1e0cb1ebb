/** The characters of a document, with every liberty taken to obtain them. */
export interface DecodedXml {
  readonly text: string;
  /** The encoding the bytes were really read in. */
  readonly encoding: string;
  /** What the bytes did not keep of their promise; empty for an honest document. */
  readonly mismatches: readonly string[];
}

/** Characters XML 1.0 §2.2 forbids; PostgreSQL could not keep a NUL either. */
const FORBIDDEN = /(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]/gu;

/** Turns received bytes into characters: byte order mark, then prolog, then what the bytes allow. Never fails: what cannot be read is replaced and named. */
export function decodeXml(bytes: Buffer): DecodedXml {
  const mark = markedEncoding(bytes);
  const declared = mark === null ? declaredEncoding(bytes) : null;
  const { text, encoding, mismatch } =
    mark === null ? decodeDeclared(bytes, declared ?? 'utf-8') : decodeDeclared(bytes, mark);
  const forbidden = text.match(FORBIDDEN)?.length ?? 0;
  const mismatches = mismatch === null ? [] : [mismatch];
  if (forbidden > 0) mismatches.push(`${forbidden} forbidden control characters replaced`);
  return { text: forbidden > 0 ? text.replace(FORBIDDEN, '\ufffd') : text, encoding, mismatches };
}

/** The encoding a byte order mark or the first two bytes betray (XML 1.0, appendix F). */
function markedEncoding(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 3).toString('hex');
  if (start === 'efbbbf') return 'utf-8';
  if (start.startsWith('fffe') || start.startsWith('3c00')) return 'utf-16le';
  if (start.startsWith('feff') || start.startsWith('003c')) return 'utf-16be';
  return null;
}

function declaredEncoding(bytes: Buffer): string | null {
  const prolog = bytes.subarray(0, 256).toString('latin1');
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(prolog)?.[1]?.toLowerCase() ?? null;
}

interface Attempt {
  readonly text: string;
  readonly encoding: string;
  readonly mismatch: string | null;
}

function decodeDeclared(bytes: Buffer, declared: string): Attempt {
  const known = knownEncoding(declared);
  // A prolog that can be read byte by byte is not in UTF-16, whatever it says.
  const lies = known === null || (declared.startsWith('utf-16') && markedEncoding(bytes) === null);
  const encoding = lies ? 'utf-8' : known;
  const mismatch = lies ? `declared ${declared.slice(0, 40)}, read as utf-8` : null;
  const strict = tryDecode(bytes, encoding);
  if (strict !== null) return { text: strict, encoding, mismatch };
  if (encoding.startsWith('utf-16')) {
    return { text: new TextDecoder(encoding).decode(bytes), encoding, mismatch: `invalid ${encoding}: replaced` };
  }
  // Windows-1252 gives every byte a character: the usual truth behind a false UTF-8 prolog.
  const text = new TextDecoder('windows-1252').decode(
    bytes.subarray(bytes.subarray(0, 3).toString('hex') === 'efbbbf' ? 3 : 0),
  );
  return { text, encoding: 'windows-1252', mismatch: `invalid ${encoding}, read as windows-1252` };
}

function knownEncoding(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null; // an unknown label throws a RangeError
  }
}

function tryDecode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null; // fatal decoders throw on the first invalid byte
  }
}
