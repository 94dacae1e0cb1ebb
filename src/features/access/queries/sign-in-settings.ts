import type { StaffActor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result } from '#core/result.ts';
import { record } from '#features/audit';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { requirePermission } from '../commands/require-permission.ts';
import { CONFIGURE_SIGN_IN } from '../domain/permissions.ts';
import { findPublicAddress, findSignInState, findWorkService, type SignInState } from '../store/settings.ts';
import type { NotPermitted } from '../types.ts';

interface Deps {
  readonly clock: Clock;
}

/** The name people use beside this machine's own, as in force. */
export interface PublicAddress {
  readonly origin: string | null;
  readonly rpId: string | null;
  readonly certificateHeader: string | null;
  readonly fromInstant: Instant;
}

export interface SignInSettings {
  readonly workService: {
    readonly issuer: string;
    readonly clientId: string;
    readonly acrValues: readonly string[];
    readonly amrRequired: readonly string[];
    readonly fromInstant: Instant;
  } | null;
  readonly publicAddress: PublicAddress | null;
}

/** The settings in force; no secret among them. */
export async function showSignInSettings(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
): Promise<Result<SignInSettings, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, CONFIGURE_SIGN_IN);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  const row = await findWorkService(tx, now);
  const objectKind = 'sign-in-setting';
  await record(tx, { actor, act: 'show-sign-in-settings', objectKind, objectIds: [], outcome: 'done' });
  const service = row?.issuer && row.clientId ? { ...row, issuer: row.issuer, clientId: row.clientId } : null;
  return ok({ workService: service && shownOf(service), publicAddress: await findPublicAddress(tx, now) });
}

function shownOf({
  issuer,
  clientId,
  acrValues,
  amrRequired,
  fromInstant,
}: NonNullable<SignInSettings['workService']>): SignInSettings['workService'] {
  return { issuer, clientId, acrValues, amrRequired, fromInstant };
}

/** The public address in force; null when none ever was. */
export function publicAddress(q: Queryable, deps: Deps): Promise<PublicAddress | null> {
  return findPublicAddress(q, deps.clock.now());
}

/** Whether people may prove themselves by their work account. */
export async function hasWorkService(q: Queryable, deps: Deps): Promise<boolean> {
  return (await findWorkService(q, deps.clock.now()))?.issuer != null;
}

/** How sign-in stands, for the doctor: figures, no names. */
export function signInState(q: Queryable): Promise<SignInState> {
  return findSignInState(q);
}

/** The host name people use beside this machine's own; null when none is configured. */
export async function publicHostName(q: Queryable, deps: Deps): Promise<string | null> {
  const address = await findPublicAddress(q, deps.clock.now());
  return address?.origin ? new URL(address.origin).hostname : null;
}
