import { randomBytes } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import { type Clock, plusMs } from '#core/clock.ts';
import type { UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { DAY_MS } from '#core/units.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { MANAGE_CREDENTIALS } from '../domain/permissions.ts';
import { type CredentialScope, userNameStem } from '../domain/scopes.ts';
import { digestOf, newSecret } from '../secrets.ts';
import {
  findCredentials,
  hasCredential,
  insertCredential,
  markRevoked,
  replaceSecret,
  updateCertificate,
} from '../store/machines.ts';
import type { CredentialEntry, NewCredential, NotPermitted } from '../types.ts';
import { requirePermission } from './require-permission.ts';

interface Deps {
  readonly clock: Clock;
}

/** No credential under this id, or it is revoked already. */
export interface NoSuchCredential {
  readonly kind: 'no-such-credential';
}

/** Makes a machine credential; the password (256 bit) is in this answer and nowhere else. */
export async function createCredential(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  wanted: { readonly provider: string; readonly scope: CredentialScope },
): Promise<Result<NewCredential, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, MANAGE_CREDENTIALS);
  if (!allowed.ok) return allowed;
  const { provider, scope } = wanted;
  const username = `${userNameStem(provider)}-${randomBytes(4).toString('hex')}`;
  const password = newSecret();
  const fresh = { username, secretSha256: digestOf(password), provider, scope };
  const id = await insertCredential(tx, fresh, deps.clock.now());
  await recordOn(tx, actor, 'create-credential', id);
  return ok({ id, username, password, provider, scope });
}

/** Machine credentials, newest first; `before` is the last id of the page before. */
export async function listCredentials(
  tx: Tx,
  actor: Actor,
  page: { readonly limit: number; readonly before: number | null },
): Promise<Result<readonly CredentialEntry[], NotPermitted | UnknownAfter>> {
  const allowed = await requirePermission(tx, actor, MANAGE_CREDENTIALS);
  if (!allowed.ok) return allowed;
  if (page.before !== null && !(await hasCredential(tx, page.before))) return refuse({ kind: 'unknown-after' });
  await record(tx, { actor, act: 'list-credentials', objectKind: 'credential', objectIds: [], outcome: 'done' });
  return ok(await findCredentials(tx, page));
}

/** The old password is taken for this long after a rotation unless said otherwise: a provider changes its machines one by one. */
const OVERLAP_MS = DAY_MS;

/** Puts a new password in place of the old one, which is taken until the overlap is over; a password before that ends at once. */
export async function rotateCredential(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  id: number,
  overlapMs = OVERLAP_MS,
): Promise<Result<NewCredential, NotPermitted | NoSuchCredential>> {
  const allowed = await requirePermission(tx, actor, MANAGE_CREDENTIALS, [id]);
  if (!allowed.ok) return allowed;
  const password = newSecret();
  const now = deps.clock.now();
  const entry = await replaceSecret(tx, id, digestOf(password), now, plusMs(now, overlapMs));
  if (!entry) return refuse({ kind: 'no-such-credential' });
  await recordOn(tx, actor, 'rotate-credential', id);
  const { username, provider, scope } = entry;
  return ok({ id: entry.id, username, password, provider, scope });
}

/** Ends a credential for good, within seconds; a second time changes nothing. */
export async function revokeCredential(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<Result<CredentialEntry, NotPermitted | NoSuchCredential>> {
  const allowed = await requirePermission(tx, actor, MANAGE_CREDENTIALS, [id]);
  if (!allowed.ok) return allowed;
  const entry = await markRevoked(tx, id, deps.clock.now());
  if (!entry) return refuse({ kind: 'no-such-credential' });
  await recordOn(tx, actor, 'revoke-credential', id);
  return ok(entry);
}

/** Binds a credential to one client certificate (SHA-256 in hex), or to none. */
export async function pinCertificate(
  tx: Tx,
  actor: Actor,
  id: number,
  certificateSha256: string | null,
): Promise<Result<CredentialEntry, NotPermitted | NoSuchCredential>> {
  const allowed = await requirePermission(tx, actor, MANAGE_CREDENTIALS, [id]);
  if (!allowed.ok) return allowed;
  const entry = await updateCertificate(
    tx,
    id,
    certificateSha256 === null ? null : Buffer.from(certificateSha256, 'hex'),
  );
  if (!entry) return refuse({ kind: 'no-such-credential' });
  await recordOn(tx, actor, certificateSha256 === null ? 'unpin-certificate' : 'pin-certificate', id);
  return ok(entry);
}

async function recordOn(tx: Tx, actor: Actor, act: string, id: number): Promise<void> {
  await record(tx, { actor, act, objectKind: 'credential', objectIds: [id], outcome: 'done' });
}
