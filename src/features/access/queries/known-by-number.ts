import type { StaffActor } from '#core/actor.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { findHidden, findStanding } from '../store/walls.ts';

/**
 * The id behind a number, for somebody who asks about the thing and not for it (the trail does): null when there is none, and alike when
 * it lies in a compartment this person is not in.
 */
export async function knownByNumber(
  q: Queryable,
  person: StaffActor,
  kind: 'report' | 'package',
  number: string,
): Promise<number | null> {
  const id = await findStanding(q, kind, number);
  if (id === null) return null;
  return (await findHidden(q, person.staffId, kind, [id])).length > 0 ? null : id;
}
