import type { Role, StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { lockPerson, updateDisabled } from '../store/people.ts';
import { endLinks, endSessionsOf } from '../store/sessions.ts';
import { type PeopleRefusal, recordOn } from './manage-people.ts';

/**
 * Shuts out a person of another organisation, with their sessions and their unused links. Only whoever has this outside role and no other:
 * nobody of the desk is reached this way. Whose colleague they are is the caller's to check in the same transaction.
 */
export async function endOutsider(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: StaffActor,
  outsider: { readonly staffId: number; readonly role: Extract<Role, 'provider' | 'recipient-agency'> },
): Promise<Result<null, PeopleRefusal>> {
  const person = await lockPerson(tx, outsider.staffId);
  const isOutside = person?.roles.length === 1 && person.roles[0] === outsider.role;
  if (!person || !isOutside || person.disabledAt !== null) return refuse({ kind: 'no-such-person' });
  const now = deps.clock.now();
  await updateDisabled(tx, person.staffId, now);
  await endLinks(tx, person.staffId, now);
  const sessions = await endSessionsOf(tx, person.staffId, now);
  await recordOn(tx, actor, 'disable-staff', person.staffId, { sessions });
  return ok(null);
}
