import type { Instant } from '#core/clock.ts';
import { type Db, inTransaction, type Queryable } from '#platform/postgres/transaction.ts';
import { openCheckpoint, readCheckpoint } from '#platform/tlog/checkpoint.ts';
import type { AuditKeys } from '../audit-keys.ts';
import { type WitnessState, witnessState } from '../queries/witness-state.ts';
import { holdOneState } from '../store/checks.ts';
import { type CheckObject, checkEvidence, checkGuards, checkLanes, checkPending, checkRows } from './check-rows.ts';
import { checkTree, type TreeCheck } from './check-tree.ts';
import { AFTER_ENTRIES, type AuditFault, inOrder, type PlacedFault } from './fault.ts';

/** What `audit verify` answers (interface page, section 3). */
export interface AuditVerdict {
  readonly ok: boolean;
  readonly treeSize: number;
  readonly rootHash: string;
  readonly witness: WitnessState;
  /** First altered row first. */
  readonly faults: readonly AuditFault[];
  /** Entries of the last moments that have no leaf yet. */
  readonly pending: number;
  readonly evidence: { readonly objects: number; readonly checked: number };
}

export interface VerifyAuditOptions {
  readonly audit: AuditKeys;
  readonly now: Instant;
  /** A head somebody kept: the log must still contain it. */
  readonly from?: string;
  readonly checkObject?: CheckObject;
  /** @default 'sample' */
  readonly evidence?: 'all' | 'sample';
}

/**
 * Derives everything anew from the rows and compares: entries, leaves, tiles, signed heads, the numbers of every session, protected
 * rows against their newest logged version, and evidence through the vault. Call it in a transaction that sees one state.
 */
export async function verifyAudit(q: Queryable, options: VerifyAuditOptions): Promise<AuditVerdict> {
  const { audit, now, from, checkObject, evidence: which = 'sample' } = options;
  const kept = [await audit.rememberedHead(), from ?? null].filter((note) => note !== null);
  const tree = await checkTree(
    q,
    audit,
    kept.flatMap((note) => readCheckpoint(note)?.size ?? []),
  );
  const pending = await checkPending(q, audit);
  const evidence = checkObject ? await checkEvidence(q, checkObject, which) : { objects: 0, checked: 0, faults: [] };
  const faults = inOrder([
    ...tree.faults,
    ...kept.flatMap((note) => headFaults(note, tree, audit)),
    ...pending.faults,
    ...(await checkLanes(q)),
    ...(await checkRows(q)),
    ...(await checkGuards(q)),
    ...evidence.faults,
  ]);
  return {
    ok: faults.length === 0,
    treeSize: tree.size,
    rootHash: tree.root.toString('hex'),
    witness: await witnessState(q, now),
    faults,
    pending: pending.pending,
    evidence: { objects: evidence.objects, checked: evidence.checked },
  };
}

/** A head kept outside the database must be signed by this log and lead to the same root. */
function headFaults(note: string, tree: TreeCheck, audit: AuditKeys): readonly PlacedFault[] {
  const head = openCheckpoint(note, audit.log);
  if (head === null) return [{ place: AFTER_ENTRIES, object: 'checkpoint given', kind: 'unknown', at: null }];
  if (tree.rootAt.get(head.size)?.equals(head.root)) return [];
  return [{ place: AFTER_ENTRIES, object: `checkpoint ${head.size}`, kind: 'rolled-back', at: null }];
}

/** The same over one instant of a running instance. */
export function verifyAuditOf(db: Db, options: VerifyAuditOptions): Promise<AuditVerdict> {
  return inTransaction(db, async (tx) => {
    await holdOneState(tx);
    return verifyAudit(tx, options);
  });
}
