import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type SessionStanding, standingOf } from '../domain/session-standing.ts';
import type { Place, Proof, ProofDeps } from '../proofs.ts';
import { digestOf } from '../secrets.ts';
import { findStaff } from '../store/people.ts';
import { endSession, findSession, markLocked, type SessionRow } from '../store/sessions.ts';
import type { SignInMethod, StaffEntry } from '../types.ts';
import { openSession, renewedSession, type SignedIn } from './open-session.ts';
import { type NotProven, provePerson } from './prove-person.ts';

/** There is no session to prove, or it is in the other state. */
export interface NoSession {
  readonly kind: 'no-session' | 'locked';
}

/** Proves a person and opens a session; the session this browser had before ends. */
export async function signInBy(
  tx: Tx,
  deps: ProofDeps,
  place: Place,
  proof: Proof,
  before: string,
): Promise<Result<SignedIn, NotProven>> {
  const proven = await provePerson(tx, deps, place, proof, { intent: 'sign-in', owner: null });
  if (!proven.ok) return proven;
  const now = deps.clock.now();
  await endSession(tx, digestOf(before), now);
  return ok(await openSession(tx, proven.value.person, proven.value.method, now));
}

/** The same person proves themselves again: `unlock` opens a locked session, `step-up` freshens a live one. The session gets a new secret. */
export async function proveSession(
  tx: Tx,
  deps: ProofDeps,
  place: Place,
  token: string,
  proof: Proof,
  intent: 'unlock' | 'step-up',
): Promise<Result<SignedIn, NotProven | NoSession>> {
  const found = await provableSession(tx, deps, token, intent);
  if (!found.ok) return found;
  const { row, person } = found.value;
  const owner = { staffId: person.staffId, demo: person.demo, sessionSha256: digestOf(token) };
  const proven = await provePerson(tx, deps, place, proof, { intent, owner });
  if (!proven.ok) return proven;
  return ok(await renewProven(tx, deps, { row, token, person, method: proven.value.method, intent }));
}

/** The session that may be proven again, with its person as they are now. */
export async function provableSession(
  tx: Tx,
  deps: { readonly clock: Clock },
  token: string,
  intent: 'unlock' | 'step-up',
): Promise<Result<{ readonly row: SessionRow; readonly person: StaffEntry }, NoSession>> {
  const row = await findSession(tx, digestOf(token));
  const standing: SessionStanding = row ? standingOf(row, deps.clock.now()) : 'ended';
  const [person] = row ? await findStaff(tx, [row.staffId]) : [];
  if (!row || !person || standing === 'ended') return refuse({ kind: 'no-session' });
  // A second window may unlock what the first has unlocked already; a locked one is never stepped up.
  if (intent === 'step-up' && standing === 'locked') return refuse({ kind: 'locked' });
  return ok({ row, person });
}

/** Renews a session whose person has just proved themselves, and writes it down. */
export async function renewProven(
  tx: Tx,
  deps: { readonly clock: Clock },
  proven: {
    readonly row: SessionRow;
    readonly token: string;
    readonly person: StaffEntry;
    readonly method: SignInMethod;
    readonly intent: 'unlock' | 'step-up';
  },
): Promise<SignedIn> {
  const { row, token, person, method, intent } = proven;
  const actor = { kind: 'staff', ...person } as const;
  const detail = { method };
  await record(tx, { actor, act: intent, objectKind: 'staff', objectIds: [person.staffId], outcome: 'done', detail });
  return renewedSession(tx, row, token, person, method, deps.clock.now());
}

/** Locks the session of this cookie: from now on it answers `locked` until its person proves themselves. */
export async function lockSession(tx: Tx, deps: { readonly clock: Clock }, token: string): Promise<void> {
  const tokenSha256 = digestOf(token);
  const row = await findSession(tx, tokenSha256);
  if (!row || !(await markLocked(tx, tokenSha256, deps.clock.now()))) return;
  const { staffId, name, roles, language } = row;
  const actor = { kind: 'staff', staffId, name, roles, language } as const;
  await record(tx, { actor, act: 'lock-session', objectKind: 'staff', objectIds: [staffId], outcome: 'done' });
}
