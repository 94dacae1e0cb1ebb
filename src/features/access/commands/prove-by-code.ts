import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { afterFailure, type FailureCount, MAX_FAILURES, mayTryFrom } from '../domain/lock-out.ts';
import { networkOf } from '../domain/network-of.ts';
import { stepOfCode } from '../one-time-codes.ts';
import { isPassphrase, NO_PASSPHRASE } from '../passphrase.ts';
import type { CodeProof, Place, ProofDeps, Wanted } from '../proofs.ts';
import { digestOf } from '../secrets.ts';
import { forgetFailures, isKnownDevice, lockFailures, saveFailures } from '../store/failures.ts';
import { type CodeSecretRow, lockCodeSecret, noteCodeUse } from '../store/keys.ts';
import { findStaffIdByName } from '../store/people.ts';

/** Stands in for the secret of a person who has none: the same work, never a match. */
const NO_SECRET = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** The binding of a sealed code secret to its person. */
export function codeContext(staffId: StaffId): string {
  return `code:${staffId}`;
}

/**
 * Unknown name, wrong passphrase, wrong or used code, and a pair that must wait: the same statements, the same work, the same answer.
 * While a pair waits nothing is judged and nothing is counted.
 */
export async function proveByCode(
  tx: Tx,
  deps: ProofDeps,
  place: Place,
  proof: CodeProof,
  { owner }: Wanted,
): Promise<StaffId | null> {
  const now = deps.clock.now();
  const staffId = owner ? owner.staffId : await findStaffIdByName(tx, proof.name ?? '');
  const isKnown = await isKnownDevice(tx, place.browserSha256, staffId);
  const pair = pairOf(place, staffId, proof.name ?? '', isKnown);
  const count = await lockFailures(tx, pair);
  const row = await lockCodeSecret(tx, staffId);
  const step = await judge(deps, proof, staffId, row, now);
  const mustWait = count !== null && now < mayTryFrom(count);
  if (staffId !== null && step !== null && !mustWait) {
    await noteCodeUse(tx, staffId, step, now);
    await forgetFailures(tx, pair);
    return staffId;
  }
  const next = mustWait ? count : afterFailure(count, now);
  await saveFailures(tx, { ...pair, staffId, sourceKind: isKnown ? 'device' : 'network' }, next);
  if (!mustWait && isLockedBy(next)) await recordLockOut(tx, staffId, isKnown);
  return null;
}

async function judge(
  { sealing }: ProofDeps,
  proof: CodeProof,
  staffId: StaffId | null,
  row: CodeSecretRow | null,
  now: Instant,
): Promise<number | null> {
  const isRight = await isPassphrase(proof.passphrase, row ?? NO_PASSPHRASE);
  const secret = row && staffId !== null ? sealing.open(row.sealedSecret, codeContext(staffId)) : NO_SECRET;
  const step = await stepOfCode(secret, proof.code, now, row?.lastStep ?? 0);
  return row && isRight ? step : null;
}

/** A browser the person has used before keeps its own count: nobody elsewhere can fill it. */
function pairOf(place: Place, staffId: StaffId | null, name: string, isKnown: boolean) {
  const who = staffId === null ? `name:${name}` : `staff:${staffId}`;
  const source = isKnown ? `device:${place.browserSha256.toString('hex')}` : `network:${networkOf(place.address)}`;
  return { whoSha256: digestOf(who), sourceSha256: digestOf(source) };
}

function isLockedBy(count: FailureCount): boolean {
  return count.failures === MAX_FAILURES;
}

async function recordLockOut(tx: Tx, staffId: StaffId | null, isKnown: boolean): Promise<void> {
  await record(tx, {
    actor: { kind: 'anyone' },
    act: 'lock-out',
    objectKind: 'staff',
    objectIds: staffId === null ? [] : [staffId],
    outcome: 'refused',
    detail: { place: isKnown ? 'device' : 'network' },
  });
}
