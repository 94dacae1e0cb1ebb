import { ok, type Result, refuse } from '#core/result.ts';
import { cosignatureLine, openCheckpoint, readCheckpoint } from '#platform/tlog/checkpoint.ts';
import { isConsistent } from '#platform/tlog/merkle-tree.ts';
import { readVerifierKey, type SignerKey } from '#platform/tlog/signed-note.ts';

/** What a witness is shown: a head, the log's key, and the proof that it continues the head of that earlier size. */
export interface ShownHead {
  readonly logKey: string;
  readonly checkpoint: string;
  readonly from: number;
  /** Base64, from `from` to the head. */
  readonly hashes: readonly string[];
}

/** What a witness remembers of the log it watches. */
export interface WitnessMemory {
  readonly logKey: string;
  readonly checkpoint: string;
}

/** Why a witness does not vouch. `forked` and `rolled-back` are alarms: the log contradicts what it showed before. */
export type VouchRefusal =
  | { readonly kind: 'another-log' }
  | { readonly kind: 'not-signed' }
  | { readonly kind: 'proof-from-elsewhere'; readonly knows: number }
  | { readonly kind: 'rolled-back'; readonly knows: number; readonly shown: number }
  | { readonly kind: 'forked'; readonly knows: number; readonly shown: number };

/** Judges a head against what was seen before; the new memory is to be kept safely before the note is handed out. */
export function vouch(
  memory: WitnessMemory | null,
  shown: ShownHead,
  signing: { readonly key: SignerKey; readonly unixSeconds: number },
): Result<{ readonly memory: WitnessMemory; readonly note: string }, VouchRefusal> {
  if (memory !== null && memory.logKey !== shown.logKey) return refuse({ kind: 'another-log' });
  const log = readVerifierKey(shown.logKey);
  const head = log && openCheckpoint(shown.checkpoint, log);
  if (!head) return refuse({ kind: 'not-signed' });
  const known = memory === null ? null : readCheckpoint(memory.checkpoint);
  if (known !== null) {
    const sizes = { knows: known.size, shown: head.size };
    if (head.size < known.size) return refuse({ kind: 'rolled-back', ...sizes });
    if (head.size > known.size && shown.from !== known.size)
      return refuse({ kind: 'proof-from-elsewhere', knows: known.size });
    const proof = head.size === known.size ? [] : shown.hashes.map((hash) => Buffer.from(hash, 'base64'));
    if (!isConsistent(known, head, proof)) return refuse({ kind: 'forked', ...sizes });
  }
  // The log's own lines only: what other witnesses said is theirs to say.
  const text = shown.checkpoint.slice(0, shown.checkpoint.lastIndexOf('\n\n') + 2);
  const own = shown.checkpoint
    .slice(text.length)
    .split('\n')
    .filter((line) => line.startsWith(`— ${head.origin} `))
    .map((line) => `${line}\n`)
    .join('');
  const note = text + own;
  return ok({
    memory: { logKey: shown.logKey, checkpoint: note },
    note: note + cosignatureLine(note, signing.key, signing.unixSeconds),
  });
}
