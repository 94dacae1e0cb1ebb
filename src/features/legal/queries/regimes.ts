import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { regimesKnownAt } from '../domain/regimes-known.ts';
import { type Regime, regimeInForce } from '../domain/rules.ts';
import { CLOCK_RULES } from '../rule-book.ts';
import { type RegimeDateEntry, selectRegimeDates } from '../store/regime-dates.ts';

/** A regime as it stands now, with every day that was set for it. */
export interface RegimeStanding extends Regime {
  readonly isInForce: boolean;
  /** False where the law itself fixed the day long ago. */
  readonly daySettable: boolean;
  readonly days: readonly RegimeDateEntry[];
}

/** The regimes of the mandatory notice, with what each asks and since when. */
export async function listRegimes(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
): Promise<Result<readonly RegimeStanding[], NotPermitted>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeRegimes);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  const days = await selectRegimeDates(tx);
  const act = PERMISSIONS.seeRegimes.name;
  await record(tx, { actor, act, objectKind: 'regime', objectIds: [], outcome: 'done' });
  const known = regimesKnownAt(CLOCK_RULES.regimes, days, now);
  const current = regimeInForce(known, 'provider', now);
  return ok(
    known.map((regime) => ({
      ...regime,
      isInForce: regime.code === current?.code,
      daySettable: CLOCK_RULES.regimes.some((one) => one.code === regime.code && one.inForceFrom === null),
      days: days.filter((day) => day.regime === regime.code),
    })),
  );
}
