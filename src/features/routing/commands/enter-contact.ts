import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import {
  type NotPermitted,
  type ProposeRefusal,
  proposeAct,
  requirePermission,
  type SecondPersonMissing,
  spendApproval,
} from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { isForeign } from '../domain/foreign-contact.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { selectAgencies, updateContact } from '../store/agencies.ts';

/** A service's duty line as it is to be entered; null: it has none, and that is verified. */
export interface Contact {
  readonly code: string;
  readonly dutyLine: string | null;
}

type UnknownAgency = { readonly kind: 'unknown-agency' };
export type ContactRefusal = NotPermitted | UnknownAgency | SecondPersonMissing;

/**
 * Enters a service's duty line as verified today; from then on its contact counts as confirmed. A contact abroad is entered
 * only after another person approved exactly this line (`second-person-missing`).
 */
export async function enterContact(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  contact: Contact,
): Promise<Result<{ readonly code: string }, ContactRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.enterContact);
  if (!allowed.ok) return allowed;
  const { code, dutyLine } = contact;
  const [agency] = await selectAgencies(tx, [code]);
  if (!agency) return refuse({ kind: 'unknown-agency' });
  const spent = isForeign(agency) ? await spendApproval(tx, deps, actor, contactAct(contact)) : null;
  if (spent?.ok === false) return spent;
  await updateContact(tx, code, { dutyLine, verifiedOn: deps.clock.now().slice(0, 10) });
  const act = PERMISSIONS.enterContact.name;
  const detail = spent === null ? { code } : { code, proposalId: spent.value.proposalId };
  await record(tx, { actor, act, objectKind: 'agency', objectIds: [], outcome: 'done', detail });
  return ok({ code });
}

/** Puts a contact abroad before a second person. */
export async function proposeContact(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  contact: Contact & { readonly reason: string },
): Promise<Result<{ readonly proposalId: number }, ProposeRefusal | UnknownAgency>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.enterContact);
  if (!allowed.ok) return allowed;
  if ((await selectAgencies(tx, [contact.code])).length === 0) return refuse({ kind: 'unknown-agency' });
  const proposed = await proposeAct(tx, deps, actor, { ...contactAct(contact), reason: contact.reason });
  return proposed.ok ? ok({ proposalId: proposed.value.proposalId }) : proposed;
}

function contactAct({ code, dutyLine }: Contact) {
  return { kind: 'foreign-contact', target: code, content: { agency: code, dutyLine } } as const;
}
