import { type Actor, actorRef } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { type ReportId, reportNumber } from '#core/ids.ts';
import { ok, type Result } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { RECEIVE_OLD_CASES, RECEIVE_REPORT } from '../domain/permissions.ts';
import { reportHeads } from '../queries/report-heads.ts';
import type { ReceiptOutcome, ReceiveDeps, Received } from '../received.ts';
import { insertLedger } from '../store/ledger.ts';
import { countRepeats } from '../store/notices.ts';
import { updateVersions } from '../store/receive.ts';
import { insertReceived } from '../store/received-tables.ts';
import { type Completing, completeReports } from './complete-reports.ts';
import { linkRepeatsFound, repeatsIn } from './keep-archives.ts';
import { type KnownBefore, lookUpKnown, receiptKeysOf, sha256Hex } from './known-before.ts';
import { isWholeMail, keepWays } from './known-mails.ts';
import { writeNotices } from './write-notices.ts';
import { type Placed, writeVersions } from './write-versions.ts';

/** A received report that is stored: under a new number, or as a new version of a known one. */
type Stored = Placed & { readonly number: string; readonly isNew: boolean; readonly duplicateOf: number | null };

/**
 * Stores a set of received reports (≤ 1,000) in one transaction: rows, custody, ledger, audit, outbox. Bytes imported before from
 * the same source are answered as `repeated`; a known CyberTip number with other bytes becomes a new version and changes no
 * disposition; an unreadable one is stored open, for the repair bench. Outcomes come in the order given.
 */
export async function receiveSet(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  received: readonly Received[],
): Promise<Result<readonly ReceiptOutcome[], NotPermitted>> {
  const allowed = await requirePermission(tx, actor, RECEIVE_REPORT);
  if (!allowed.ok) return allowed;
  return ok(await storeReceived(tx, deps, actor, received));
}

/** The same for a command that has asked for a permission of its own. */
export async function storeReceived(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  received: readonly Received[],
): Promise<readonly ReceiptOutcome[]> {
  const outcomes = new Map<Received, ReceiptOutcome>();
  let waiting = received;
  while (waiting.length > 0) {
    const round = firstOfEachKey(waiting);
    await receiveRound(tx, deps, actor, round, outcomes);
    waiting = waiting.filter((item) => !outcomes.has(item));
  }
  const inOrder = received.flatMap((item) => outcomes.get(item) ?? []);
  await linkRepeatsFound(tx, repeatsIn(received, inOrder));
  return inOrder;
}

/** Receives one report; otherwise as `receiveSet`. */
export async function receiveReport(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  received: Received,
): Promise<Result<ReceiptOutcome, NotPermitted>> {
  const outcomes = await receiveSet(tx, deps, actor, [received]);
  if (!outcomes.ok) return outcomes;
  const [outcome] = outcomes.value;
  if (!outcome) throw new Error('A received report has no outcome.');
  return ok(outcome);
}

/** Two items of one set may hold the same bytes or the same tip: the second waits until the first one is known. */
function firstOfEachKey(items: readonly Received[]): readonly Received[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const keys = receiptKeysOf(item);
    if (keys.some((key) => seen.has(key))) return false;
    for (const key of keys) seen.add(key);
    return true;
  });
}

async function receiveRound(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  round: readonly Received[],
  outcomes: Map<Received, ReceiptOutcome>,
): Promise<void> {
  const known = await lookUpKnown(tx, round);
  const completing: Completing[] = [];
  const fresh = round.filter((item) => {
    const repeated = repeatedBy(known, item);
    const tip = item.completes ? known.earlier(item) : undefined;
    if (repeated) {
      const { reportId, number, receivedAt } = repeated;
      outcomes.set(item, { outcome: 'repeated', reportId, number, receivedAt });
    }
    // The document is known; files beside it may be new.
    const completed = repeated ?? tip;
    // The mail of several reports is kept once, whichever ways it came.
    if (completed && item.media.length > 0 && !known.mails.has(item))
      completing.push({
        received: item,
        ...completed,
        firstReceivedAt: repeated?.receivedAt ?? null,
        isKnownRaw: repeated !== undefined,
      });
    return completed === undefined;
  });
  if (completing.length > 0)
    for (const [item, outcome] of await completeReports(tx, deps, actor, completing)) outcomes.set(item, outcome);
  await countRepeats(
    tx,
    [...known.notices.keys()].flatMap((item) => repeatedBy(known, item)?.reportId ?? []),
  );
  if (fresh.length > 0) await receiveFresh(tx, deps, actor, known, fresh, outcomes);
  await keepWays(tx, round, known.mails, outcomes);
}

/** Stores what was not known; each under a new number, or as a new version. */
async function receiveFresh(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  known: KnownBefore,
  fresh: readonly Received[],
  outcomes: Map<Received, ReceiptOutcome>,
): Promise<void> {
  const stored = await placeAll(tx, known, fresh);
  await writeReports(tx, actor, stored);
  await writeVersions(tx, deps, actor, stored);
  const asNotices = stored.flatMap((item) => ({ item, notice: known.notices.get(item.received) }));
  await writeNotices(tx, deps, asNotices);
  await tell(tx, deps, actor, stored);
  for (const { received, reportId, number, isNew } of stored) {
    const outcome = received.unreadable !== null ? 'unreadable' : isNew ? 'received' : 'new-version';
    const { advice = [] } = received.report;
    outcomes.set(received, { outcome, reportId, number, receivedAt: received.receivedAt, advice });
  }
}

