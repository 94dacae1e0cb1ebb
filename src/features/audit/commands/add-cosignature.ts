import { type Clock, instantOf, plusMs } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { cosignedAt, openCheckpoint, otherLines } from '#platform/tlog/checkpoint.ts';
import { readVerifierKey } from '#platform/tlog/signed-note.ts';
import type { AuditKeys } from '../audit-keys.ts';
import { checkpointOfSize } from '../store/checkpoints.ts';
import { insertCosignature, selectWitnesses } from '../store/witnesses.ts';
import { record } from './record-acts.ts';

/** Why a cosignature is not kept. */
export type CosignatureRefusal =
  | { readonly kind: 'not-our-head' }
  | { readonly kind: 'no-witness-in-force' }
  | { readonly kind: 'nothing-newer' };

// Clocks of two organisations may be this far apart.
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/**
 * Keeps what a witness says of a head of ours: the note with the witness's line under it. Whoever brings it, only a witness two
 * persons let in, in force, is believed; the same word twice is kept once.
 */
export async function addCosignature(
  tx: Tx,
  deps: { readonly clock: Clock; readonly audit: AuditKeys },
  note: string,
): Promise<Result<readonly string[], CosignatureRefusal>> {
  const head = openCheckpoint(note, deps.audit.log);
  const row = head && (await checkpointOfSize(tx, head.size));
  if (!head || !row?.rootHash.equals(head.root)) return refuse({ kind: 'not-our-head' });
  const now = deps.clock.now();
  const said: string[] = [];
  let known = false;
  for (const witness of await selectWitnesses(tx)) {
    const key = readVerifierKey(witness.verifierKey);
    if (key === null || witness.approvedAt === null || witness.revokedAt !== null) continue;
    for (const line of otherLines(note, deps.audit.log)) {
      const seconds = cosignedAt(row.note, line, key);
      if (seconds === null) continue;
      known = true;
      const at = instantOf(new Date(seconds * SECOND_MS));
      if (at > plusMs(now, CLOCK_SKEW_MS) || (witness.lastCosignedAt !== null && at <= witness.lastCosignedAt))
        continue;
      await insertCosignature(tx, {
        checkpointId: row.checkpointId,
        witnessId: witness.witnessId,
        line,
        cosignedAt: at,
        receivedAt: now,
      });
      await record(tx, {
        actor: { kind: 'anyone' },
        act: 'cosign-checkpoint',
        objectKind: 'witness',
        objectIds: [witness.witnessId],
        outcome: 'done',
        detail: { treeSize: head.size },
      });
      said.push(witness.name);
    }
  }
  if (said.length > 0) return ok(said);
  return refuse({ kind: known ? 'nothing-newer' : 'no-witness-in-force' });
}
