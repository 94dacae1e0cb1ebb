import type { Instant } from '#core/clock.ts';
import { type Db, inTransaction, type Queryable } from '#platform/postgres/transaction.ts';
import { openCheckpoint, readCheckpoint } from '#platform/tlog/checkpoint.ts';
import type { AuditKeys } from '../audit-keys.ts';
import { type WitnessState, witnessState } from '../queries/witness-state.ts';
import { holdOneState } from '../store/checks.ts';
import {
  type CheckObject,
  checkEvidence,
  checkGuards,
  checkLanes,
  checkPending,
  checkRows,
  type EvidenceCheck,
} from './check-rows.ts';
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
 * rows against their newest logged version, and evidence through the vault. Rows are compared within one state: see `verifyAuditOf`.
 */
export async function verifyAudit(q: Queryable, options: VerifyAuditOptions): Promise<AuditVerdict> {
  return verdictOf(await derived(q, options), await evidenceOf(q, options));
}

/** The same of a running instance: rows as of one instant, evidence after it, so that what is disposed of meanwhile is not missed as a loss. */
export async function verifyAuditOf(db: Db, options: VerifyAuditOptions): Promise<AuditVerdict> {
  const rows = await inTransaction(db, async (tx) => {
    await holdOneState(tx);
    return derived(tx, options);
  });
  return verdictOf(rows, await evidenceOf(db, options));
}

interface Derived {
  readonly tree: TreeCheck;
  readonly witness: WitnessState;
  readonly faults: readonly PlacedFault[];
  readonly pending: number;
}

async function derived(q: Queryable, { audit, now, from }: VerifyAuditOptions): Promise<Derived> {
  const kept = [await audit.rememberedHead(), from ?? null].filter((note) => note !== null);
  const tree = await checkTree(
    q,
    audit,
    kept.flatMap((note) => readCheckpoint(note)?.size ?? []),
  );
  const pending = await checkPending(q, audit);
  const faults = [
    ...tree.faults,
    ...kept.flatMap((note) => headFaults(note, tree, audit)),
    ...pending.faults,
    ...(await checkLanes(q)),
    ...(await checkRows(q)),
    ...(await checkGuards(q)),
  ];
  return { tree, witness: await witnessState(q, now), faults, pending: pending.pending };
}

async function evidenceOf(
  q: Queryable,
  { checkObject, evidence = 'sample' }: VerifyAuditOptions,
): Promise<EvidenceCheck> {
  return checkObject ? checkEvidence(q, checkObject, evidence) : { objects: 0, checked: 0, faults: [] };
}

function verdictOf({ tree, witness, faults, pending }: Derived, evidence: EvidenceCheck): AuditVerdict {
  const all = inOrder([...faults, ...evidence.faults]);
  return {
    ok: all.length === 0,
    treeSize: tree.size,
    rootHash: tree.root.toString('hex'),
    witness,
    faults: all,
    pending,
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
