import type { Role } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { SessionTimes } from '../domain/session-standing.ts';
import type { SignInMethod } from '../types.ts';

export interface NewLink {
  readonly codeSha256: Buffer;
  readonly staffId: StaffId;
  /** `start-up`: printed on the terminal, for this machine only. `enrolment`: handed over by an administrator. */
  readonly kind: 'start-up' | 'enrolment';
  readonly issuedBy: StaffId | null;
  readonly at: Instant;
  readonly until: Instant;
}

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.query(
    `insert into access_sign_in_link (code_sha256, staff_id, kind, issued_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [link.codeSha256, link.staffId, link.kind, link.issuedBy, link.at, link.until],
  );
}

/**
 * Uses up a link: of two who follow it at once, one gets the person, the other null. A printed link stays whole when it is followed
 * from another machine.
 */
export async function spendLink(tx: Tx, codeSha256: Buffer, fromHere: boolean, at: Instant): Promise<StaffId | null> {
  const [row] = await tx.query<{ staffId: StaffId }>(
    `update access_sign_in_link
     set used_at = $2
     where code_sha256 = $1 and used_at is null and expires_at > $2 and (kind = 'enrolment' or $3)
     returning staff_id as "staffId"`,
    [codeSha256, at, fromHere],
  );
  return row?.staffId ?? null;
}

/** Ends every unused link of a person: from now on they have a key. */
export async function endLinks(tx: Tx, staffId: StaffId, at: Instant): Promise<void> {
  await tx.query('update access_sign_in_link set expires_at = $2 where staff_id = $1 and expires_at > $2', [
    staffId,
    at,
  ]);
}

export interface NewSession {
  readonly tokenSha256: Buffer;
  readonly staffId: StaffId;
  readonly csrfToken: string;
  readonly method: SignInMethod;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly steppedUpAt: Instant | null;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.query(
    `insert into access_session
       (token_sha256, staff_id, csrf_token, method, created_at, last_seen_at, expires_at, stepped_up_at)
     values ($1, $2, $3, $4, $5, $5, $6, $7)`,
    [
      session.tokenSha256,
      session.staffId,
      session.csrfToken,
      session.method,
      session.at,
      session.expiresAt,
      session.steppedUpAt,
    ],
  );
}

export interface SessionRow extends SessionTimes {
  readonly staffId: StaffId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly csrfToken: string;
  readonly method: SignInMethod;
}

/** The session with the person as they are now: a role taken away is gone on the next request. */
export async function findSession(q: Queryable, tokenSha256: Buffer): Promise<SessionRow | null> {
  const [row] = await q.query<SessionRow>(
    `select staff_id as "staffId", person.name, person.roles, person.language, session.csrf_token as "csrfToken",
            session.last_seen_at as "lastSeenAt", session.expires_at as "expiresAt",
            session.ended_at as "endedAt", session.stepped_up_at as "steppedUpAt",
            session.locked_at as "lockedAt", session.method
     from access_session session
     join access_staff person using (staff_id)
     where session.token_sha256 = $1 and person.disabled_at is null`,
    [tokenSha256],
  );
  return row ?? null;
}

export async function noteUse(tx: Tx, tokenSha256: Buffer, at: Instant): Promise<void> {
  await tx.query('update access_session set last_seen_at = greatest(last_seen_at, $2) where token_sha256 = $1', [
    tokenSha256,
    at,
  ]);
}

/** Ends the session; null when it was no live one. */
export async function endSession(tx: Tx, tokenSha256: Buffer, at: Instant): Promise<StaffId | null> {
  const [row] = await tx.query<{ staffId: StaffId }>(
    `update access_session
     set ended_at = $2
     where token_sha256 = $1 and ended_at is null
     returning staff_id as "staffId"`,
    [tokenSha256, at],
  );
  return row?.staffId ?? null;
}

/** Locks a live session; whether there was one. */
export async function markLocked(tx: Tx, tokenSha256: Buffer, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    `update access_session set locked_at = coalesce(locked_at, $2)
     where token_sha256 = $1 and ended_at is null
     returning token_sha256`,
    [tokenSha256, at],
  );
  return rows.length > 0;
}

export interface Renewal {
  readonly tokenSha256: Buffer;
  readonly csrfToken: string;
  readonly method: SignInMethod;
  readonly at: Instant;
  readonly steppedUpAt: Instant | null;
}

/** Gives a session a new secret after a fresh proof: unlocked and in use. The old secret is nobody's from now on. */
export async function renewSession(tx: Tx, oldSha256: Buffer, renewal: Renewal): Promise<void> {
  await tx.query(
    `update access_session
     set token_sha256 = $2, csrf_token = $3, method = $4, last_seen_at = $5, stepped_up_at = $6, locked_at = null
     where token_sha256 = $1 and ended_at is null`,
    [oldSha256, renewal.tokenSha256, renewal.csrfToken, renewal.method, renewal.at, renewal.steppedUpAt],
  );
}

/** Ends every session of a person, but the one that is to stay if any; how many there were. */
export async function endSessionsOf(tx: Tx, staffId: StaffId, at: Instant, stays?: Buffer): Promise<number> {
  const rows = await tx.query(
    `update access_session set ended_at = $2
     where staff_id = $1 and ended_at is null and expires_at > $2 and token_sha256 is distinct from $3
     returning token_sha256`,
    [staffId, at, stays ?? null],
  );
  return rows.length;
}

/** Removes what can no longer matter: sessions, links and kept answers from before this instant. */
export async function deleteStale(tx: Tx, before: Instant): Promise<void> {
  await tx.query(
    `with links as (delete from access_sign_in_link where expires_at < $1),
          answers as (delete from access_idempotency where created_at < $1),
          challenges as (delete from access_challenge where expires_at < $1),
          failures as (delete from access_failure where last_failed_at < $1)
     delete from access_session where expires_at < $1`,
    [before],
  );
}
