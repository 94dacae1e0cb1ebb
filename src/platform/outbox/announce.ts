import type { Tx } from '#platform/postgres/transaction.ts';

/** Everything one part of Vigie may tell the others. `<noun>.<past participle>`. */
export const EVENT_KINDS = [
  'report.received',
  'report.amended',
  'tip-pdf.received',
  'clock.started',
  'report.clocked',
  'report.matched',
  'report.linked',
  'report.triaged',
  'report.held',
  'report.decided',
  'report.reopened',
  'report.routed',
  'package.drafted',
  'package.submitted',
  'package.sealed',
  'package.released',
  'package.delivered',
  'package.acknowledged',
  'access.break-glass-opened',
  'access.break-glass-overdue',
  'audit.checkpoint-signed',
  'audit.witness-overdue',
  'vault.object-expunged',
  'package.retracted',
  'package.sent-wrongly',
  'access.break-glass-misused',
  'urgent-notice.misused',
  'report.expunged',
  'expunge.completed',
  'urgent-notice.released',
  'urgent-notice.left-alone',
  'urgent-notice.review-overdue',
  'audit.tamper-found',
  'vault.object-damaged',
  'incident.opened',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What an event is about: ids of one kind of thing. One arrival is a set of one; bulk sets hold at most 1,000. */
export interface OutboxEvent {
  readonly kind: EventKind;
  readonly subjects: readonly number[];
  /** Urgent work is picked up first. @default 'normal' */
  readonly urgency?: 'urgent' | 'normal';
}

// graphile-worker runs lower numbers first.
const PRIORITY = { urgent: -10, normal: 0 } as const;

/** An event that was written, and whose listeners are still to be seen to. */
export interface WrittenEvent extends OutboxEvent {
  readonly eventId: number;
}

const relays = new WeakMap<Tx, WrittenEvent[]>();

/** Runs `act`; the events it announces in this transaction are written, and handed over instead of queued. */
export async function relaying(tx: Tx, act: () => Promise<void>): Promise<readonly WrittenEvent[]> {
  const written: WrittenEvent[] = [];
  relays.set(tx, written);
  try {
    await act();
  } finally {
    relays.delete(tx);
  }
  return written;
}

/** Queues one listener of a written event. */
export async function queueListener(tx: Tx, event: WrittenEvent, stage: string): Promise<void> {
  await tx.query('select outbox_queue_stage($1, $2, $3::bigint[], $4)', [
    stage,
    event.eventId,
    event.subjects,
    PRIORITY[event.urgency ?? 'normal'],
  ]);
}

async function queueListeners(tx: Tx, event: WrittenEvent): Promise<void> {
  await tx.query(
    `select outbox_queue_stage(stage, $2, $3::bigint[], $4) from outbox_subscription where event_kind = $1`,
    [event.kind, event.eventId, event.subjects, PRIORITY[event.urgency ?? 'normal']],
  );
}

/**
 * Writes the event and one job per listening stage in the caller's transaction: both happen or neither.
 * Listeners are rows of `outbox_subscription` (written by the pipeline at start), so any process may announce.
 */
export async function announce(tx: Tx, event: OutboxEvent): Promise<void> {
  if (event.subjects.length === 0) return;
  const written = { ...event, eventId: await writeEvent(tx, event) };
  const relay = relays.get(tx);
  if (relay === undefined) await queueListeners(tx, written);
  else relay.push(written);
}

async function writeEvent(tx: Tx, { kind, subjects }: OutboxEvent): Promise<number> {
  const [row] = await tx.query<{ eventId: number }>(
    `insert into outbox_event (kind, subjects, span) values ($1, $2, int8range($3, $4, '[]'))
     returning event_id as "eventId"`,
    [kind, subjects, Math.min(...subjects), Math.max(...subjects)],
  );
  if (!row) throw new Error('An event was written without a number.');
  return row.eventId;
}
