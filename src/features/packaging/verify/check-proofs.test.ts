import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#platform/tlog/canonical-json.ts';
import { cosignatureLine, signCheckpoint } from '#platform/tlog/checkpoint.ts';
import { leafHash, nodeHash } from '#platform/tlog/merkle-tree.ts';
import { newSignerKey, verifierKeyText } from '#platform/tlog/signed-note.ts';
import { tlogProofText } from '#platform/tlog/tlog-proof.ts';
import { LOG_PATH, receiptProofPath, SUBMISSION_PROOF_PATH } from '../domain/bag-paths.ts';
import type { BagSource } from './bag-source.ts';
import { checkProofs } from './check-proofs.ts';

// Proved: what the proofs of a package are worth, offline. Out of scope: how they are made (commands/), bits changed in the bag (sealing/).
const log = newSignerKey('vigie/audit/1', 'note').key;
const witness = newSignerKey('witness.example', 'cosignature').key;
const REPORT = 'R-2026-000012';

const entry = (act: string, kind: string, id: number) =>
  canonicalJson({ vigie: 1, kind: 'act', act, object: { kind, ids: [7, id] }, outcome: 'done' });
const SUBMITTED = entry('submit-package', 'package', 31);
const RECEIVED = entry('receive-report', 'report', 12);

/** A log of two entries, its head cosigned or not, and the proof of one of them. */
function proofOf(
  place: 0 | 1,
  options: { readonly cosigned?: boolean; readonly entries?: readonly [string, string] } = {},
) {
  const [first, second] = options.entries ?? [RECEIVED, SUBMITTED];
  const leaves = [leafHash(first), leafHash(second)] as const;
  const note = signCheckpoint({ origin: log.name, size: 2, root: nodeHash(leaves[0], leaves[1]) }, log);
  const checkpoint = options.cosigned === false ? note : note + cosignatureLine(note, witness, 1_800_000_000);
  const extra = Buffer.from(place === 0 ? first : second);
  return tlogProofText({ index: place, hashes: [leaves[1 - place] as Buffer], checkpoint, extra });
}

function bag(change: Readonly<Record<string, string | null>> = {}): BagSource {
  const files = new Map<string, string>(
    Object.entries({
      [LOG_PATH]: JSON.stringify({ logKey: verifierKeyText(log), witnessKeys: [verifierKeyText(witness)] }),
      'data/referral.json': JSON.stringify({ package: { number: 'PKG-2026-00031' }, reports: [{ number: REPORT }] }),
      [SUBMISSION_PROOF_PATH]: proofOf(1),
      [receiptProofPath(REPORT)]: proofOf(0),
      ...change,
    }).filter((file): file is [string, string] => file[1] !== null),
  );
  return {
    sizes: new Map([...files].map(([path, text]) => [path, Buffer.byteLength(text)])),
    strange: [],
    open: async (path) =>
      (async function* () {
        yield Buffer.from(files.get(path) ?? '');
      })(),
  };
}

describe('the proofs in a package', () => {
  test('hold, and name the witness of every one of them', async () => {
    expect(await checkProofs(bag())).toEqual({ ok: true, witness: 'witness.example', faults: [], warnings: [] });
  });

  test('say none, never silence, when the head of one of them has no witness', async () => {
    const submission = proofOf(1, { cosigned: false });
    expect(await checkProofs(bag({ [SUBMISSION_PROOF_PATH]: submission }))).toMatchObject({
      ok: true,
      witness: 'none',
    });
  });

  test('are missed by name, and wholly absent from a package of before', async () => {
    expect((await checkProofs(bag({ [receiptProofPath(REPORT)]: null }))).warnings).toEqual([`no-proof ${REPORT}`]);
    expect(await checkProofs(bag({ [LOG_PATH]: null }))).toEqual({
      ok: true,
      witness: null,
      faults: [],
      warnings: ['no-proof'],
    });
  });

  test('are wrong when they prove something else: another package, a refusal, another log, a changed entry', async () => {
    const other = newSignerKey('vigie/audit/1', 'note').key;
    const wrong = [
      { [SUBMISSION_PROOF_PATH]: proofOf(0) },
      { [SUBMISSION_PROOF_PATH]: proofOf(1, { entries: [RECEIVED, entry('submit-package', 'package', 32)] }) },
      { [SUBMISSION_PROOF_PATH]: proofOf(1, { entries: [RECEIVED, SUBMITTED.replace('done', 'refused')] }) },
      {
        [SUBMISSION_PROOF_PATH]: proofOf(1).replace(
          /extra \S+/,
          `extra ${Buffer.from(`${SUBMITTED} `).toString('base64')}`,
        ),
      },
      { [LOG_PATH]: JSON.stringify({ logKey: verifierKeyText(other), witnessKeys: [] }) },
      { [LOG_PATH]: '{' },
      { [SUBMISSION_PROOF_PATH]: 'nonsense' },
    ];
    for (const change of wrong) expect((await checkProofs(bag(change))).ok, JSON.stringify(change)).toBe(false);
  });
});
