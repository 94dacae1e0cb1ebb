import { createHash } from 'node:crypto';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { canonicalJson } from '#platform/tlog/canonical-json.ts';
import { leafHash } from '#platform/tlog/merkle-tree.ts';
import type { AuditKeys } from '../audit-keys.ts';
import { leafValue } from '../domain/canonical-entry.ts';
import { selectBatchKeys } from '../store/checks.ts';
import type { StandingLeaf, TrailLine } from '../store/leaves.ts';
import type { FaultKind, PlacedFault } from './fault.ts';

/** Who wrote a line: a process of this installation, a session without its key, or nobody who can be believed. */
export type Hand = 'ours' | 'outside' | 'forged';

/** Checks what the writer of a line said over it. */
export function handOf(line: TrailLine, keys: AuditKeys): Hand {
  const process = line.leaf?.writtenBy.process ?? null;
  if (process === null || line.mac === null) return line.mac === null && process === null ? 'outside' : 'forged';
  if (line.digest === null) return 'forged';
  const said = createHash('sha256')
    .update(Buffer.from(keys.tokenOf(process), 'hex'))
    .update(line.digest)
    .digest();
  return said.equals(line.mac) ? 'ours' : 'forged';
}

/** What is wrong with one leaf and its line, and the hash the tree most probably had here. */
export async function checkLeaf(
  q: Queryable,
  keys: AuditKeys,
  standing: StandingLeaf,
  signedSize: number,
): Promise<{ readonly hash: Buffer; readonly faults: readonly PlacedFault[] }> {
  const { leaf, leafHash: stored, entryId, leafIndex } = standing;
  if (leaf === null) {
    const fault =
      leafIndex < signedSize
        ? placed(entryId, `audit_entry ${entryId}`, 'deleted', null)
        : placed(entryId, `audit_leaf ${leafIndex}`, 'inserted', null);
    return { hash: stored, faults: [fault] };
  }
  const derived = leafHash(canonicalJson(leafValue(leaf)));
  const hand = handOf(standing, keys);
  if (hand === 'ours' && derived.equals(stored)) return { hash: stored, faults: [] };
  if (hand === 'ours')
    return { hash: derived, faults: [placed(entryId, `audit_leaf ${leafIndex}`, 'altered', leaf.at)] };
  const kind = hand === 'outside' ? 'written-outside' : 'altered';
  return { hash: stored, faults: await faultsOfLine(q, standing, kind) };
}

/** A line that is not ours: named itself, and so is every row it is about. */
export async function faultsOfLine(q: Queryable, line: TrailLine, kind: FaultKind): Promise<readonly PlacedFault[]> {
  const { entryId, leaf } = line;
  if (leaf?.kind !== 'rows') return [placed(entryId, `audit_entry ${entryId}`, kind, leaf?.at ?? null)];
  const keys = await selectBatchKeys(q, entryId);
  const rows =
    kind === 'written-outside' ? keys.map((key) => placed(entryId, `${leaf.table} ${key}`, kind, leaf.at)) : [];
  // The rows come before the record of them.
  return [...rows, placed(entryId + 0.5, `audit_row_batch ${entryId}`, kind, leaf.at)];
}

function placed(place: number, object: string, kind: FaultKind, at: string | null): PlacedFault {
  return { place, object, kind, at };
}
