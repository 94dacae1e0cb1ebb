import type { Clock } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { RelyingParty } from './domain/relying-party.ts';
import type { PasskeyAnswer } from './passkeys.ts';
import type { Sealing } from './sealing.ts';

export interface ProofDeps {
  readonly clock: Clock;
  readonly sealing: Sealing;
}

/** From where somebody proves themselves. */
export interface Place {
  /** Hash of the browser's own cookie. */
  readonly browserSha256: Buffer;
  /** Whether the browser has that cookie, now or from this answer on. */
  readonly keepsCookie: boolean;
  readonly address: string;
  /** Straight from this machine, not through a terminator on it. */
  readonly fromHere: boolean;
  /** Null where passkeys cannot be used. */
  readonly party: RelyingParty | null;
}

/** What a person gives to prove who they are. */
export type Proof =
  | { readonly method: 'link'; readonly code: string }
  | { readonly method: 'passkey'; readonly challenge: string; readonly response: PasskeyAnswer }
  | CodeProof;

export type ProofIntent = 'sign-in' | 'unlock' | 'step-up';

/** Whose proof is wanted: anybody's, or that of the person whose session it is. */
export interface Wanted {
  readonly intent: ProofIntent;
  readonly owner: { readonly staffId: StaffId; readonly demo: boolean; readonly sessionSha256: Buffer } | null;
}

/** What an authenticator app shows, with what the person knows. The name is asked at sign-in only. */
export interface CodeProof {
  readonly method: 'code';
  readonly name?: string | undefined;
  readonly passphrase: string;
  readonly code: string;
}
