import type { StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { MANAGE_PEOPLE } from '../domain/permissions.ts';
import { LINK_MS } from '../domain/session-standing.ts';
import { digestOf, newSecret } from '../secrets.ts';
import { findKeyStates, removeAllKeys } from '../store/keys.ts';
import { lockPerson } from '../store/people.ts';
import { insertResetProposal } from '../store/people-proposals.ts';
import { endLinks, endSessionsOf, insertLink } from '../store/sessions.ts';
import { findUnlinkedAccount, linkAccount } from '../store/work-accounts.ts';
import type { NotPermitted } from '../types.ts';
import { type PeopleRefusal, PROPOSAL_MS, recordOn, type Standing } from './manage-people.ts';
import { requirePermission } from './require-permission.ts';
import type { SignInLink } from './sign-in.ts';

interface Deps {
  readonly clock: Clock;
}

/**
 * Makes a fresh link for a person who has nothing to prove themselves with. Whoever has a key is not given a link: their keys are reset
 * first, by two administrators, or an administrator could become anybody.
 */
export async function issueEnrolmentLink(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
): Promise<Result<SignInLink, NotPermitted | PeopleRefusal>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE, [staffId]);
  if (!allowed.ok) return allowed;
  const person = await lockPerson(tx, staffId);
  if (!person || person.disabledAt !== null) return refuse({ kind: 'no-such-person' });
  if (await hasKeys(tx, person.staffId)) return refuse({ kind: 'has-keys' });
  return ok(await freshLink(tx, actor, person.staffId, deps.clock.now()));
}

/** Proposes to take every key from a person, so that they can enrol anew. Nothing changes until a second administrator agrees. */
export async function proposeReset(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
): Promise<Result<Standing, NotPermitted | PeopleRefusal>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE, [staffId]);
  if (!allowed.ok) return allowed;
  const person = await lockPerson(tx, staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  await insertProposal(
    tx,
    actor,
    { staffId: person.staffId, act: 'reset-keys', workAccountId: null },
    deps.clock.now(),
  );
  return ok({ standing: 'proposed' });
}

/** The act itself, by two: no key, code, work account, link or session is left; the answer is the way back in, shown once. */
export async function resetKeys(
  tx: Tx,
  deps: Deps,
  act: { readonly staffId: number; readonly proposedBy: StaffId; readonly approvedBy: StaffActor },
): Promise<Result<SignInLink, PeopleRefusal>> {
  const person = await lockPerson(tx, act.staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  const now = deps.clock.now();
  await removeAllKeys(tx, person.staffId, now);
  const sessions = await endSessionsOf(tx, person.staffId, now);
  await recordOn(tx, act.approvedBy, 'reset-keys', person.staffId, { sessions, proposedBy: act.proposedBy });
  return ok(await freshLink(tx, act.approvedBy, person.staffId, now));
}

/**
 * Says whose work account this is. For a person who has keys, or administers, that is one more way in: it waits for a second
 * administrator.
 */
export async function linkWorkAccount(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  staffId: number,
  workAccountId: number,
): Promise<Result<Standing, NotPermitted | PeopleRefusal>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE, [staffId]);
  if (!allowed.ok) return allowed;
  const person = await lockPerson(tx, staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  if (!(await findUnlinkedAccount(tx, workAccountId))) return refuse({ kind: 'no-such-account' });
  const now = deps.clock.now();
  if (!person.roles.includes('administrator') && !(await hasKeys(tx, person.staffId))) {
    return bindWorkAccount(tx, deps, { staffId, workAccountId, by: actor, proposedBy: null });
  }
  await insertProposal(tx, actor, { staffId: person.staffId, act: 'link-work-account', workAccountId }, now);
  return ok({ standing: 'proposed' });
}

/** The act itself; `proposedBy` is the other administrator where two are needed. */
export async function bindWorkAccount(
  tx: Tx,
  deps: Deps,
  act: {
    readonly staffId: number;
    readonly workAccountId: number;
    readonly by: StaffActor;
    readonly proposedBy: StaffId | null;
  },
): Promise<Result<Standing, PeopleRefusal>> {
  const person = await lockPerson(tx, act.staffId);
  if (!person) return refuse({ kind: 'no-such-person' });
  const now = deps.clock.now();
  if (!(await linkAccount(tx, act.workAccountId, person.staffId, now))) return refuse({ kind: 'no-such-account' });
  await endLinks(tx, person.staffId, now);
  const { workAccountId: workAccount, proposedBy } = act;
  const proposer = proposedBy === null ? {} : { proposedBy };
  await recordOn(tx, act.by, 'link-work-account', person.staffId, { workAccount, ...proposer });
  return ok({ standing: 'done' });
}

async function freshLink(tx: Tx, actor: StaffActor, staffId: StaffId, at: Instant): Promise<SignInLink> {
  const code = newSecret();
  const until = plusMs(at, LINK_MS);
  await endLinks(tx, staffId, at);
  await insertLink(tx, {
    codeSha256: digestOf(code),
    staffId,
    kind: 'enrolment',
    issuedBy: actor.staffId,
    at,
    until,
  });
  await recordOn(tx, actor, 'issue-enrolment-link', staffId);
  return { code, expiresAt: until };
}

async function insertProposal(
  tx: Tx,
  actor: StaffActor,
  about: {
    readonly staffId: StaffId;
    readonly act: 'reset-keys' | 'link-work-account';
    readonly workAccountId: number | null;
  },
  now: Instant,
): Promise<void> {
  const expiresAt = plusMs(now, PROPOSAL_MS);
  const proposal = await insertResetProposal(tx, { ...about, proposedBy: actor.staffId, proposedAt: now, expiresAt });
  await recordOn(tx, actor, `propose-${about.act}`, about.staffId, { proposal });
}

async function hasKeys(tx: Tx, staffId: StaffId): Promise<boolean> {
  const [state] = await findKeyStates(tx, [staffId]);
  return state !== undefined && (state.passkeys > 0 || state.hasCodes || state.workAccounts > 0);
}
