import { describe, expect, test } from 'vitest';
import {
  checkpointText,
  cosignatureLine,
  cosignedAt,
  openCheckpoint,
  otherLines,
  readCheckpoint,
  signCheckpoint,
} from './checkpoint.ts';
import { leafHash } from './merkle-tree.ts';
import {
  isSignedBy,
  newSignerKey,
  readNote,
  readSignerKey,
  readVerifierKey,
  signNote,
  verifierKeyText,
} from './signed-note.ts';
import { openTlogProof, readTlogProof, tlogProofText } from './tlog-proof.ts';

// Go's golang.org/x/mod/sumdb/note: its documented example, keys and signature.
const TEXT =
  'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
    '’',
    "'",
  );
const VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SIGNER = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const SIGNATURE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const log = newSignerKey('vigie/log-1', 'note').key;
const witness = newSignerKey('witness.example/w1', 'cosignature').key;
const head = { origin: 'vigie/log-1', size: 1, root: leafHash('entry') };

describe('a signed note', () => {
  test('has the published signature, and its key the published id', () => {
    const key = readSignerKey(SIGNER);
    const verifier = readVerifierKey(VERIFIER);
    if (!key || !verifier) throw new Error('The published keys cannot be read.');
    expect(signNote(TEXT, key)).toBe(`${TEXT}\n${SIGNATURE}`);
    expect(verifierKeyText(key)).toBe(VERIFIER);
    expect(isSignedBy(readNote(`${TEXT}\n${SIGNATURE}`) as never, verifier)).toBe(true);
    expect(isSignedBy(readNote(`${TEXT.replace('your', 'our')}\n${SIGNATURE}`) as never, verifier)).toBe(false);
  });

  test('does not read keys whose id belongs to another, nor notes that are none', () => {
    expect(readVerifierKey(VERIFIER.replace('c74f20a3', 'c74f20a4'))).toBeNull();
    expect(readVerifierKey(VERIFIER.replace('+AR', '+CR'))).toBeNull();
    for (const bad of ['', 'text\n', `${TEXT}${SIGNATURE}`, `${TEXT}\n${SIGNATURE}x`, `a\u0007\n\n${SIGNATURE}`]) {
      expect(readNote(bad), bad).toBeNull();
    }
  });

  test('is not believed when one of several lines of its key is wrong', () => {
    const note = signNote(TEXT, log);
    const wrong = signNote('other\n', log).split('\n').at(-2);
    expect(isSignedBy(readNote(`${note}${wrong}\n`) as never, log)).toBe(false);
  });
});

describe('a checkpoint', () => {
  test('carries origin, size and root, and is believed only under the key of its origin', () => {
    const note = signCheckpoint(head, log);
    expect(note.startsWith(checkpointText(head))).toBe(true);
    expect(openCheckpoint(note, log)).toEqual(head);
    expect(openCheckpoint(note.replace('\n1\n', '\n2\n'), log)).toBeNull();
    expect(openCheckpoint(note, newSignerKey('vigie/log-1', 'note').key)).toBeNull();
    expect(readCheckpoint(note.replace('\n1\n', '\n01\n'))).toBeNull();
  });

  test('is cosigned by a witness at a second, for exactly this head', () => {
    const note = signCheckpoint(head, log);
    const line = cosignatureLine(note, witness, 1_679_315_147);
    expect(cosignedAt(note, line, witness)).toBe(1_679_315_147);
    expect(cosignedAt(signCheckpoint({ ...head, size: 2 }, log), line, witness)).toBeNull();
    expect(cosignedAt(note, line, newSignerKey('witness.example/w1', 'cosignature').key)).toBeNull();
    expect(openCheckpoint(note + line, log)).toEqual(head);
    expect(otherLines(note + line, log)).toEqual([line]);
  });
});

describe('a proof in text', () => {
  const checkpoint = signCheckpoint({ ...head, size: 1 }, log);
  const proof = { index: 0, hashes: [], checkpoint, extra: Buffer.from('entry') };

  test('is read back as written, and opened by the entry it is about', () => {
    expect(readTlogProof(tlogProofText(proof))).toEqual(proof);
    expect(openTlogProof(proof, Buffer.from('entry'), log)).toEqual(head);
    expect(openTlogProof(proof, Buffer.from('entrx'), log)).toBeNull();
    expect(tlogProofText({ ...proof, extra: null })).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`);
  });

  test('is refused when any line is not of the format', () => {
    const text = tlogProofText(proof);
    for (const bad of [
      text.replace('@v1', '@v2'),
      text.replace('index 0', 'index 00'),
      text.replace('index 0', 'index 0\nAAAA'),
      text.replace('extra ', 'extra !'),
      text.replace('\n\n', '\n'),
    ]) {
      expect(readTlogProof(bad), bad).toBeNull();
    }
  });
});
