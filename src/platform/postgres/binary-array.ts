/** Element types of a list that can be sent as PostgreSQL keeps them, with the object identifier of the element. */
const ELEMENTS = {
  bigint: { oid: 20, write: writeBigint },
  integer: { oid: 23, write: writeInteger },
  smallint: { oid: 21, write: writeSmallint },
  float8: { oid: 701, write: writeFloat },
  boolean: { oid: 16, write: writeBoolean },
  text: { oid: 25, write: writeText },
  jsonb: { oid: 3802, write: writeDocument },
  bytea: { oid: 17, write: writeBytes },
  timestamptz: { oid: 1184, write: writeInstant },
} as const satisfies Readonly<Record<string, { oid: number; write: (sink: Sink, value: unknown) => boolean }>>;

type ElementType = keyof typeof ELEMENTS;

/** What a list is in this statement, as far as its cast says so: `$2::bigint[]`. By the number of the parameter. */
export function listTypes(statement: string): ReadonlyMap<number, ElementType> {
  const found = new Map<number, ElementType>();
  for (const [, number, type] of statement.matchAll(LIST_CAST)) found.set(Number(number), type as ElementType);
  return found;
}

const LIST_CAST = new RegExp(`\\$(\\d+)::(${Object.keys(ELEMENTS).join('|')})\\[\\]`, 'g');

/**
 * A list in the binary form of PostgreSQL (array_recv of its source), or null when an element is not of the type: the text form then says
 * what is wrong with it in PostgreSQL's own words. A set of reports has 100,000 such values; quoted as text, they are read letter by letter
 * on both sides, and bytes are twice as long.
 */
export function binaryArray(list: readonly unknown[], type: ElementType): Buffer | null {
  const { oid, write } = ELEMENTS[type];
  const sink = new Sink(HEADER_BYTES + list.length * 16);
  const nulls = list.includes(null) ? 1 : 0;
  if (list.length === 0) for (const word of [0, 0, oid]) sink.int32(word);
  else for (const word of [1, nulls, oid, list.length, 1]) sink.int32(word);
  for (const value of list)
    if (value === null) sink.int32(-1);
    else if (!write(sink, value)) return null;
  return sink.bytes();
}

const HEADER_BYTES = 20;

/** A buffer that grows. */
class Sink {
  #buffer: Buffer;
  #at = 0;

  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafe(size);
  }

  int32(value: number): void {
    this.#reserve(4);
    this.#at = this.#buffer.writeInt32BE(value, this.#at);
  }

  /** A length and that many bytes, which `fill` writes from where it is told to; it gives back how many they were. */
  sized(most: number, fill: (buffer: Buffer, at: number) => number): true {
    this.#reserve(4 + most);
    const written = fill(this.#buffer, this.#at + 4);
    this.#buffer.writeInt32BE(written, this.#at);
    this.#at += 4 + written;
    return true;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(2 * this.#buffer.length, this.#at + more));
    this.#buffer.copy(grown, 0, 0, this.#at);
    this.#buffer = grown;
  }
}

/** Ids above 2^53 come as their digits. */
function writeBigint(sink: Sink, value: unknown): boolean {
  if (typeof value === 'string' && DIGITS.test(value)) {
    const whole = BigInt(value);
    return BigInt.asIntN(64, whole) === whole && sink.sized(8, (buffer, at) => buffer.writeBigInt64BE(whole, at) - at);
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
  return sink.sized(8, (buffer, at) => writeWide(buffer, value, at));
}

const DIGITS = /^-?\d{1,19}$/;
const HALF = 2 ** 32;

function writeWide(buffer: Buffer, value: number, at: number): number {
  const high = Math.floor(value / HALF);
  buffer.writeInt32BE(high, at);
  buffer.writeUInt32BE(value - high * HALF, at + 4);
  return 8;
}

function writeInteger(sink: Sink, value: unknown): boolean {
  if (!isWhole(value, 2 ** 31)) return false;
  return sink.sized(4, (buffer, at) => buffer.writeInt32BE(value, at) - at);
}

function writeSmallint(sink: Sink, value: unknown): boolean {
  if (!isWhole(value, 2 ** 15)) return false;
  return sink.sized(2, (buffer, at) => buffer.writeInt16BE(value, at) - at);
}

function isWhole(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit;
}

function writeFloat(sink: Sink, value: unknown): boolean {
  if (typeof value !== 'number') return false;
  return sink.sized(8, (buffer, at) => buffer.writeDoubleBE(value, at) - at);
}

function writeBoolean(sink: Sink, value: unknown): boolean {
  if (typeof value !== 'boolean') return false;
  return sink.sized(1, (buffer, at) => buffer.writeUInt8(value ? 1 : 0, at) - at);
}

function writeText(sink: Sink, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
  const text = String(value);
  return sink.sized(3 * text.length, (buffer, at) => buffer.write(text, at));
}

/** The first byte is the version of the form. */
function writeDocument(sink: Sink, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return sink.sized(1 + 3 * value.length, (buffer, at) => {
    buffer.writeUInt8(1, at);
    return 1 + buffer.write(value, at + 1);
  });
}

function writeBytes(sink: Sink, value: unknown): boolean {
  if (!Buffer.isBuffer(value)) return false;
  return sink.sized(value.length, (buffer, at) => value.copy(buffer, at));
}

/** Microseconds since the first day of 2000. */
function writeInstant(sink: Sink, value: unknown): boolean {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  const since = Date.parse(value) - Y2K_MS;
  if (Number.isNaN(since)) return false;
  // Far from 2000 a double no longer tells one microsecond from the next.
  const exact = Number.isSafeInteger(1_000 * since);
  return sink.sized(8, (buffer, at) =>
    exact ? writeWide(buffer, 1_000 * since, at) : buffer.writeBigInt64BE(1_000n * BigInt(since), at) - at,
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;
const Y2K_MS = Date.UTC(2000, 0, 1);
