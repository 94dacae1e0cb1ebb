import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { verifyAuthentication } from '../passkeys.ts';
import type { Place, Proof, ProofDeps, Wanted } from '../proofs.ts';
import { digestOf } from '../secrets.ts';
import { spendChallenge } from '../store/challenges.ts';
import { noteDevice } from '../store/failures.ts';
import { lockPasskey, notePasskeyUse } from '../store/keys.ts';
import { findStaff } from '../store/people.ts';
import type { SignInMethod, StaffEntry } from '../types.ts';
import { proveByCode } from './prove-by-code.ts';
import { followLink } from './sign-in.ts';

export interface NotProven {
  readonly kind: 'not-proven';
}

/** The person this proof is of; every way of being wrong looks the same outside. Successes are audited by what they lead to. */
export async function provePerson(
  tx: Tx,
  deps: ProofDeps,
  place: Place,
  proof: Proof,
  wanted: Wanted,
): Promise<Result<{ readonly person: StaffEntry; readonly method: SignInMethod }, NotProven>> {
  const now = deps.clock.now();
  const staffId = await proofOwner(tx, deps, place, proof, wanted, now);
  const isRight = staffId !== null && (wanted.owner === null || wanted.owner.staffId === staffId);
  const [person] = isRight ? await findStaff(tx, [staffId]) : [];
  if (!person) {
    await recordDenial(tx, proof.method, wanted, staffId);
    return refuse({ kind: 'not-proven' });
  }
  if (place.keepsCookie) await noteDevice(tx, place.browserSha256, person.staffId, now);
  return ok({ person, method: proof.method });
}

/** Writes down that somebody did not prove who they are; the audit says whose session or account it was about. */
export async function recordDenial(
  tx: Tx,
  method: SignInMethod,
  wanted: Wanted,
  staffId: StaffId | null,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const about = [...new Set([wanted.owner?.staffId, staffId].filter((id) => id != null))];
  await record(tx, {
    actor: { kind: 'anyone' },
    act: wanted.intent,
    objectKind: 'staff',
    objectIds: about,
    outcome: 'denied',
    detail: { method, ...detail },
  });
}

async function proofOwner(
  tx: Tx,
  deps: ProofDeps,
  place: Place,
  proof: Proof,
  wanted: Wanted,
  now: Instant,
): Promise<StaffId | null> {
  switch (proof.method) {
    case 'code':
      return proveByCode(tx, deps, place, proof, wanted);
    case 'passkey':
      return proveByPasskey(tx, place, proof, wanted, now);
    case 'link': {
      // A link is no step-up but in a demonstration (interface page, 1); it is not even used up.
      if (wanted.intent === 'step-up' && !wanted.owner?.demo) return null;
      return (await followLink(tx, proof.code, place.fromHere, now))?.staffId ?? null;
    }
  }
}

async function proveByPasskey(
  tx: Tx,
  place: Place,
  { challenge, response }: Extract<Proof, { method: 'passkey' }>,
  { intent, owner }: Wanted,
  now: Instant,
): Promise<StaffId | null> {
  const { party } = place;
  const bytes = Buffer.from(challenge, 'base64url');
  const asked = await spendChallenge(tx, digestOf(challenge), place.browserSha256, now);
  if (!asked || !party || asked.intent !== intent) return null;
  if (owner !== null && !asked.sessionSha256?.equals(owner.sessionSha256)) return null;
  const key = await lockPasskey(tx, response.id);
  if (!key || key.rpId !== party.rpId) return null;
  const counter = await verifyAuthentication(party, bytes, response, key);
  if (counter === null) return null;
  await notePasskeyUse(tx, key.passkeyId, counter, now);
  return key.staffId;
}
