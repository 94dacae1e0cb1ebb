import type { Tx } from '#platform/postgres/transaction.ts';

/** Everything one part of Vigie may tell the others. `<noun>.<past participle>`. */
export const EVENT_KINDS = [
  'report.received',
  'report.amended',
  'clock.started',
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

/**
 * Writes the event and one job per listening stage in the caller's transaction: both happen or neither.
 * Listeners are rows of `outbox_subscription` (written by the pipeline at start), so any process may announce.
 */
export async function announce(tx: Tx, event: OutboxEvent): Promise<void> {
  if (event.subjects.length === 0) return;
  await tx.query(
    `with written as (
       insert into outbox_event (kind, subjects, span)
       values ($1, $2, int8range($3, $4, '[]'))
       returning event_id
     )
     select outbox_queue_stage(subscription.stage, written.event_id, $2::bigint[], $5)
     from written
     join outbox_subscription subscription on subscription.event_kind = $1`,
    [
      event.kind,
      event.subjects,
      Math.min(...event.subjects),
      Math.max(...event.subjects),
      PRIORITY[event.urgency ?? 'normal'],
    ],
  );
}
