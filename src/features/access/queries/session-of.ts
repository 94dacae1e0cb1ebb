import type { Clock, Instant } from '#core/clock.ts';
import { type Db, inTransaction, type Queryable } from '#platform/postgres/transaction.ts';
import { endOf, isUseDue, standingOf, stepUpUntil } from '../domain/session-standing.ts';
import { digestOf } from '../secrets.ts';
import { findSession, noteUse, type SessionRow } from '../store/sessions.ts';
import type { Session } from '../types.ts';

/** What a cookie is worth: a live session, one that waits for its person, or nothing. */
export type FoundSession = Session | 'locked' | null;

/** The live session of this cookie, or null; notes the use, so that the idle time starts again. */
export async function sessionOf(db: Db, deps: { readonly clock: Clock }, token: string): Promise<Session | null> {
  const found = await sessionOrLock(db, deps, token);
  return found === 'locked' ? null : found;
}

/** The same, telling a locked session from none. A locked session is not used by being asked for. */
export async function sessionOrLock(db: Db, deps: { readonly clock: Clock }, token: string): Promise<FoundSession> {
  const now = deps.clock.now();
  const tokenSha256 = digestOf(token);
  const row = await findSession(db, tokenSha256);
  const standing = row ? standingOf(row, now) : 'ended';
  if (!row || standing !== 'live') return standing === 'locked' ? 'locked' : null;
  if (!isUseDue(row, now)) return sessionFrom(row, now);
  await inTransaction(db, (tx) => noteUse(tx, tokenSha256, now));
  return sessionFrom({ ...row, lastSeenAt: now }, now);
}

/** The live session of this cookie, or null, without counting as a use. */
export async function findLiveSession(
  q: Queryable,
  deps: { readonly clock: Clock },
  token: string,
): Promise<Session | null> {
  const now = deps.clock.now();
  const row = await findSession(q, digestOf(token));
  return row && standingOf(row, now) === 'live' ? sessionFrom(row, now) : null;
}

function sessionFrom(row: SessionRow, now: Instant): Session {
  const { staffId, name, roles, language, csrfToken, method } = row;
  return {
    actor: { kind: 'staff', staffId, name, roles, language },
    csrfToken,
    expiresAt: endOf(row),
    stepUpUntil: stepUpUntil(row, now),
    method,
  };
}
