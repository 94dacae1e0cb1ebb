import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { leafHash, rootOfInclusion } from './merkle-tree.ts';
import type { VerifierKey } from './signed-note.ts';

/** That one entry stands in a log, checkable without the log (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: number;
  /** From the leaf's sibling up. */
  readonly hashes: readonly Buffer[];
  /** The signed head, with all its cosignatures. */
  readonly checkpoint: string;
  /** The entry itself, so that one file says what is proved and proves it; unauthenticated until its leaf is checked. */
  readonly extra: Buffer | null;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
// 2^63 leaves; a longer proof is no proof.
const MAX_HASHES = 63;

/** The text form. */
export function tlogProofText(proof: TlogProof): string {
  const lines = [
    HEADER,
    ...(proof.extra === null ? [] : [`extra ${proof.extra.toString('base64')}`]),
    `index ${proof.index}`,
    ...proof.hashes.map((hash) => hash.toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${proof.checkpoint}`;
}

/** Reads the text form; null when it is none. */
export function readTlogProof(text: string): TlogProof | null {
  const split = text.indexOf('\n\n');
  if (split < 0) return null;
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== HEADER) return null;
  const extra = lines[0]?.startsWith('extra ') ? base64(lines.shift()?.slice(6)) : null;
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
  const hashes = lines.map((line) => base64(line));
  if (index === undefined || extra === undefined || hashes.length > MAX_HASHES) return null;
  if (!hashes.every((hash) => hash?.length === 32)) return null;
  return {
    index: Number(index),
    hashes: hashes.filter((hash) => hash !== undefined),
    checkpoint: text.slice(split + 2),
    extra,
  };
}

/** The head that a proof stands under when the entry is in it and the log signed it; null otherwise. */
export function openTlogProof(proof: TlogProof, entry: Uint8Array, log: VerifierKey): Checkpoint | null {
  const head = openCheckpoint(proof.checkpoint, log);
  if (head === null) return null;
  const root = rootOfInclusion(leafHash(entry), proof.index, head.size, proof.hashes);
  return root?.equals(head.root) ? head : null;
}

function base64(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
