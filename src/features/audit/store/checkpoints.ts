import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

// One sequencer at a time; the number only has to be ours alone.
const SEQUENCER_LOCK = 7_400_003;

/** Becomes the one sequencer until the transaction ends; false when another is at work. */
export async function tryLockSequencer(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [SEQUENCER_LOCK]);
  return row?.mine ?? false;
}

/** As above, after the other has ended. */
export async function lockSequencer(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [SEQUENCER_LOCK]);
}

export interface CheckpointRow {
  readonly checkpointId: number;
  readonly treeSize: number;
  readonly rootHash: Buffer;
  readonly note: string;
  readonly signedAt: Instant;
  readonly integratedUpTo: number;
}

const COLUMNS = `checkpoint_id as "checkpointId", tree_size as "treeSize", root_hash as "rootHash", note, signed_at as "signedAt",
  integrated_up_to as "integratedUpTo"`;

export async function newestCheckpoint(q: Queryable): Promise<CheckpointRow | null> {
  const [row] = await q.query<CheckpointRow>(`select ${COLUMNS} from audit_checkpoint order by tree_size desc limit 1`);
  return row ?? null;
}

export async function checkpointOfSize(q: Queryable, size: number): Promise<CheckpointRow | null> {
  const [row] = await q.query<CheckpointRow>(`select ${COLUMNS} from audit_checkpoint where tree_size = $1`, [size]);
  return row ?? null;
}

export async function selectCheckpoints(q: Queryable, above: number, limit: number): Promise<readonly CheckpointRow[]> {
  return q.query<CheckpointRow>(
    `select ${COLUMNS} from audit_checkpoint where tree_size > $1 order by tree_size limit $2`,
    [above, limit],
  );
}

/** The oldest transaction still running: what began before it has ended, and is seen by every question asked from now on. */
export async function oldestRunning(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ oldest: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as oldest');
  return row?.oldest ?? '0';
}

/**
 * Keeps a signed head; entries issued by the head before are settled once no transaction of then was left when the pending lines were
 * asked for (`endedBelow`), and all of them were taken. Null settles nothing.
 */
export async function insertCheckpoint(
  tx: Tx,
  head: { readonly size: number; readonly root: Buffer; readonly note: string; readonly signedAt: Instant },
  endedBelow: string | null,
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into audit_checkpoint (tree_size, root_hash, note, signed_at, integrated_up_to, issued_up_to, running_below)
     select $1, $2, $3, $4,
            coalesce((select case when running_below <= $5::xid8 then issued_up_to else integrated_up_to end
                      from audit_checkpoint order by tree_size desc limit 1), 0),
            (select last_value from audit_entry_entry_id_seq), pg_snapshot_xmax(pg_current_snapshot())
     returning checkpoint_id as id`,
    [head.size, head.root, head.note, head.signedAt, endedBelow],
  );
  return row?.id ?? 0;
}

export interface CosignatureRow {
  readonly checkpointId: number;
  readonly treeSize: number;
  readonly witness: string;
  readonly verifierKey: string;
  readonly approved: boolean;
  readonly line: string;
  readonly cosignedAt: Instant;
}

const COSIGNATURE = `cosignature.checkpoint_id as "checkpointId", checkpoint.tree_size as "treeSize", witness.name as witness,
  witness.verifier_key as "verifierKey", witness.approved_at is not null as approved, cosignature.line,
  cosignature.cosigned_at as "cosignedAt"`;

/** Cosignatures of these heads, by witness. */
export async function selectCosignatures(
  q: Queryable,
  checkpointIds: readonly number[],
  asOf: Instant | null = null,
): Promise<readonly CosignatureRow[]> {
  return q.query<CosignatureRow>(
    `select ${COSIGNATURE}
     from audit_cosignature cosignature
     join audit_checkpoint checkpoint using (checkpoint_id)
     join audit_witness witness using (witness_id)
     where cosignature.checkpoint_id = any($1::bigint[]) and ($2::timestamptz is null or cosignature.received_at <= $2)
     order by cosignature.checkpoint_id, witness.name, cosignature.cosigned_at desc`,
    [checkpointIds, asOf],
  );
}

/** The newest head that a witness in force had cosigned by then, by tree size. @default now */
export async function newestCosigned(q: Queryable, asOf: Instant | null = null): Promise<CheckpointRow | null> {
  const [row] = await q.query<CheckpointRow>(
    `select ${COLUMNS} from audit_checkpoint
     where checkpoint_id in (select checkpoint_id from audit_cosignature join audit_witness using (witness_id)
                             where approved_at is not null and revoked_at is null and ($1::timestamptz is null or received_at <= $1))
     order by tree_size desc limit 1`,
    [asOf],
  );
  return row ?? null;
}

/** The oldest head over more than this many leaves. */
export async function firstCheckpointAbove(q: Queryable, size: number): Promise<CheckpointRow | null> {
  const [row] = await q.query<CheckpointRow>(
    `select ${COLUMNS} from audit_checkpoint where tree_size > $1 order by tree_size limit 1`,
    [size],
  );
  return row ?? null;
}
