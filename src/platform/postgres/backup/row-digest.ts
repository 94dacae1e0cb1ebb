import { hash } from 'node:crypto';

/** How many rows a copied table has, and a sum over them that does not depend on their order. */
export interface RowSum {
  readonly rows: number;
  /** 24 hex digits. Finds what went missing or changed by accident; forging is kept out by the seal of the part. */
  readonly digest: string;
}

export interface RowDigester {
  /** Takes COPY text as it comes, in any pieces. */
  push(bytes: Uint8Array): void;
  sum(): RowSum;
}

const NEWLINE = 0x0a;
const LANE = 2 ** 48;

/** Sums up COPY text: a row is a line, since line ends inside values are written as `\n`. */
export function rowDigester(): RowDigester {
  let rows = 0;
  let high = 0;
  let low = 0;
  let begun: Uint8Array[] = [];
  const add = (line: Uint8Array) => {
    const digest = hash('sha256', line, 'buffer');
    high = (high + digest.readUIntBE(0, 6)) % LANE;
    low = (low + digest.readUIntBE(6, 6)) % LANE;
    rows += 1;
  };
  return {
    push(bytes) {
      let from = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
        const line = bytes.subarray(from, end);
        add(begun.length === 0 ? line : Buffer.concat([...begun, line]));
        begun = [];
        from = end + 1;
      }
      if (from < bytes.length) begun.push(Buffer.from(bytes.subarray(from)));
    },
    sum: () => ({ rows, digest: hex(high) + hex(low) }),
  };
}

/** Passes a stream on unchanged and sums up its rows on the way. */
export async function* summed(source: AsyncIterable<Uint8Array>, digester: RowDigester): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    digester.push(bytes);
    yield bytes;
  }
}

function hex(lane: number): string {
  return lane.toString(16).padStart(12, '0');
}
