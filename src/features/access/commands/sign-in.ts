import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { LINK_MS } from '../domain/session-standing.ts';
import { digestOf, newSecret } from '../secrets.ts';
import { findStaff } from '../store/people.ts';
import { endSession, insertLink, spendLink } from '../store/sessions.ts';
import type { StaffEntry } from '../types.ts';
import { openSession, type SignedIn } from './open-session.ts';

export interface SignInLink {
  /** Goes into `/sign-in?code=…`; shown on the loopback terminal only. */
  readonly code: string;
  readonly expiresAt: Instant;
}

/** Makes the one-time link of a start (256 bit, 30 min, this machine only); any earlier link stays valid until used, expired or ended by a key. */
export async function issueSignInLink(tx: Tx, deps: { readonly clock: Clock }, staffId: StaffId): Promise<SignInLink> {
  const code = newSecret();
  const at = deps.clock.now();
  const until = plusMs(at, LINK_MS);
  await insertLink(tx, { codeSha256: digestOf(code), staffId, kind: 'start-up', issuedBy: null, at, until });
  await record(tx, {
    actor: { kind: 'stage', stage: 'startUp' },
    act: 'issue-sign-in-link',
    objectKind: 'staff',
    objectIds: [staffId],
    outcome: 'done',
  });
  return { code, expiresAt: until };
}

/** Uses up a link: the person, or null for a wrong, used or expired code, and for a printed one from another machine. */
export async function followLink(tx: Tx, code: string, fromHere: boolean, now: Instant): Promise<StaffEntry | null> {
  const staffId = await spendLink(tx, digestOf(code), fromHere, now);
  const [person] = staffId === null ? [] : await findStaff(tx, [staffId]);
  return person ?? null;
}

/** Uses up a sign-in link and opens a session; refuses alike a wrong, used or expired code. A demo person counts as stepped up. */
export async function signIn(
  tx: Tx,
  deps: { readonly clock: Clock },
  code: string,
  from: { readonly fromHere: boolean } = { fromHere: true },
): Promise<Result<SignedIn, { readonly kind: 'link-invalid' }>> {
  const now = deps.clock.now();
  const person = await followLink(tx, code, from.fromHere, now);
  if (!person) {
    const actor = { kind: 'anyone' } as const;
    await record(tx, { actor, act: 'sign-in', objectKind: 'staff', objectIds: [], outcome: 'denied' });
    return refuse({ kind: 'link-invalid' });
  }
  return ok(await openSession(tx, person, 'link', now));
}

/** Ends the session of this cookie; nothing happens when there is none. */
export async function signOut(tx: Tx, deps: { readonly clock: Clock }, token: string): Promise<void> {
  const staffId = await endSession(tx, digestOf(token), deps.clock.now());
  const [person] = staffId === null ? [] : await findStaff(tx, [staffId]);
  if (!person) return;
  const actor = { kind: 'staff', ...person } as const;
  await record(tx, { actor, act: 'sign-out', objectKind: 'staff', objectIds: [person.staffId], outcome: 'done' });
}
