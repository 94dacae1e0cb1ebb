import type { Role, StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import { ok, type Result } from '#core/result.ts';
import { DAY_MS } from '#core/units.ts';
import { record } from '#features/audit';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { requirePermission } from '../commands/require-permission.ts';
import { MANAGE_PEOPLE, SEE_LOCK_OUTS } from '../domain/permissions.ts';
import { mayApprove } from '../domain/two-persons.ts';
import { findFailures, type LockedPair } from '../store/failures.ts';
import { findKeyStates, findPasskeys, type KeyState, type PasskeyRow } from '../store/keys.ts';
import { findEverybody } from '../store/people.ts';
import { findResetProposals, findRoleProposals } from '../store/people-proposals.ts';
import { findUnlinkedAccounts, type WorkAccountRow } from '../store/work-accounts.ts';
import type { NotPermitted } from '../types.ts';

interface Deps {
  readonly clock: Clock;
}

/** A passkey as its person and administrators see it. */
export type PasskeyEntry = Pick<PasskeyRow, 'passkeyId' | 'name' | 'rpId' | 'backedUp' | 'createdAt' | 'lastUsedAt'>;

export interface PersonEntry {
  readonly staffId: StaffId;
  readonly name: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly demo: boolean;
  readonly disabledAt: Instant | null;
  readonly liveSessions: number;
  readonly lastSeenAt: Instant | null;
  readonly passkeys: readonly PasskeyEntry[];
  readonly hasCodes: boolean;
  readonly workAccounts: number;
}

export interface ProposalEntry {
  readonly kind: 'roles' | 'reset';
  readonly id: number;
  readonly act: 'change-roles' | 'reset-keys' | 'link-work-account';
  readonly staffId: StaffId;
  readonly roles: readonly Role[];
  readonly proposedBy: StaffId;
  readonly proposedAt: Instant;
  readonly expiresAt: Instant;
  /** Whether the person who asks may approve it. */
  readonly mayApprove: boolean;
}

export interface People {
  readonly people: readonly PersonEntry[];
  readonly proposals: readonly ProposalEntry[];
  /** Proven by the identity service, linked to nobody here. */
  readonly unlinkedAccounts: readonly WorkAccountRow[];
}

const MAX_ACCOUNTS = 50;
const MAX_FAILURES_SHOWN = 100;

/** Everybody with their roles and keys, what waits for a second administrator, and accounts to link. */
export async function listPeople(tx: Tx, deps: Deps, actor: StaffActor): Promise<Result<People, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, MANAGE_PEOPLE);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  const everybody = await findEverybody(tx, now);
  const ids = everybody.map((person) => person.staffId);
  const states = new Map((await findKeyStates(tx, ids)).map((state) => [state.staffId, state]));
  const keys = await findPasskeys(tx, ids);
  const people = everybody.map((person) => ({
    ...person,
    passkeys: keys.filter((key) => key.staffId === person.staffId).map(entryOf),
    hasCodes: states.get(person.staffId)?.hasCodes ?? false,
    workAccounts: states.get(person.staffId)?.workAccounts ?? 0,
  }));
  const proposals = await proposalsFor(tx, actor, now);
  await record(tx, { actor, act: 'list-people', objectKind: 'staff', objectIds: ids, outcome: 'done' });
  return ok({ people, proposals, unlinkedAccounts: await findUnlinkedAccounts(tx, MAX_ACCOUNTS) });
}

async function proposalsFor(tx: Tx, actor: StaffActor, now: Instant): Promise<readonly ProposalEntry[]> {
  const roles = (await findRoleProposals(tx, now)).map((each) => ({
    ...each,
    kind: 'roles' as const,
    act: 'change-roles' as const,
  }));
  const resets = (await findResetProposals(tx, now)).map((each) => ({ ...each, kind: 'reset' as const, roles: [] }));
  return [...roles, ...resets].map(({ proposalId: id, ...each }) => ({
    ...each,
    id,
    mayApprove: mayApprove(actor.staffId, each),
  }));
}

/** What a person has to prove themselves with. */
export async function ownKeys(
  q: Queryable,
  staffId: StaffId,
): Promise<{ readonly passkeys: readonly PasskeyEntry[] } & Omit<KeyState, 'passkeys'>> {
  const [state] = await findKeyStates(q, [staffId]);
  const passkeys = (await findPasskeys(q, [staffId])).map(entryOf);
  const { hasCodes = false, codesUsedAt = null, workAccounts = 0 } = state ?? {};
  return { staffId, passkeys, hasCodes, codesUsedAt, workAccounts };
}

/** Failed sign-ins of the last day, newest first, for administrators and supervisors. */
export async function listLockOuts(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
): Promise<Result<readonly LockedPair[], NotPermitted>> {
  const allowed = await requirePermission(tx, actor, SEE_LOCK_OUTS);
  if (!allowed.ok) return allowed;
  await record(tx, { actor, act: 'list-lock-outs', objectKind: 'staff', objectIds: [], outcome: 'done' });
  return ok(await findFailures(tx, plusMs(deps.clock.now(), -DAY_MS), MAX_FAILURES_SHOWN));
}

/** Those of these people who can come back without a link. */
export async function whoCanReturn(q: Queryable, staffIds: readonly number[]): Promise<ReadonlySet<number>> {
  const states = await findKeyStates(q, staffIds);
  const able = states.filter((state) => state.passkeys > 0 || state.hasCodes || state.workAccounts > 0);
  return new Set(able.map((state) => state.staffId));
}

/** Whether anything tells who this is beside a one-time link. */
export async function hasEnrolled(q: Queryable, staffId: StaffId): Promise<boolean> {
  const keys = await ownKeys(q, staffId);
  return keys.passkeys.length > 0 || keys.hasCodes || keys.workAccounts > 0;
}

function entryOf({ passkeyId, name, rpId, backedUp, createdAt, lastUsedAt }: PasskeyRow): PasskeyEntry {
  return { passkeyId, name, rpId, backedUp, createdAt, lastUsedAt };
}
