import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Tx } from '#platform/postgres/transaction.ts';

export type ChallengeIntent = 'sign-in' | 'unlock' | 'step-up' | 'enrol';

export interface ChallengeRow {
  readonly intent: ChallengeIntent;
  readonly staffId: StaffId | null;
  readonly sessionSha256: Buffer | null;
  readonly sealedDetail: Buffer | null;
}

export async function insertChallenge(
  tx: Tx,
  challengeSha256: Buffer,
  browserSha256: Buffer,
  row: ChallengeRow,
  at: Instant,
  until: Instant,
): Promise<void> {
  await tx.query(
    `insert into access_challenge
       (challenge_sha256, intent, browser_sha256, staff_id, session_sha256, sealed_detail, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [challengeSha256, row.intent, browserSha256, row.staffId, row.sessionSha256, row.sealedDetail, at, until],
  );
}

/** Uses up a challenge given to this browser; null when it was used, is over, or was given to another. */
export async function spendChallenge(
  tx: Tx,
  challengeSha256: Buffer,
  browserSha256: Buffer,
  at: Instant,
): Promise<ChallengeRow | null> {
  const [row] = await tx.query<ChallengeRow>(
    `update access_challenge
     set used_at = $3
     where challenge_sha256 = $1 and browser_sha256 = $2 and used_at is null and expires_at > $3
     returning intent, staff_id as "staffId", session_sha256 as "sessionSha256", sealed_detail as "sealedDetail"`,
    [challengeSha256, browserSha256, at],
  );
  return row ?? null;
}
