import { randomBytes } from 'node:crypto';
import { type Clock, plusMs } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { MINUTE_MS } from '#core/units.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { RelyingParty } from '../domain/relying-party.ts';
import { authenticationOptions } from '../passkeys.ts';
import { digestOf } from '../secrets.ts';
import { type ChallengeIntent, insertChallenge } from '../store/challenges.ts';
import { findPasskeys } from '../store/keys.ts';

/** A challenge is good for one answer within this time. */
const CHALLENGE_MS = 3 * MINUTE_MS;

/** What a challenge is bound to. */
export interface ChallengeFor {
  readonly intent: ChallengeIntent;
  readonly browserSha256: Buffer;
  readonly staffId: StaffId | null;
  readonly sessionSha256: Buffer | null;
  readonly sealedDetail?: Buffer;
}

/** A fresh challenge of 256 bits, written down by its hash, for one browser and one intent. */
export async function newChallenge(
  tx: Tx,
  deps: { readonly clock: Clock },
  asked: ChallengeFor,
  lastsMs = CHALLENGE_MS,
  challenge = randomBytes(32).toString('base64url'),
): Promise<string> {
  const now = deps.clock.now();
  const { intent, staffId, sessionSha256, sealedDetail = null } = asked;
  const row = { intent, staffId, sessionSha256, sealedDetail };
  await insertChallenge(tx, digestOf(challenge), asked.browserSha256, row, now, plusMs(now, lastsMs));
  return challenge;
}

/** What a browser needs to prove a passkey. At sign-in no key is named, so that nothing tells who exists here. */
export async function askPasskey(
  tx: Tx,
  deps: { readonly clock: Clock },
  party: RelyingParty,
  asked: ChallengeFor,
): Promise<Awaited<ReturnType<typeof authenticationOptions>>> {
  const challenge = await newChallenge(tx, deps, asked);
  const keys = asked.staffId === null ? [] : await findPasskeys(tx, [asked.staffId]);
  const usable = keys.filter((key) => key.rpId === party.rpId);
  return authenticationOptions(party, Buffer.from(challenge, 'base64url'), usable);
}