/** The report this one repeats: the same notice, the same bytes, or the same mail by another way. */
function repeatedBy(known: KnownBefore, item: Received): Omit<ReceiptOutcome, 'outcome'> | undefined {
  const notice = known.notices.get(item);
  if (notice?.isRepeated && notice.known !== null) return notice.known;
  if (item.via !== 'import') return undefined;
  const bytes = known.imports.get(`${item.source} ${sha256Hex(item)}`);
  return bytes ?? (isWholeMail(item) ? known.mails.get(item) : undefined);
}

async function placeAll(tx: Tx, known: KnownBefore, fresh: readonly Received[]): Promise<readonly Stored[]> {
  const taken = await known.takeIds(tx, fresh);
  return fresh.map((received) => {
    const tip = known.earlier(received);
    const { newReportId, ...ids } = taken.next(received, tip === undefined);
    if (tip) {
      const { reportId, number, version } = tip;
      return { received, ...ids, reportId, number, version: version + 1, isNew: false, duplicateOf: null };
    }
    const number = reportNumber(yearAtTheCentre(received.receivedAt), newReportId as ReportId);
    const first = known.submissions.get(`${received.credentialId} ${sha256Hex(received)}`);
    const duplicateOf = first ?? known.notices.get(received)?.twin?.reportId ?? null;
    return { received, ...ids, reportId: newReportId, number, version: 1, isNew: true, duplicateOf };
  });
}

async function writeReports(tx: Tx, actor: Actor, stored: readonly Stored[]): Promise<void> {
  const isNew = stored.filter((item) => item.isNew);
  const amended = stored.filter((item) => !item.isNew);
  if (isNew.length > 0) {
    await insertReceived(tx, 'intake_report', isNew.map(reportRow));
    const entries = isNew.map(({ reportId, received }) => ({ reportId, from: 'outside' as const, to: received.state }));
    await insertLedger(tx, entries, { actor: actorRef(actor), at: movedAt(isNew) });
  }
  if (amended.length > 0) await updateVersions(tx, amended.map(reportRow));
}

function reportRow({ received, reportId, number, version, duplicateOf }: Stored) {
  const { report } = received;
  return {
    report_id: reportId,
    number,
    version,
    source: received.source,
    format: report.format,
    channel: received.channel,
    sender: received.sender ?? report.senderName ?? 'unknown',
    credential_id: received.credentialId,
    external_id: report.externalId,
    received_at: received.receivedAt,
    entered_at: received.enteredAt ?? null,
    last_change_at: received.receivedAt,
    state: received.state,
    reading: received.unreadable === null ? 'parsed' : 'unreadable',
    unreadable_reason: received.unreadable,
    sender_alarm: report.senderAlarm,
    finished_at: received.state === 'open' ? received.receivedAt : null,
    duplicate_of: duplicateOf,
    excluded: report.isTest ? 'test' : null,
  };
}

/** The ledger moves when a report is entered; an old case counts in the day of its original receipt all the same. */
function movedAt([first]: readonly Stored[]): Instant {
  return first?.received.enteredAt ?? (first?.received.receivedAt as Instant);
}

/**
 * Audit, queue and outbox. An unfinished report is shown at once only when its sender raises an alarm; its stages wait for the end.
 * A test goes no road at all: no queue of the desk, no clock, no link to a real person's report; tests have a list of their own.
 */
async function tell(tx: Tx, deps: ReceiveDeps, actor: Actor, stored: readonly Stored[]): Promise<void> {
  const idsOf = (wanted: (item: Stored) => boolean) => stored.filter(wanted).map((item) => item.reportId);
  const isAlarmed = (item: Stored) => item.received.report.senderAlarm !== null;
  const isOpen = (item: Stored) => item.received.state === 'open';
  await record(tx, {
    actor,
    act: RECEIVE_REPORT.name,
    objectKind: 'report',
    objectIds: stored.map((item) => item.reportId),
    outcome: 'done',
    detail: { received: idsOf((item) => item.isNew).length, newVersions: idsOf((item) => !item.isNew).length },
  });
  const old = idsOf((item) => item.received.enteredAt !== undefined);
  if (old.length > 0)
    await record(tx, { actor, act: RECEIVE_OLD_CASES.name, objectKind: 'report', objectIds: old, outcome: 'done' });
  const isReal = (item: Stored) => !item.received.report.isTest;
  // A new version is shown at once too: its sender's alarm lifts it before any stage has run.
  const shown = idsOf((item) => isReal(item) && (!item.isNew || isOpen(item) || isAlarmed(item)));
  if (shown.length > 0) await deps.onReceived(tx, await reportHeads(tx, shown));
  for (const [kind, about] of [
    ['report.received', (item: Stored) => item.isNew && isReal(item) && isOpen(item)],
    ['report.amended', (item: Stored) => !item.isNew && isReal(item)],
  ] as const) {
    await announce(tx, { kind, subjects: idsOf((item) => about(item) && isAlarmed(item)), urgency: 'urgent' });
    await announce(tx, { kind, subjects: idsOf((item) => about(item) && !isAlarmed(item)) });
  }
  const withPdf = idsOf((item) => item.received.media.some(({ relation }) => relation === 'tip-pdf'));
  await announce(tx, { kind: 'tip-pdf.received', subjects: withPdf });
}

const CENTRE_YEAR = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto', year: 'numeric' });

function yearAtTheCentre(at: Instant): number {
  return Number(CENTRE_YEAR.format(new Date(at)));
}
