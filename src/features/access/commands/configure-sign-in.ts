import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { CONFIGURE_SIGN_IN } from '../domain/permissions.ts';
import { isUsableAddress } from '../domain/relying-party.ts';
import type { Sealing } from '../sealing.ts';
import { insertPublicAddress, insertWorkService } from '../store/settings.ts';
import type { NotPermitted } from '../types.ts';
import { isUsableIssuer } from '../work-service.ts';
import { requirePermission } from './require-permission.ts';
import { serviceContext } from './travel-to-work-service.ts';

interface Deps {
  readonly clock: Clock;
  readonly sealing: Sealing;
}

export interface SettingRefusal {
  readonly kind: 'unusable-issuer' | 'unusable-address';
}

/** Puts an identity service in force from now on, or switches it off (null). Its secret is sealed; no answer ever shows it again. */
export async function configureWorkService(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  service: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly acrValues: readonly string[];
    readonly amrRequired: readonly string[];
  } | null,
): Promise<Result<null, NotPermitted | SettingRefusal>> {
  const allowed = await requirePermission(tx, actor, CONFIGURE_SIGN_IN);
  if (!allowed.ok) return allowed;
  if (service && !isUsableIssuer(service.issuer)) return refuse({ kind: 'unusable-issuer' });
  const sealedSecret = service && deps.sealing.seal(service.clientSecret, serviceContext(service.issuer));
  const row = service ?? { issuer: null, clientId: null, acrValues: [], amrRequired: [] };
  const id = await insertWorkService(tx, { ...row, sealedSecret, fromInstant: deps.clock.now() }, actor.staffId);
  await recordOn(tx, actor, service ? 'configure-work-service' : 'switch-off-work-service', [id]);
  return ok(null);
}

/** Says under which name people reach this server beside this machine; it answers there from its next start. */
export async function configurePublicAddress(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  address: { readonly origin: string | null; readonly rpId: string | null; readonly certificateHeader: string | null },
): Promise<Result<null, NotPermitted | SettingRefusal>> {
  const allowed = await requirePermission(tx, actor, CONFIGURE_SIGN_IN);
  if (!allowed.ok) return allowed;
  const { origin, rpId } = address;
  const isWhole = origin === null ? rpId === null : rpId !== null && isUsableAddress(origin, rpId);
  if (!isWhole) return refuse({ kind: 'unusable-address' });
  await insertPublicAddress(tx, { ...address, fromInstant: deps.clock.now() }, actor.staffId);
  await recordOn(tx, actor, 'configure-public-address', []);
  return ok(null);
}

async function recordOn(tx: Tx, actor: StaffActor, act: string, objectIds: readonly number[]): Promise<void> {
  await record(tx, { actor, act, objectKind: 'sign-in-setting', objectIds, outcome: 'done' });
}
