import { type Actor, actorRef } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { ImportResult } from './arrival.ts';
import { DOOR_RULES } from './rules.ts';
import type { Ticket } from './spool.ts';

export type DoorName = 'imports' | 'notices' | 'referrals' | 'xarf' | 'hotline-reports';

/** What became of a document at a door. */
export type Entered = { readonly sha256: string; readonly receivedAt: Instant } & (
  | { readonly spooled: false; readonly result: ImportResult; readonly ticket: Ticket | null }
  | { readonly spooled: true; readonly ticket: Ticket }
);

/** What the sender is told. A document that waits has a ticket, and no number yet. */
export function receiptOf(door: DoorName, actor: Actor, entered: Entered): unknown {
  return door === 'notices' ? noticeReceipt(actor, entered) : documentReceipt(entered);
}

/** The statutory items (SOR/2011-292, s.3(c)): incident number, the provider's name and identifier, date and time; and our digest. */
function noticeReceipt(actor: Actor, entered: Entered) {
  const first = entered.spooled ? undefined : entered.result.items[0];
  const ours = actor.kind === 'token' ? actor.name : actorRef(actor);
  return {
    incidentNumber: first?.report ?? entered.ticket,
    provider: { name: first?.sender ?? ours, id: actorRef(actor) },
    receivedAt: first?.receivedAt ?? entered.receivedAt,
    sha256: entered.sha256,
    outcome: first?.outcome ?? 'waiting',
    reason: first?.reason ?? null,
    missing: first?.missing ?? [],
    spooled: entered.spooled,
    ticket: entered.ticket,
  };
}

function documentReceipt(entered: Entered) {
  const { sha256, receivedAt, ticket, spooled } = entered;
  const none = { received: 0, repeated: 0, newVersions: 0, unreadable: 0, items: [] };
  const { items, ...counts } = entered.spooled ? none : entered.result;
  const { mostListed } = DOOR_RULES.receipt;
  return {
    ...counts,
    receipts: items.slice(0, mostListed).map((item) => ({
      report: item.report,
      outcome: item.outcome,
      receivedAt: item.receivedAt,
      sha256: item.sha256,
      reason: item.reason,
    })),
    notListed: Math.max(0, items.length - mostListed),
    sha256,
    receivedAt,
    spooled,
    ticket,
  };
}
