import type { StaffActor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { MINUTE_MS } from '#core/units.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { isEasilyGuessed } from '../domain/easy-passphrase.ts';
import { codeSecretUri, newCodeSecret, stepOfCode } from '../one-time-codes.ts';
import { type PasskeyRegistration, registrationOptions, verifyRegistration } from '../passkeys.ts';
import { hashPassphrase } from '../passphrase.ts';
import type { Place, ProofDeps } from '../proofs.ts';
import { digestOf } from '../secrets.ts';
import { spendChallenge } from '../store/challenges.ts';
import {
  deleteCodeSecret,
  findKeyStates,
  findPasskeys,
  insertPasskey,
  removePasskey,
  renamePasskey,
  upsertCodeSecret,
} from '../store/keys.ts';
import { endLinks, endSessionsOf } from '../store/sessions.ts';
import type { Session } from '../types.ts';
import { newChallenge } from './ask-passkey.ts';
import { codeContext } from './prove-by-code.ts';

/** A person changes what they prove themselves with, in their own live session. */
export interface OwnKeys {
  readonly session: Session;
  readonly sessionSha256: Buffer;
  readonly place: Place;
}

/** `not-made`: wrong, used or late answer. `no-passkeys-here`: browsers refuse them under this address. */
export interface EnrolRefusal {
  readonly kind: 'step-up-required' | 'not-made' | 'no-passkeys-here' | 'easy-passphrase' | 'last-key' | 'no-such-key';
}

/** Scanning, typing and choosing a passphrase take longer than touching a key. */
const ENROL_CODES_MS = 10 * MINUTE_MS;

/** Begins a new passkey. The first key needs none before it; every further one a fresh proof. */
export async function beginPasskey(
  tx: Tx,
  deps: ProofDeps,
  { session, sessionSha256, place }: OwnKeys,
): Promise<Result<Awaited<ReturnType<typeof registrationOptions>>, EnrolRefusal>> {
  const { staffId, name } = session.actor;
  if (!(await mayEnrol(tx, session))) return refuse({ kind: 'step-up-required' });
  const { party, browserSha256 } = place;
  if (!party) return refuse({ kind: 'no-passkeys-here' });
  const challenge = await newChallenge(tx, deps, { intent: 'enrol', browserSha256, staffId, sessionSha256 });
  const known = await findPasskeys(tx, [staffId]);
  return ok(await registrationOptions(party, Buffer.from(challenge, 'base64url'), { staffId, name }, known));
}

/** Keeps the passkey a browser made. From now on every unused sign-in link of the person is dead. */
export async function finishPasskey(
  tx: Tx,
  deps: ProofDeps,
  own: OwnKeys,
  made: { readonly challenge: string; readonly response: PasskeyRegistration; readonly name: string },
): Promise<Result<{ readonly id: number }, EnrolRefusal>> {
  const { actor } = own.session;
  if (!(await mayEnrol(tx, own.session))) return refuse({ kind: 'step-up-required' });
  const { party } = own.place;
  if (!party) return refuse({ kind: 'no-passkeys-here' });
  const now = deps.clock.now();
  const asked = await spentByOwner(tx, own, made.challenge, now);
  const key = asked && (await verifyRegistration(party, Buffer.from(made.challenge, 'base64url'), made.response));
  const row = key && { ...key, staffId: actor.staffId, rpId: party.rpId, name: made.name };
  const id = row && (await insertPasskey(tx, row, now));
  await recordOwn(tx, actor, 'enrol-passkey', id ? 'done' : 'refused', id ? { passkey: id } : {});
  if (!id) return refuse({ kind: 'not-made' });
  await endLinks(tx, actor.staffId, now);
  await endElsewhere(tx, own, now);
  return ok({ id });
}

/** Begins one-time codes: a fresh secret for an authenticator app, kept only sealed until the app has shown that it holds it. */
export async function beginCodes(
  tx: Tx,
  deps: ProofDeps,
  { session, sessionSha256, place }: OwnKeys,
): Promise<Result<{ readonly challenge: string; readonly secret: string; readonly uri: string }, EnrolRefusal>> {
  const { staffId, name } = session.actor;
  if (!(await mayEnrol(tx, session))) return refuse({ kind: 'step-up-required' });
  const secret = newCodeSecret();
  const sealedDetail = deps.sealing.seal(secret, codeContext(staffId));
  const { browserSha256 } = place;
  const bound = { intent: 'enrol', browserSha256, staffId, sessionSha256, sealedDetail } as const;
  const challenge = await newChallenge(tx, deps, bound, ENROL_CODES_MS);
  return ok({ challenge, secret, uri: codeSecretUri(secret, name) });
}

/** Keeps the code secret once its app has shown a right code; the code is used up by that. */
export async function finishCodes(
  tx: Tx,
  deps: ProofDeps,
  own: OwnKeys,
  made: { readonly challenge: string; readonly code: string; readonly passphrase: string },
): Promise<Result<null, EnrolRefusal>> {
  const { actor } = own.session;
  if (!(await mayEnrol(tx, own.session))) return refuse({ kind: 'step-up-required' });
  if (isEasilyGuessed(made.passphrase, actor.name)) return refuse({ kind: 'easy-passphrase' });
  const now = deps.clock.now();
  const asked = await spentByOwner(tx, own, made.challenge, now);
  const sealedSecret = asked?.sealedDetail ?? null;
  const secret = sealedSecret && deps.sealing.open(sealedSecret, codeContext(actor.staffId));
  const step = secret && (await stepOfCode(secret, made.code, now, 0));
  await recordOwn(tx, actor, 'enrol-codes', step ? 'done' : 'refused');
  if (!step || !sealedSecret) return refuse({ kind: 'not-made' });
  const kept = await hashPassphrase(made.passphrase);
  await upsertCodeSecret(tx, actor.staffId, { sealedSecret, ...kept, lastStep: step }, now);
  await endLinks(tx, actor.staffId, now);
  await endElsewhere(tx, own, now);
  return ok(null);
}

/** Renames a passkey of one's own. */
export async function nameOwnPasskey(
  tx: Tx,
  own: OwnKeys,
  passkeyId: number,
  name: string,
): Promise<Result<null, EnrolRefusal>> {
  const isOwn = await renamePasskey(tx, own.session.actor.staffId, passkeyId, name);
  await recordOwn(tx, own.session.actor, 'rename-passkey', isOwn ? 'done' : 'denied', { passkey: passkeyId });
  return isOwn ? ok(null) : refuse({ kind: 'no-such-key' });
}

/** Removes a passkey of one's own; the last way to prove oneself stays. */
export async function removeOwnPasskey(
  tx: Tx,
  deps: ProofDeps,
  own: OwnKeys,
  passkeyId: number,
): Promise<Result<null, EnrolRefusal>> {
  const { actor } = own.session;
  const may = await mayRemove(tx, own.session);
  if (!may.ok) return may;
  const now = deps.clock.now();
  const isOwn = await removePasskey(tx, actor.staffId, passkeyId, now);
  await recordOwn(tx, actor, 'remove-passkey', isOwn ? 'done' : 'denied', { passkey: passkeyId });
  if (!isOwn) return refuse({ kind: 'no-such-key' });
  await endElsewhere(tx, own, now);
  return ok(null);
}

/** Removes one's one-time codes; the last way to prove oneself stays. */
export async function removeOwnCodes(tx: Tx, deps: ProofDeps, own: OwnKeys): Promise<Result<null, EnrolRefusal>> {
  const { actor } = own.session;
  const may = await mayRemove(tx, own.session);
  if (!may.ok) return may;
  const had = await deleteCodeSecret(tx, actor.staffId);
  await recordOwn(tx, actor, 'remove-codes', had ? 'done' : 'denied');
  if (!had) return refuse({ kind: 'no-such-key' });
  await endElsewhere(tx, own, deps.clock.now());
  return ok(null);
}

/** Whoever sits elsewhere under this name proves themselves anew with the keys as they are now (ASVS 7.4.3). */
async function endElsewhere(tx: Tx, { session, sessionSha256 }: OwnKeys, now: Instant): Promise<void> {
  const sessions = await endSessionsOf(tx, session.actor.staffId, now, sessionSha256);
  if (sessions > 0) await recordOwn(tx, session.actor, 'end-sessions', 'done', { sessions });
}

async function keyCount(tx: Tx, staffId: number): Promise<number> {
  const [state] = await findKeyStates(tx, [staffId]);
  return state ? state.passkeys + (state.hasCodes ? 1 : 0) + state.workAccounts : 0;
}

async function mayEnrol(tx: Tx, session: Session): Promise<boolean> {
  return session.stepUpUntil !== null || (await keyCount(tx, session.actor.staffId)) === 0;
}

async function mayRemove(tx: Tx, session: Session): Promise<Result<null, EnrolRefusal>> {
  if (session.stepUpUntil === null) return refuse({ kind: 'step-up-required' });
  return (await keyCount(tx, session.actor.staffId)) > 1 ? ok(null) : refuse({ kind: 'last-key' });
}

/** The challenge, used up, when it was given to this browser in this very session. */
async function spentByOwner(tx: Tx, own: OwnKeys, challenge: string, now: Instant) {
  const asked = await spendChallenge(tx, digestOf(challenge), own.place.browserSha256, now);
  return asked?.intent === 'enrol' && asked.sessionSha256?.equals(own.sessionSha256) ? asked : null;
}

async function recordOwn(
  tx: Tx,
  actor: StaffActor,
  act: string,
  outcome: 'done' | 'denied' | 'refused',
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await record(tx, { actor, act, objectKind: 'staff', objectIds: [actor.staffId], outcome, detail });
}
