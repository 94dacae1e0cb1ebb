import { MIB } from '#core/units.ts';
import { cosignedAt, otherLines } from '#platform/tlog/checkpoint.ts';
import { readVerifierKey, type VerifierKey } from '#platform/tlog/signed-note.ts';
import { openTlogProof, readTlogProof } from '#platform/tlog/tlog-proof.ts';
import { LOG_PATH, receiptProofPath, SUBMISSION_PROOF_PATH } from '../domain/bag-paths.ts';
import { readProvenAct, speaksOf } from '../domain/proven-acts.ts';
import type { BagSource } from './bag-source.ts';
import type { PackageFault } from './package-fault.ts';

/** What the proofs in a package are worth. */
export interface ProofCheck {
  readonly ok: boolean;
  /** Names of the witnesses of every proof; `none` when one has none; null when the package carries no proofs. */
  readonly witness: string | null;
  readonly faults: readonly PackageFault[];
  readonly warnings: readonly string[];
}

// A proof is a few kilobytes, the account of a package a few megabytes; what is larger is not read.
const MAX_BYTES = 64 * MIB;

interface Log {
  readonly log: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
}

/** Checks, offline, that the submission of the package and the receipt of each report stand in the log it names. */
export async function checkProofs(source: BagSource): Promise<ProofCheck> {
  if (!source.sizes.has(LOG_PATH)) return { ok: true, witness: null, faults: [], warnings: ['no-proof'] };
  const named = readLog(await textOf(source, LOG_PATH));
  if (named === null) return wrong([{ path: LOG_PATH, kind: 'unreadable-log-key' }]);
  const wanted = provedNumbers(await textOf(source, 'data/referral.json'));
  const faults: PackageFault[] = [];
  const warnings: string[] = [];
  const seen: (readonly string[])[] = [];
  for (const [number, path] of wanted) {
    if (!source.sizes.has(path)) {
      warnings.push(`no-proof ${number}`);
      continue;
    }
    const names = witnessesOf(await textOf(source, path), number, named);
    if (names === null) faults.push({ path, kind: 'wrong-proof' });
    else seen.push(names);
  }
  if (faults.length > 0) return wrong(faults);
  const all = named.witnesses.map((one) => one.name).filter((name) => seen.every((names) => names.includes(name)));
  return { ok: true, witness: seen.length > 0 && all.length > 0 ? all.join(', ') : 'none', faults, warnings };
}

function wrong(faults: readonly PackageFault[]): ProofCheck {
  return { ok: false, witness: null, faults, warnings: [] };
}

/** The witnesses under a proof that holds; null when it does not, or is about something else. */
function witnessesOf(text: string, number: string, { log, witnesses }: Log): readonly string[] | null {
  const proof = readTlogProof(text);
  const act = proof?.extra ? readProvenAct(proof.extra) : null;
  if (!proof?.extra || act === null || !speaksOf(act, number)) return null;
  if (openTlogProof(proof, proof.extra, log) === null) return null;
  const lines = otherLines(proof.checkpoint, log);
  return witnesses
    .filter((witness) => lines.some((line) => cosignedAt(proof.checkpoint, line, witness) !== null))
    .map((witness) => witness.name);
}

function readLog(text: string): Log | null {
  try {
    const { logKey, witnessKeys } = JSON.parse(text);
    const log = readVerifierKey(String(logKey));
    const witnesses = [witnessKeys].flat().map((key) => readVerifierKey(String(key)));
    return log?.kind === 'note' ? { log, witnesses: witnesses.filter((key) => key !== null) } : null;
  } catch {
    return null;
  }
}

/** The numbers that should be proved, each with the path of its proof. */
function provedNumbers(referral: string): readonly (readonly [number: string, path: string])[] {
  try {
    const { package: pkg, reports } = JSON.parse(referral);
    const numbers = [reports].flat().map((report) => String(report.number));
    return [
      [String(pkg.number), SUBMISSION_PROOF_PATH],
      ...numbers.map((one) => [one, receiptProofPath(one)] as const),
    ];
  } catch {
    // A package without its account has greater faults, told elsewhere.
    return [];
  }
}

async function textOf(source: BagSource, path: string): Promise<string> {
  if ((source.sizes.get(path) ?? Number.POSITIVE_INFINITY) > MAX_BYTES) return '';
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of await source.open(path)) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  } catch {
    return '';
  }
}
