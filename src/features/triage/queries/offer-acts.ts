import type { StaffActor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { mayAct, type Permission } from '#core/permission.ts';
import { say } from '#platform/i18n/say.ts';
import { holds } from '../domain/decision-rules.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { MESSAGES } from '../messages.ts';
import type { DecisionRecord } from '../store/decisions.ts';
import type { QueueRecord } from '../store/queue.ts';

/** An act as a button: allowed, or not and why. */
export interface OfferedAct {
  readonly name: string;
  readonly allowed: boolean;
  readonly reason: Bilingual | null;
}

type Claim = Pick<QueueRecord, 'state' | 'holder' | 'leaseUntil'>;

/** What this person may do with a row of the queue. */
export function offerRowActs(
  actor: StaffActor,
  row: Claim,
  holderName: string | null,
  now: Instant,
): readonly OfferedAct[] {
  const mine = holds(row, actor.staffId, now);
  const decided = row.state === 'decided' ? MESSAGES['already-decided'] : null;
  const heldByAnother = !mine && row.holder !== null && row.leaseUntil !== null && row.leaseUntil > now;
  const busy = heldByAnother ? heldWords(holderName ?? `staff:${row.holder}`, row.leaseUntil ?? now) : null;
  const notMine = mine ? null : MESSAGES['not-claimed'];
  return [
    offer('claim', actor, PERMISSIONS.claimReport, decided ?? busy),
    offer('release', actor, PERMISSIONS.claimReport, notMine),
    offer('decide', actor, PERMISSIONS.decideReport, decided ?? notMine),
    offer('change-urgency', actor, PERMISSIONS.changeUrgency, null),
  ];
}

/** What this person may do with one report, its decision included. */
export function offerReportActs(
  actor: StaffActor,
  row: Claim,
  holderName: string | null,
  decision: DecisionRecord | null,
  now: Instant,
): readonly OfferedAct[] {
  const undoRefused =
    decision === null ? MESSAGES.notDecided : undoable(decision, actor.staffId, now) ? null : MESSAGES['too-late'];
  return [
    ...offerRowActs(actor, row, holderName, now),
    offer('undo', actor, PERMISSIONS.decideReport, undoRefused),
    offer('judge-factor', actor, PERMISSIONS.judgeFactor, null),
  ];
}

/** Whether this person can still take this decision back. */
export function undoable(decision: DecisionRecord, staffId: number, now: Instant): boolean {
  return decision.decidedBy === staffId && decision.announcedAt === null && decision.effectiveAt > now;
}

/** Who holds it, until when, in both languages. */
export function heldWords(holder: string, until: Instant): Bilingual {
  const values = { holder, until: `${until.slice(0, 16).replace('T', ' ')} UTC` };
  return { en: say(MESSAGES.heldByAnother, 'en', values), fr: say(MESSAGES.heldByAnother, 'fr', values) };
}

function offer(name: string, actor: StaffActor, permission: Permission, refusal: Bilingual | null): OfferedAct {
  const reason = mayAct(actor, permission) ? refusal : MESSAGES['not-permitted'];
  return { name, allowed: reason === null, reason };
}
