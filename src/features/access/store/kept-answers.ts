import type { Instant } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';

export interface KeptAnswer {
  readonly fingerprintSha256: Buffer;
  readonly status: number;
  readonly answer: unknown;
}

/** Takes the key for the length of the transaction; false when another request holds it. A crash gives it back. */
export async function tryHoldKey(tx: Tx, client: string, key: string): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 7400002)) as held',
    [`${client}\n${key}`],
  );
  return row?.held ?? false;
}

export async function findKeptAnswer(tx: Tx, client: string, key: string): Promise<KeptAnswer | null> {
  const [row] = await tx.query<KeptAnswer>(
    `select fingerprint_sha256 as "fingerprintSha256", status, answer
     from access_idempotency
     where client = $1 and key = $2`,
    [client, key],
  );
  return row ?? null;
}

export async function insertKeptAnswer(
  tx: Tx,
  of: { readonly client: string; readonly key: string },
  kept: KeptAnswer,
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into access_idempotency (client, key, fingerprint_sha256, status, answer, created_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [of.client, of.key, kept.fingerprintSha256, kept.status, JSON.stringify(kept.answer ?? null), at],
  );
}
