import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { ABSOLUTE_MS, endOf, LINK_MS, stepUpUntil } from '../domain/session-standing.ts';
import { digestOf, newSecret } from '../secrets.ts';
import { findStaff } from '../store/people.ts';
import { endSession, insertLink, insertSession, spendLink } from '../store/sessions.ts';
import type { Session, StaffEntry } from '../types.ts';

export interface SignInLink {
  /** Goes into `/sign-in?code=…`; shown on the loopback terminal only. */
  readonly code: string;
  readonly expiresAt: Instant;
}

/** Makes a one-time sign-in link (256 bit, 30 min) for a person; any earlier link stays valid until used or expired. */
export async function issueSignInLink(tx: Tx, deps: { readonly clock: Clock }, staffId: StaffId): Promise<SignInLink> {
  const code = newSecret();
  const now = deps.clock.now();
  const expiresAt = plusMs(now, LINK_MS);
  await insertLink(tx, digestOf(code), staffId, now, expiresAt);
  await record(tx, {
    actor: { kind: 'stage', stage: 'startUp' },
    act: 'issue-sign-in-link',
    objectKind: 'staff',
    objectIds: [staffId],
    outcome: 'done',
  });
  return { code, expiresAt };
}

export interface SignedIn {
  /** The cookie's value; only its hash is stored. */
  readonly token: string;
  readonly session: Session;
}

/** Uses up a sign-in link and opens a session; refuses alike a wrong, used or expired code. A demo person counts as stepped up. */
export async function signIn(
  tx: Tx,
  deps: { readonly clock: Clock },
  code: string,
): Promise<Result<SignedIn, { readonly kind: 'link-invalid' }>> {
  const now = deps.clock.now();
  const staffId = await spendLink(tx, digestOf(code), now);
  const [person] = staffId === null ? [] : await findStaff(tx, [staffId]);
  if (!person) {
    const actor = { kind: 'anyone' } as const;
    const objectIds = staffId === null ? [] : [staffId];
    await record(tx, { actor, act: 'sign-in', objectKind: 'staff', objectIds, outcome: 'denied' });
    return refuse({ kind: 'link-invalid' });
  }
  return ok(await openSession(tx, person, now));
}

/** Ends the session of this cookie; nothing happens when there is none. */
export async function signOut(tx: Tx, deps: { readonly clock: Clock }, token: string): Promise<void> {
  const staffId = await endSession(tx, digestOf(token), deps.clock.now());
  const [person] = staffId === null ? [] : await findStaff(tx, [staffId]);
  if (!person) return;
  const actor = { kind: 'staff', ...person } as const;
  await record(tx, { actor, act: 'sign-out', objectKind: 'staff', objectIds: [person.staffId], outcome: 'done' });
}

async function openSession(tx: Tx, person: StaffEntry, now: Instant): Promise<SignedIn> {
  const [token, csrfToken] = [newSecret(), newSecret()];
  const steppedUpAt = person.demo ? now : null;
  const expiresAt = plusMs(now, ABSOLUTE_MS);
  const { staffId, name, roles, language } = person;
  await insertSession(tx, { tokenSha256: digestOf(token), staffId, csrfToken, at: now, expiresAt, steppedUpAt });
  const actor = { kind: 'staff', staffId, name, roles, language } as const;
  await record(tx, { actor, act: 'sign-in', objectKind: 'staff', objectIds: [staffId], outcome: 'done' });
  const times = { lastSeenAt: now, expiresAt, endedAt: null, steppedUpAt };
  return { token, session: { actor, csrfToken, expiresAt: endOf(times), stepUpUntil: stepUpUntil(times, now) } };
}
