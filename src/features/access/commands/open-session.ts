import { type Instant, plusMs } from '#core/clock.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { ABSOLUTE_MS, endOf, stepUpUntil } from '../domain/session-standing.ts';
import { digestOf, newSecret } from '../secrets.ts';
import { insertSession, renewSession, type SessionRow } from '../store/sessions.ts';
import type { Session, SignInMethod, StaffEntry } from '../types.ts';

export interface SignedIn {
  /** The cookie's value; only its hash is stored. */
  readonly token: string;
  readonly session: Session;
}

/** Opens a session of twelve hours for a person who has proved themselves. A key counts as step-up; a link only in a demonstration. */
export async function openSession(tx: Tx, person: StaffEntry, method: SignInMethod, now: Instant): Promise<SignedIn> {
  const [token, csrfToken] = [newSecret(), newSecret()];
  const steppedUpAt = countsAsStepUp(person, method) ? now : null;
  const expiresAt = plusMs(now, ABSOLUTE_MS);
  const { staffId, name, roles, language } = person;
  await insertSession(tx, {
    tokenSha256: digestOf(token),
    staffId,
    csrfToken,
    method,
    at: now,
    expiresAt,
    steppedUpAt,
  });
  const actor = { kind: 'staff', staffId, name, roles, language } as const;
  const detail = { method };
  await record(tx, { actor, act: 'sign-in', objectKind: 'staff', objectIds: [staffId], outcome: 'done', detail });
  const times = { lastSeenAt: now, expiresAt, endedAt: null, steppedUpAt, lockedAt: null };
  return {
    token,
    session: { actor, csrfToken, expiresAt: endOf(times), stepUpUntil: stepUpUntil(times, now), method },
  };
}

/** Gives a session a new secret after its own person proved themselves again; its twelve hours go on. */
export async function renewedSession(
  tx: Tx,
  row: SessionRow,
  oldToken: string,
  person: StaffEntry,
  method: SignInMethod,
  now: Instant,
): Promise<SignedIn> {
  const [token, csrfToken] = [newSecret(), newSecret()];
  const steppedUpAt = countsAsStepUp(person, method) ? now : null;
  await renewSession(tx, digestOf(oldToken), { tokenSha256: digestOf(token), csrfToken, method, at: now, steppedUpAt });
  const { staffId, name, roles, language } = person;
  const actor = { kind: 'staff', staffId, name, roles, language } as const;
  const times = { ...row, lastSeenAt: now, steppedUpAt, lockedAt: null };
  return {
    token,
    session: { actor, csrfToken, expiresAt: endOf(times), stepUpUntil: stepUpUntil(times, now), method },
  };
}

function countsAsStepUp(person: StaffEntry, method: SignInMethod): boolean {
  return method !== 'link' || person.demo;
}
