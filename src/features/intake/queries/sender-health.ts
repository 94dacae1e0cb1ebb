import type { Clock } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type Hearing, hearingOf } from '../domain/silence.ts';
import { HEALTH_RULES } from '../door/rules.ts';
import { type SenderRow, selectSenders } from '../store/health.ts';

export type SenderHealth = Omit<SenderRow, 'observed'> & { readonly hearing: Hearing };

const ORDER = { silent: 0, heard: 1, 'too-few': 2 } as const satisfies Record<Hearing['kind'], number>;

/** How each sender is doing: when it was last heard, at what rate, how much of it was understood; the silent ones first. */
export async function senderHealth(
  q: Queryable,
  { clock }: { readonly clock: Clock },
): Promise<readonly SenderHealth[]> {
  const now = clock.now();
  const senders = await selectSenders(q, now, HEALTH_RULES.observedDays);
  return senders
    .map(({ observed, ...sender }) => ({
      ...sender,
      hearing: hearingOf({ lastSeenAt: sender.lastSeenAt, reports: observed }, HEALTH_RULES, now),
    }))
    .sort((a, b) => ORDER[a.hearing.kind] - ORDER[b.hearing.kind]);
}
