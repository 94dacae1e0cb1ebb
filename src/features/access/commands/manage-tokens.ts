import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { MANAGE_CREDENTIALS } from '../domain/permissions.ts';
import type { TokenScope } from '../domain/scopes.ts';
import { digestOf, newSecret } from '../secrets.ts';
import { findTokens, hasToken, insertToken, markTokenRevoked } from '../store/machines.ts';
import type { NewToken, NotPermitted, TokenEntry } from '../types.ts';
import { requirePermission } from './require-permission.ts';

/** No token under this id. */
export interface NoSuchToken {
  readonly kind: 'no-such-token';
}

// Marks the text as ours, so that a leaked token is found by scanners.
const PREFIX = 'vigie_';

/** Makes a token for `Authorization: Bearer`; it is in this answer and nowhere else. */
export async function createToken(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  wanted: { readonly name: string; readonly scopes: readonly TokenScope[] },
): Promise<Result<NewToken, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, MANAGE_CREDENTIALS);
  if (!allowed.ok) return allowed;
  const token = `${PREFIX}${newSecret()}`;
  const fresh = { name: wanted.name, secretSha256: digestOf(token), scopes: wanted.scopes };
  const id = await insertToken(tx, fresh, deps.clock.now());
  await recordOn(tx, actor, 'create-token', id);
  return ok({ id, token, scopes: wanted.scopes });
}

/** Tokens, newest first; `before` is the last id of the page before. */
export async function listTokens(
  tx: Tx,
  actor: Actor,
  page: { readonly limit: number; readonly before: number | null },
): Promise<Result<readonly TokenEntry[], NotPermitted | UnknownAfter>> {
  const allowed = await requirePermission(tx, actor, MANAGE_CREDENTIALS);
  if (!allowed.ok) return allowed;
  if (page.before !== null && !(await hasToken(tx, page.before))) return refuse({ kind: 'unknown-after' });
  await record(tx, { actor, act: 'list-tokens', objectKind: 'token', objectIds: [], outcome: 'done' });
  return ok(await findTokens(tx, page));
}

/** Ends a token for good; a second time changes nothing. */
export async function revokeToken(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  id: number,
): Promise<Result<TokenEntry, NotPermitted | NoSuchToken>> {
  const allowed = await requirePermission(tx, actor, { ...MANAGE_CREDENTIALS, objectKind: 'token' }, [id]);
  if (!allowed.ok) return allowed;
  const entry = await markTokenRevoked(tx, id, deps.clock.now());
  if (!entry) return refuse({ kind: 'no-such-token' });
  await recordOn(tx, actor, 'revoke-token', id);
  return ok(entry);
}

async function recordOn(tx: Tx, actor: Actor, act: string, id: number): Promise<void> {
  await record(tx, { actor, act, objectKind: 'token', objectIds: [id], outcome: 'done' });
}
