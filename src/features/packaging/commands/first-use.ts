import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type ProposeRefusal, proposeAct, spendApproval } from '#features/access';
import { agencyByCode, isUnconfirmedAbroad } from '#features/routing';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import type { PackageRow } from '../store/packages.ts';
import { selectSealed } from '../store/seals.ts';
import { type BeginRefusal, beginAct } from './begin-act.ts';

export type FirstUseRefusal = BeginRefusal | ProposeRefusal | { readonly kind: 'contact-confirmed' };

/** Puts the first use of an unconfirmed contact abroad before a second person: exactly this package, exactly these bytes. */
export async function proposeFirstUse(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  wanted: { readonly packageId: number; readonly reason: string },
): Promise<Result<{ readonly proposalId: number }, FirstUseRefusal>> {
  const { packageId, reason } = wanted;
  const begun = await beginAct(tx, actor, PERMISSIONS.proposeFirstUse, { packageId, inStates: ['sealed'] });
  if (!begun.ok) return begun;
  const { found } = begun.value;
  const [sealed] = await selectSealed(tx, [packageId]);
  if (!sealed) throw new Error('A package is sealed without a sealed version.');
  if (!(await goesToUnconfirmed(tx, found))) return refuse({ kind: 'contact-confirmed' });
  const proposed = await proposeAct(tx, deps, actor, { ...firstUseAct(found, sealed.bagHash), reason });
  return proposed.ok ? ok({ proposalId: proposed.value.proposalId }) : proposed;
}

/** Uses up the approval of a first use; nothing to do where the contact is confirmed. Refuses `contact-unconfirmed`. */
export async function spendFirstUse(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  found: PackageRow,
  bagHash: string,
): Promise<{ readonly kind: 'contact-unconfirmed' } | null> {
  if (!(await goesToUnconfirmed(tx, found))) return null;
  const spent = await spendApproval(tx, deps, actor, firstUseAct(found, bagHash));
  return spent.ok ? null : { kind: 'contact-unconfirmed' };
}

async function goesToUnconfirmed(tx: Tx, found: PackageRow): Promise<boolean> {
  const agency = await agencyByCode(tx, found.agencyCode);
  return agency !== null && isUnconfirmedAbroad(agency);
}

function firstUseAct({ agencyCode, number }: PackageRow, bagHash: string) {
  const content = { agency: agencyCode, package: number, bagHash };
  return { kind: 'foreign-first-use', target: agencyCode, content } as const;
}
