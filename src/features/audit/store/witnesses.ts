import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

export interface WitnessRow {
  readonly witnessId: number;
  readonly name: string;
  readonly verifierKey: string;
  readonly proposedBy: number;
  readonly proposedAt: Instant;
  readonly approvedBy: number | null;
  readonly approvedAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** The newest second at which it vouched for this log. */
  readonly lastCosignedAt: Instant | null;
  readonly lastTreeSize: number | null;
}

/** Every witness ever proposed, with what it last vouched for in words received until `asOf`. @default everything */
export async function selectWitnesses(q: Queryable, asOf: Instant | null = null): Promise<readonly WitnessRow[]> {
  return q.query<WitnessRow>(
    `select witness.witness_id as "witnessId", witness.name, witness.verifier_key as "verifierKey",
            witness.proposed_by as "proposedBy", witness.proposed_at as "proposedAt",
            witness.approved_by as "approvedBy", witness.approved_at as "approvedAt", witness.revoked_at as "revokedAt",
            newest.cosigned_at as "lastCosignedAt", newest.tree_size as "lastTreeSize"
     from audit_witness witness
     left join lateral (
       select cosignature.cosigned_at, checkpoint.tree_size
       from audit_cosignature cosignature
       join audit_checkpoint checkpoint using (checkpoint_id)
       where cosignature.witness_id = witness.witness_id and ($1::timestamptz is null or cosignature.received_at <= $1)
       order by cosignature.cosigned_at desc
       limit 1
     ) newest on true
     where $1::timestamptz is null or witness.proposed_at <= $1
     order by witness.witness_id`,
    [asOf],
  );
}

export async function insertWitness(
  tx: Tx,
  witness: { readonly name: string; readonly verifierKey: string; readonly by: number; readonly at: Instant },
): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(
    `insert into audit_witness (name, verifier_key, proposed_by, proposed_at) values ($1, $2, $3, $4)
     on conflict (verifier_key) do nothing
     returning witness_id as id`,
    [witness.name, witness.verifierKey, witness.by, witness.at],
  );
  return row?.id ?? null;
}

export async function approveWitnessRow(tx: Tx, witnessId: number, by: number, at: Instant): Promise<void> {
  await tx.query('update audit_witness set approved_by = $2, approved_at = $3 where witness_id = $1', [
    witnessId,
    by,
    at,
  ]);
}

export async function revokeWitnessRow(tx: Tx, witnessId: number, at: Instant): Promise<void> {
  await tx.query('update audit_witness set revoked_at = $2 where witness_id = $1 and revoked_at is null', [
    witnessId,
    at,
  ]);
}

export async function insertCosignature(
  tx: Tx,
  line: {
    readonly checkpointId: number;
    readonly witnessId: number;
    readonly line: string;
    readonly cosignedAt: Instant;
    readonly receivedAt: Instant;
  },
): Promise<void> {
  await tx.query(
    `insert into audit_cosignature (checkpoint_id, witness_id, line, cosigned_at, received_at) values ($1, $2, $3, $4, $5)`,
    [line.checkpointId, line.witnessId, line.line, line.cosignedAt, line.receivedAt],
  );
}

/** Keeps an alarm for a silence that began then; null when it was raised already. */
export async function insertAlarm(tx: Tx, silentSince: Instant, at: Instant): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(
    `insert into audit_witness_alarm (silent_since, raised_at) values ($1, $2)
     on conflict (silent_since) do nothing
     returning alarm_id as id`,
    [silentSince, at],
  );
  return row?.id ?? null;
}
