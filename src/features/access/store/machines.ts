import type { Instant } from '#core/clock.ts';
import type { CredentialId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { CredentialEntry, TokenEntry } from '../types.ts';

const CREDENTIAL = `credential_id as "id", username, provider, scope, created_at as "createdAt",
  rotated_at as "rotatedAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt", former_until as "formerUntil",
  encode(certificate_sha256, 'hex') as "certificateSha256"`;

export interface NewCredential {
  readonly username: string;
  readonly secretSha256: Buffer;
  readonly provider: string;
  readonly scope: string;
}

export async function insertCredential(tx: Tx, fresh: NewCredential, at: Instant): Promise<CredentialId> {
  const [row] = await tx.query<{ id: CredentialId }>(
    `insert into access_credential (username, secret_sha256, provider, scope, created_at)
     values ($1, $2, $3, $4, $5)
     returning credential_id as "id"`,
    [fresh.username, fresh.secretSha256, fresh.provider, fresh.scope, at],
  );
  if (!row) throw new Error('A credential was inserted without an id.');
  return row.id;
}

export async function hasCredential(q: Queryable, id: number): Promise<boolean> {
  const rows = await q.query('select from access_credential where credential_id = $1', [id]);
  return rows.length > 0;
}

export async function findCredentials(
  q: Queryable,
  page: { readonly limit: number; readonly before: number | null },
): Promise<CredentialEntry[]> {
  return q.query<CredentialEntry>(
    `select ${CREDENTIAL}
     from access_credential
     where $2::bigint is null or credential_id < $2
     order by credential_id desc
     limit $1`,
    [page.limit, page.before],
  );
}

/** Puts a new secret in place of the old one, which stays good until `formerUntil`; null when unknown or revoked. */
export async function replaceSecret(
  tx: Tx,
  id: number,
  secretSha256: Buffer,
  at: Instant,
  formerUntil: Instant,
): Promise<CredentialEntry | null> {
  const [row] = await tx.query<CredentialEntry>(
    `update access_credential
     set former_secret_sha256 = secret_sha256, former_until = $4, secret_sha256 = $2, rotated_at = $3
     where credential_id = $1 and revoked_at is null
     returning ${CREDENTIAL}`,
    [id, secretSha256, at, formerUntil],
  );
  return row ?? null;
}

/** Revokes; the first revocation's instant stays. Null when unknown. */
export async function markRevoked(tx: Tx, id: number, at: Instant): Promise<CredentialEntry | null> {
  const [row] = await tx.query<CredentialEntry>(
    `update access_credential
     set revoked_at = coalesce(revoked_at, $2)
     where credential_id = $1
     returning ${CREDENTIAL}`,
    [id, at],
  );
  return row ?? null;
}

export interface CredentialSecret {
  readonly id: CredentialId;
  readonly secretSha256: Buffer;
  readonly formerSecretSha256: Buffer | null;
  readonly formerUntil: Instant | null;
  readonly certificateSha256: Buffer | null;
  readonly provider: string;
  readonly scope: string;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

export async function findCredentialSecret(q: Queryable, username: string): Promise<CredentialSecret | null> {
  const [row] = await q.query<CredentialSecret>(
    `select credential_id as "id", secret_sha256 as "secretSha256", provider, scope,
            revoked_at as "revokedAt", last_used_at as "lastUsedAt", former_secret_sha256 as "formerSecretSha256",
            former_until as "formerUntil", certificate_sha256 as "certificateSha256"
     from access_credential
     where username = $1`,
    [username],
  );
  return row ?? null;
}

/** Pins a client certificate to a credential, or takes the pin away; null when unknown or revoked. */
export async function updateCertificate(
  tx: Tx,
  id: number,
  certificateSha256: Buffer | null,
): Promise<CredentialEntry | null> {
  const [row] = await tx.query<CredentialEntry>(
    `update access_credential set certificate_sha256 = $2
     where credential_id = $1 and revoked_at is null
     returning ${CREDENTIAL}`,
    [id, certificateSha256],
  );
  return row ?? null;
}

export async function noteCredentialUse(tx: Tx, id: number, at: Instant): Promise<void> {
  await tx.query('update access_credential set last_used_at = $2 where credential_id = $1', [id, at]);
}

const TOKEN = `token_id as "id", name, scopes, created_at as "createdAt", revoked_at as "revokedAt",
  last_used_at as "lastUsedAt"`;

export async function insertToken(
  tx: Tx,
  fresh: { readonly name: string; readonly secretSha256: Buffer; readonly scopes: readonly string[] },
  at: Instant,
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into access_token (name, secret_sha256, scopes, created_at)
     values ($1, $2, $3, $4)
     returning token_id as "id"`,
    [fresh.name, fresh.secretSha256, fresh.scopes, at],
  );
  if (!row) throw new Error('A token was inserted without an id.');
  return row.id;
}

export async function hasToken(q: Queryable, id: number): Promise<boolean> {
  const rows = await q.query('select from access_token where token_id = $1', [id]);
  return rows.length > 0;
}

export async function findTokens(
  q: Queryable,
  page: { readonly limit: number; readonly before: number | null },
): Promise<TokenEntry[]> {
  return q.query<TokenEntry>(
    `select ${TOKEN}
     from access_token
     where $2::bigint is null or token_id < $2
     order by token_id desc
     limit $1`,
    [page.limit, page.before],
  );
}

export async function markTokenRevoked(tx: Tx, id: number, at: Instant): Promise<TokenEntry | null> {
  const [row] = await tx.query<TokenEntry>(
    `update access_token set revoked_at = coalesce(revoked_at, $2) where token_id = $1 returning ${TOKEN}`,
    [id, at],
  );
  return row ?? null;
}

export async function findTokenBySecret(q: Queryable, secretSha256: Buffer): Promise<TokenEntry | null> {
  const [row] = await q.query<TokenEntry>(
    `select ${TOKEN} from access_token where secret_sha256 = $1 and revoked_at is null`,
    [secretSha256],
  );
  return row ?? null;
}

export async function noteTokenUse(tx: Tx, id: number, at: Instant): Promise<void> {
  await tx.query('update access_token set last_used_at = $2 where token_id = $1', [id, at]);
}
