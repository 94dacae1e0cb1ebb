import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { readVerifierKey } from '#platform/tlog/signed-note.ts';
import { approveWitnessRow, insertWitness, revokeWitnessRow, selectWitnesses } from '../store/witnesses.ts';
import { record } from './record-acts.ts';

type Deps = { readonly clock: Clock };

/** Why a witness is not let in. */
export type WitnessRefusal =
  | { readonly kind: 'not-a-witness-key' }
  | { readonly kind: 'known-already' }
  | { readonly kind: 'no-such-witness' }
  | { readonly kind: 'same-person' };

/** One person names an outside witness by its verifier key; it counts for nothing until a second person approves. Answers its id. */
export async function proposeWitness(
  tx: Tx,
  { clock }: Deps,
  person: StaffActor,
  verifierKey: string,
): Promise<Result<number, WitnessRefusal>> {
  const key = readVerifierKey(verifierKey);
  if (key?.kind !== 'cosignature') return refused(tx, person, 'propose-witness', 0, { kind: 'not-a-witness-key' });
  const witness = { name: key.name, verifierKey: verifierKey.trim(), by: person.staffId, at: clock.now() };
  const id = await insertWitness(tx, witness);
  if (id === null) return refused(tx, person, 'propose-witness', 0, { kind: 'known-already' });
  await recordWitness(tx, person, 'propose-witness', id, 'done', {});
  return ok(id);
}

/** A second person lets the witness in: never the one who named it. */
export async function approveWitness(
  tx: Tx,
  { clock }: Deps,
  person: StaffActor,
  witnessId: number,
): Promise<Result<number, WitnessRefusal>> {
  const found = (await selectWitnesses(tx)).find((one) => one.witnessId === witnessId);
  if (!found || found.revokedAt !== null)
    return refused(tx, person, 'approve-witness', witnessId, { kind: 'no-such-witness' });
  if (found.proposedBy === person.staffId)
    return refused(tx, person, 'approve-witness', witnessId, { kind: 'same-person' });
  if (found.approvedAt === null) await approveWitnessRow(tx, witnessId, person.staffId, clock.now());
  await recordWitness(tx, person, 'approve-witness', witnessId, 'done', {});
  return ok(witnessId);
}

/** Ends a witness: what it vouched for before stays. */
export async function revokeWitness(tx: Tx, { clock }: Deps, person: StaffActor, witnessId: number): Promise<void> {
  await revokeWitnessRow(tx, witnessId, clock.now());
  await recordWitness(tx, person, 'revoke-witness', witnessId, 'done', {});
}

async function refused(
  tx: Tx,
  person: StaffActor,
  act: string,
  witnessId: number,
  refusal: WitnessRefusal,
): Promise<Result<number, WitnessRefusal>> {
  await recordWitness(tx, person, act, witnessId, 'refused', { kind: refusal.kind });
  return refuse(refusal);
}

function recordWitness(
  tx: Tx,
  actor: StaffActor,
  act: string,
  id: number,
  outcome: 'done' | 'refused',
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  return record(tx, { actor, act, objectKind: 'witness', objectIds: id === 0 ? [] : [id], outcome, detail });
}
