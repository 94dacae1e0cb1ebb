import {
  isOf,
  isSignedBy,
  readNote,
  readSignatureLine,
  type SignerKey,
  signatureLine,
  signNote,
  signWith,
  type VerifierKey,
  verifyWith,
} from './signed-note.ts';

/** The head of a log at one size (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The text a checkpoint signs. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Signs a head as the log itself. */
export function signCheckpoint(head: Checkpoint, key: SignerKey): string {
  return signNote(checkpointText(head), key);
}

/** Reads the head out of a note without believing it; null when it is none. */
export function readCheckpoint(note: string): Checkpoint | null {
  const text = readNote(note)?.text;
  const [origin, size, root] = text?.split('\n') ?? [];
  if (!origin || !size || !root || !/^(0|[1-9]\d{0,15})$/.test(size)) return null;
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== root) return null;
  return { origin, size: Number(size), root: bytes };
}

/** Reads a head that this log has signed under its own name as origin; null for any other. */
export function openCheckpoint(note: string, log: VerifierKey): Checkpoint | null {
  const read = readNote(note);
  const head = readCheckpoint(note);
  return read && head && head.origin === log.name && isSignedBy(read, log) ? head : null;
}

/** A witness's line under a checkpoint: it saw this head, consistent with all it saw before, at this second (C2SP tlog-cosignature). */
export function cosignatureLine(note: string, witness: SignerKey, unixSeconds: number): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(unixSeconds));
  const signature = signWith(witness, cosignedMessage(readNote(note)?.text ?? '', unixSeconds));
  return signatureLine(witness, Buffer.concat([time, signature]));
}

/** The second at which this witness cosigned the note; null when it did not. */
export function cosignedAt(note: string, line: string, witness: VerifierKey): number | null {
  const text = readNote(note)?.text;
  const read = readSignatureLine(line);
  if (text === undefined || !read || !isOf(read, witness) || read.signature.length !== 72) return null;
  const seconds = Number(read.signature.readBigUInt64BE(0));
  if (!Number.isSafeInteger(seconds)) return null;
  return verifyWith(witness, cosignedMessage(text, seconds), read.signature.subarray(8)) ? seconds : null;
}

/** The lines of a note that are not the log's own, as written. */
export function otherLines(note: string, log: VerifierKey): readonly string[] {
  const lines = note.slice(note.lastIndexOf('\n\n') + 2).split('\n');
  return lines
    .filter((line) => line !== '')
    .filter((line) => {
      const read = readSignatureLine(line);
      return read !== null && !isOf(read, log);
    })
    .map((line) => `${line}\n`);
}

function cosignedMessage(text: string, unixSeconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${unixSeconds}\n${text}`);
}
