import type { Actor, StaffActor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { NotPermitted, Permission } from '#features/access';
import { recordMany } from '#features/audit';
import { type Bundle, lockBundle } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { authorizePerson } from './authorize-person.ts';

export type BundleRefusal = NotPermitted | { readonly kind: 'bundle-closed' };

/** Lets a person through to an open bundle, held until the end of the transaction. One they see no member of is as unknown. */
export async function onOpenBundle(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  bundleId: number,
): Promise<Result<{ readonly person: StaffActor; readonly bundle: Bundle }, BundleRefusal>> {
  const person = await authorizePerson(tx, actor, permission, []);
  if (!person.ok) return person;
  const bundle = await lockBundle(tx, bundleId);
  if (bundle === null) return refuse({ kind: 'not-permitted' });
  return bundle.state === 'open' ? ok({ person: person.value, bundle }) : refuse({ kind: 'bundle-closed' });
}

const SET = 1_000;

/** One row of the trail for every report of a bundle. */
export async function recordEach(
  tx: Tx,
  actor: Actor,
  act: string,
  reportIds: readonly number[],
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  for (let start = 0; start < reportIds.length; start += SET)
    await recordMany(
      tx,
      reportIds.slice(start, start + SET).map((reportId) => ({
        actor,
        act,
        objectKind: 'report',
        objectIds: [reportId],
        outcome: 'done' as const,
        detail,
      })),
    );
}
