import type { Role } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { SessionTimes } from '../domain/session-standing.ts';

export async function insertLink(
  tx: Tx,
  codeSha256: Buffer,
  staffId: StaffId,
  at: Instant,
  until: Instant,
): Promise<void> {
  await tx.query(
    'insert into access_sign_in_link (code_sha256, staff_id, created_at, expires_at) values ($1, $2, $3, $4)',
    [codeSha256, staffId, at, until],
  );
}

/** Uses up a link: of two who follow it at once, one gets the person, the other null. */
export async function spendLink(tx: Tx, codeSha256: Buffer, at: Instant): Promise<StaffId | null> {
  const [row] = await tx.query<{ staffId: StaffId }>(
    `update access_sign_in_link
     set used_at = $2
     where code_sha256 = $1 and used_at is null and expires_at > $2
     returning staff_id as "staffId"`,
    [codeSha256, at],
  );
  return row?.staffId ?? null;
}

export interface NewSession {
  readonly tokenSha256: Buffer;
  readonly staffId: StaffId;
  readonly csrfToken: string;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly steppedUpAt: Instant | null;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.query(
    `insert into access_session
       (token_sha256, staff_id, csrf_token, created_at, last_seen_at, expires_at, stepped_up_at)
     values ($1, $2, $3, $4, $4, $5, $6)`,
    [session.tokenSha256, session.staffId, session.csrfToken, session.at, session.expiresAt, session.steppedUpAt],
  );
}

export interface SessionRow extends SessionTimes {
  readonly staffId: StaffId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly csrfToken: string;
}

/** The session with the person as they are now: a role taken away is gone on the next request. */
export async function findSession(q: Queryable, tokenSha256: Buffer): Promise<SessionRow | null> {
  const [row] = await q.query<SessionRow>(
    `select staff_id as "staffId", person.name, person.roles, person.language, session.csrf_token as "csrfToken",
            session.last_seen_at as "lastSeenAt", session.expires_at as "expiresAt",
            session.ended_at as "endedAt", session.stepped_up_at as "steppedUpAt"
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

/** Removes what can no longer matter: sessions, links and kept answers from before this instant. */
export async function deleteStale(tx: Tx, before: Instant): Promise<void> {
  await tx.query(
    `with links as (delete from access_sign_in_link where expires_at < $1),
          answers as (delete from access_idempotency where created_at < $1)
     delete from access_session where expires_at < $1`,
    [before],
  );
}
