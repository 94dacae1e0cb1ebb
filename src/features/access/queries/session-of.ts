import type { Clock, Instant } from '#core/clock.ts';
import { type Db, inTransaction, type Queryable } from '#platform/postgres/transaction.ts';
import { endOf, isLive, isUseDue, stepUpUntil } from '../domain/session-standing.ts';
import { digestOf } from '../secrets.ts';
import { findSession, noteUse, type SessionRow } from '../store/sessions.ts';
import type { Session } from '../types.ts';

/** The live session of this cookie, or null; notes the use, so that the idle time starts again. */
export async function sessionOf(db: Db, deps: { readonly clock: Clock }, token: string): Promise<Session | null> {
  const now = deps.clock.now();
  const tokenSha256 = digestOf(token);
  const row = await findSession(db, tokenSha256);
  if (!row || !isLive(row, now)) return null;
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
  return row && isLive(row, now) ? sessionFrom(row, now) : null;
}

function sessionFrom(row: SessionRow, now: Instant): Session {
  const { staffId, name, roles, language, csrfToken } = row;
  return {
    actor: { kind: 'staff', staffId, name, roles, language },
    csrfToken,
    expiresAt: endOf(row),
    stepUpUntil: stepUpUntil(row, now),
  };
}
