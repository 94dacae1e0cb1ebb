import type { Actor } from '#core/actor.ts';
import { type Clock, type Instant, msBetween, plusMs } from '#core/clock.ts';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { isDatabaseAway } from '#platform/http/database-away.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { digestOf, sameDigest } from '../secrets.ts';
import {
  type CredentialSecret,
  findCredentialSecret,
  findTokenBySecret,
  noteCredentialUse,
  noteTokenUse,
} from '../store/machines.ts';

interface Deps {
  readonly clock: Clock;
}

/** How long a successful check is remembered: a revoked credential lives on no longer than this. */
const REMEMBER_MS = 2 * SECOND_MS;
/** How long a token proven here stays good while nobody can ask the database: all it opens then is the spool (docs/decisions, the machine door). */
const REMEMBER_AWAY_MS = 15 * MINUTE_MS;
const NOTE_USE_MS = MINUTE_MS;
const MAX_REMEMBERED = 10_000;

// Stands in for the stored secret of a name nobody has: the same work, never a match.
const NOBODY = digestOf('no such user');

interface Remembered {
  readonly actor: Actor;
  readonly until: Instant;
  readonly provenAt: Instant;
}
const rememberedOf = new WeakMap<Db, Map<string, Remembered>>();

/** The machine behind HTTP Basic credentials for this scope, or null; unknown name, wrong secret, revoked and other scope look alike. */
export async function authenticateCredential(
  db: Db,
  deps: Deps,
  username: string,
  password: string,
  scope: string,
  certificateSha256: string | null = null,
): Promise<Actor | null> {
  return remembering(db, deps, ['credential', scope, username, password, certificateSha256 ?? ''], async (now) => {
    const found = await findCredentialSecret(db, username);
    const isSame = isSecretOf(found, digestOf(password), now);
    if (!found || !isSame || found.revokedAt !== null || found.scope !== scope) return null;
    // A pinned credential is worth nothing without its certificate.
    if (found.certificateSha256 !== null && found.certificateSha256.toString('hex') !== certificateSha256) return null;
    if (isNoteDue(found.lastUsedAt, now)) await inTransaction(db, (tx) => noteCredentialUse(tx, found.id, now));
    return { kind: 'credential', credentialId: found.id, provider: found.provider, scope: found.scope };
  });
}

/** The holder of a bearer token, or null when it is unknown or revoked. Its scopes are checked by the act. */
export async function authenticateToken(db: Db, deps: Deps, token: string): Promise<Actor | null> {
  return remembering(db, deps, ['token', token], lookUpToken(db, token));
}

function lookUpToken(db: Db, token: string): (now: Instant) => Promise<Actor | null> {
  return async (now) => {
    // Found by the hash of 256 random bits: the time of the look-up tells nothing about other tokens.
    const found = await findTokenBySecret(db, digestOf(token));
    if (!found) return null;
    if (isNoteDue(found.lastUsedAt, now)) await inTransaction(db, (tx) => noteTokenUse(tx, found.id, now));
    return { kind: 'token', tokenId: found.id, name: found.name, scopes: found.scopes };
  };
}

/** Both secrets are always compared: the time tells neither which is right nor whether there are two. */
function isSecretOf(found: CredentialSecret | null, digest: Buffer, now: Instant): boolean {
  const isPresent = sameDigest(digest, found?.secretSha256 ?? NOBODY);
  const isFormer = sameDigest(digest, found?.formerSecretSha256 ?? NOBODY);
  return isPresent || (isFormer && found?.formerUntil != null && now < found.formerUntil);
}

async function remembering(
  db: Db,
  deps: Deps,
  parts: readonly string[],
  check: (now: Instant) => Promise<Actor | null>,
): Promise<Actor | null> {
  const now = deps.clock.now();
  const remembered = rememberedOf.get(db) ?? new Map<string, Remembered>();
  rememberedOf.set(db, remembered);
  const key = digestOf(JSON.stringify(parts)).toString('base64');
  const known = remembered.get(key);
  if (known && now < known.until) return known.actor;
  const actor = await check(now).catch((error: unknown) => {
    const isGood = known?.actor.kind === 'token' && msBetween(known.provenAt, now) < REMEMBER_AWAY_MS;
    if (isGood && isDatabaseAway(error)) return 'away' as const;
    throw error;
  });
  if (actor === 'away') return known?.actor ?? null;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  if (actor) remembered.set(key, { actor, until: plusMs(now, REMEMBER_MS), provenAt: now });
  else remembered.delete(key);
  return actor;
}

function isNoteDue(lastUsedAt: Instant | null, now: Instant): boolean {
  return lastUsedAt === null || msBetween(lastUsedAt, now) >= NOTE_USE_MS;
}
