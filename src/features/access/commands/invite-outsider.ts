import type { Role, StaffActor } from '#core/actor.ts';
import { type Clock, plusMs } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { DAY_MS } from '#core/units.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { digestOf, newSecret } from '../secrets.ts';
import { findKeyStates } from '../store/keys.ts';
import { insertStaff, lockPerson } from '../store/people.ts';
import { endLinks, insertLink } from '../store/sessions.ts';
import { type PeopleRefusal, recordOn } from './manage-people.ts';
import type { SignInLink } from './sign-in.ts';

/** An invitation travels to another organisation and is opened there: a working day each way. */
const INVITATION_MS = 2 * DAY_MS;

/**
 * Makes a person of another organisation with one outside role, and the link they come by. Who may do so, and whom they belong to, is
 * the caller's to check in the same transaction. Refuses `name-taken`.
 */
export async function inviteOutsider(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: StaffActor,
  wanted: {
    readonly name: string;
    readonly language: Language;
    readonly role: Extract<Role, 'provider' | 'recipient-agency'>;
  },
): Promise<Result<SignInLink & { readonly staffId: StaffId }, PeopleRefusal>> {
  const { name, language, role } = wanted;
  const made = await insertStaff(tx, { name, language, roles: [role], demo: false }, deps.clock.now());
  if (!made.isNew) return refuse({ kind: 'name-taken' });
  await recordOn(tx, actor, 'create-staff', made.staffId, { roles: [role] });
  return ok({ ...(await freshInvitation(tx, deps, actor, made.staffId)), staffId: made.staffId });
}

/**
 * A fresh link for an invited person who has no key yet; refuses `has-keys` and `no-such-person`, as for everybody. Only for whoever has
 * this outside role and no other: nobody of the desk is entered this way.
 */
export async function inviteAgain(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: StaffActor,
  outsider: { readonly staffId: number; readonly role: Extract<Role, 'provider' | 'recipient-agency'> },
): Promise<Result<SignInLink, PeopleRefusal>> {
  const person = await lockPerson(tx, outsider.staffId);
  const isOutside = person?.roles.length === 1 && person.roles[0] === outsider.role;
  if (!person || !isOutside || person.disabledAt !== null) return refuse({ kind: 'no-such-person' });
  const [state] = await findKeyStates(tx, [person.staffId]);
  if (state && (state.passkeys > 0 || state.hasCodes || state.workAccounts > 0)) return refuse({ kind: 'has-keys' });
  return ok(await freshInvitation(tx, deps, actor, person.staffId));
}

async function freshInvitation(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: StaffActor,
  staffId: StaffId,
): Promise<SignInLink> {
  const [code, at] = [newSecret(), deps.clock.now()];
  const until = plusMs(at, INVITATION_MS);
  await endLinks(tx, staffId, at);
  await insertLink(tx, { codeSha256: digestOf(code), staffId, kind: 'enrolment', issuedBy: actor.staffId, at, until });
  await recordOn(tx, actor, 'issue-enrolment-link', staffId);
  return { code, expiresAt: until };
}
