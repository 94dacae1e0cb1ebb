import type { Role, StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { ensureStaff } from './commands/ensure-staff.ts';
import { issueSignInLink, signIn } from './commands/sign-in.ts';
import { SESSION_COOKIE } from './domain/session-cookie.ts';

/** A member of the staff with these roles, without a row behind: enough wherever only roles are asked. */
export function aStaffActor(change: Partial<StaffActor> = {}): StaffActor {
  return {
    kind: 'staff',
    staffId: 1 as StaffId,
    name: 'Test person',
    roles: ['triage-investigator'],
    language: 'en',
    ...change,
  };
}

/** A person with a row, and the headers of their signed-in browser. */
export async function signedInAs(
  db: Db,
  deps: { readonly clock: Clock },
  person: { readonly name: string; readonly roles: readonly Role[]; readonly demo?: boolean },
): Promise<{
  readonly actor: StaffActor;
  readonly headers: { readonly cookie: string; readonly 'x-csrf-token': string };
}> {
  return inTransaction(db, async (tx) => {
    const { name, roles, demo = false } = person;
    const staffId = await ensureStaff(tx, deps, { name, roles, language: 'en', demo });
    const signedIn = await signIn(tx, deps, (await issueSignInLink(tx, deps, staffId)).code);
    if (!signedIn.ok) throw new Error('A fresh sign-in link was refused.');
    // Freshly proven, so that a test of an act is not one of its proof.
    await tx.query('update access_session set stepped_up_at = $2 where staff_id = $1', [staffId, deps.clock.now()]);
    const { token, session } = signedIn.value;
    const headers = { cookie: `${SESSION_COOKIE}=${token}`, 'x-csrf-token': session.csrfToken };
    return { actor: session.actor, headers };
  });
}
