import { type Actor, actorRef } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { ADVICE_WORDS } from '../advice-words.ts';
import type { NoticeReceipt } from '../domain/notice-receipt.ts';
import type { DoorName, ImportResult, Ticket } from './arrival.ts';
import { DOOR_RULES } from './rules.ts';

/** What became of a document at a door. */
export type Entered = { readonly sha256: string; readonly receivedAt: Instant } & (
  | { readonly spooled: false; readonly result: ImportResult; readonly ticket: Ticket | null }
  | { readonly spooled: true; readonly ticket: Ticket }
);

/** What the sender is told. A document that waits has a ticket, and no number yet. `kept`: the receipt of the notice it was, if it was one. */
export function receiptOf(door: DoorName, actor: Actor, entered: Entered, kept: NoticeReceipt | null): unknown {
  return door === 'notices' ? noticeReceipt(actor, entered, kept) : documentReceipt(entered);
}

/** The report a notice's receipt is looked up by; null for what waits or could not be read. */
export function noticeIn(door: DoorName, entered: Entered): string | null {
  return door !== 'notices' || entered.spooled ? null : (entered.result.items[0]?.report ?? null);
}

/**
 * The statutory items (SOR/2011-292, s.3(c)): incident number, the provider's name and identifier, date and time; and our digest. Of a
 * notice they are those of its kept receipt, which stands beside them in full: the same one the portal prints.
 */
function noticeReceipt(actor: Actor, entered: Entered, kept: NoticeReceipt | null) {
  const first = entered.spooled ? undefined : entered.result.items[0];
  const ours = actor.kind === 'token' ? actor.name : actorRef(actor);
  return {
    incidentNumber: first?.report ?? entered.ticket,
    provider: kept?.provider ?? { name: first?.sender ?? ours, id: actorRef(actor) },
    receivedAt: kept?.receivedAt ?? first?.receivedAt ?? entered.receivedAt,
    sha256: entered.sha256,
    outcome: first?.outcome ?? 'waiting',
    reason: first?.reason ?? null,
    missing: first?.missing ?? [],
    spooled: entered.spooled,
    ticket: entered.ticket,
    receipt: kept,
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
      advice: item.advice.map((code) => ({ code, words: ADVICE_WORDS[code] })),
    })),
    notListed: Math.max(0, items.length - mostListed),
    sha256,
    receivedAt,
    spooled,
    ticket,
  };
}
