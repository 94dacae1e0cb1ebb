import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { judgeRelease, type ReleaseRefusal } from '../domain/release-rules.ts';
import { handsOf } from '../queries/hands-of.ts';
import { areKeysLive } from '../queries/live-keys.ts';
import { insertRelease, type ReleaseRow, selectSealed } from '../store/seals.ts';
import { auditAct, type BeginRefusal, beginAct } from './begin-act.ts';
import { spendFirstUse } from './first-use.ts';
import { carryOut } from './move-package.ts';

/** Why a sealed package is not released. */
export type ReleasePackageRefusal =
  | BeginRefusal
  | ReleaseRefusal
  | { readonly kind: 'key-ended' | 'contact-unconfirmed' };

/**
 * Releases exactly the sealed bytes by a second, named person. Refuses whoever had a hand in the package (`own-package`), any
 * other digest (`other-bag-hash`), a recipient key that ended meanwhile (`key-ended`), and a contact abroad that two persons
 * have neither confirmed nor approved for exactly these bytes (`contact-unconfirmed`); refusals are audited.
 */
export async function releasePackage(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  release: { readonly packageId: number; readonly bagHash: string },
): Promise<Result<ReleaseRow, ReleasePackageRefusal>> {
  const { packageId } = release;
  const permission = PERMISSIONS.releasePackage;
  const begun = await beginAct(tx, actor, permission, { packageId, inStates: ['sealed'] });
  if (!begun.ok) return begun;
  const { found, person } = begun.value;
  const [sealed] = await selectSealed(tx, [packageId]);
  if (!sealed) throw new Error('A package is sealed without a sealed version.');
  const hands = await handsOf(tx, found);
  const { bagHash } = sealed;
  const judged = judgeRelease({ by: person.staffId, bagHash: release.bagHash }, { bagHash, hands });
  const refusal = judged.ok
    ? ((await keyRefusal(tx, deps, found.agencyCode, sealed.files)) ??
      (await spendFirstUse(tx, deps, actor, found, bagHash)))
    : judged.refusal;
  if (refusal !== null) {
    await auditAct(tx, actor, permission, packageId, { outcome: 'refused', detail: { kind: refusal.kind } });
    return refuse(refusal);
  }
  const releasedAt = deps.clock.now();
  const row = { packageId: found.packageId, part: sealed.part, bagHash, releasedBy: person.staffId, releasedAt };
  await insertRelease(tx, row);
  await carryOut(tx, deps, actor, found, { to: 'released', note: null });
  await auditAct(tx, actor, permission, packageId, { outcome: 'done', detail: { bagHash } });
  await announce(tx, { kind: 'package.released', subjects: [packageId] });
  return ok(row);
}

async function keyRefusal(
  tx: Tx,
  deps: { readonly clock: Clock },
  agencyCode: string,
  files: readonly { readonly keyId: number }[],
): Promise<{ readonly kind: 'key-ended' } | null> {
  return (await areKeysLive(tx, deps, agencyCode, files)) ? null : { kind: 'key-ended' };
}
