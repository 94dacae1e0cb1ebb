import type { StaffActor } from '#core/actor.ts';
import { type Instant, systemClock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Source, Urgency } from '#core/vocabulary.ts';
import { staffByIds } from '#features/access';
import { reportHeads } from '#features/intake';
import type { ReportHead } from '#features/intake/types';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { ORDER_RULE } from '../domain/order-queue.ts';
import type { QueueView } from '../domain/queue-view.ts';
import { levelOf, urgencyOf } from '../domain/urgency-level.ts';
import { TRIAGE_RULES } from '../rule-book.ts';
import { countQueue, findPage, type PageKey } from '../store/pages.ts';
import type { QueueRecord } from '../store/queue.ts';
import { bundlesOfRows, type EarlierBundle } from './bundles-of-rows.ts';
import { type OfferedAct, offerRowActs } from './offer-acts.ts';

/** Which part of the queue; without an actor no acts are offered and nothing is "mine". */
export interface QueueFilter {
  readonly view: QueueView;
  readonly urgency?: Urgency | null;
  readonly source?: Source | null;
  /** `next` of the page before. */
  readonly after?: string | null;
  /** @default 50 */
  readonly limit?: number;
  readonly actor?: StaffActor;
  /** @default now */
  readonly asOf?: Instant;
}

export interface QueueItem {
  readonly report: string;
  readonly receivedAt: Instant;
  readonly source: Source;
  readonly sender: string;
  readonly urgency: Urgency;
  readonly level: number;
  readonly provisional: boolean;
  readonly danger: number | null;
  readonly completeness: number | null;
  readonly leading: readonly { readonly code: string; readonly words: Bilingual }[];
  readonly place: QueueRecord['placeHint'];
  readonly dueAt: Instant;
  readonly diesAt: Instant | null;
  readonly holder: { readonly id: number; readonly name: string } | null;
  readonly leaseUntil: Instant | null;
  readonly mine: boolean;
  readonly subject: string | null;
  readonly halfDoneBy: string | null;
  readonly reawakened: string | null;
  readonly reading: string;
  readonly senderAlarm: string | null;
  /** Set on the row that stands for a bundle. */
  readonly bundle: {
    readonly number: string;
    readonly together: number;
    readonly apart: number;
  } | null;
  /** A bundle like this report was decided before it came: how, as a proposal. */
  readonly decidedLike: EarlierBundle | null;
  readonly actions: readonly OfferedAct[];
}

export interface QueuePage {
  readonly items: readonly QueueItem[];
  readonly next: string | null;
  readonly orderRule: Bilingual;
  readonly counts: {
    readonly open: number;
    readonly imminent: number;
    readonly imminentOutsideFilter: number;
    readonly diesToday: number;
    readonly mine: number;
  };
  readonly asOf: Instant;
}

const NOBODY = 0;

/** One page of the queue by key, with the counts of the strip above it; the same few queries however long the queue. */
export async function queuePage(q: Queryable, filter: QueueFilter): Promise<Result<QueuePage, UnknownAfter>> {
  const after = typeof filter.after === 'string' ? readKey(filter.after) : null;
  if (typeof filter.after === 'string' && after === null) return refuse({ kind: 'unknown-after' });
  const limit = filter.limit ?? 50;
  const now = filter.asOf ?? systemClock.now();
  const asked = {
    view: filter.view,
    level: filter.urgency ? levelOf(filter.urgency) : null,
    source: filter.source ?? null,
    staffId: filter.actor?.staffId ?? NOBODY,
    now,
  };
  const rows = await findPage(q, { ...asked, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const { open, imminent, imminentInFilter, diesToday, mine } = await countQueue(q, asked);
  const last = shown.at(-1);
  return ok({
    items: await present(q, shown, now, filter.actor ?? null),
    next: rows.length > limit && last ? writeKey(last, filter.view) : null,
    orderRule: ORDER_RULE,
    counts: { open, imminent, imminentOutsideFilter: imminent - imminentInFilter, diesToday, mine },
    asOf: now,
  });
}

/** The words of a danger factor; its code where no rule version in this build knows it. */
export function factorWords(code: string): Bilingual {
  return TRIAGE_RULES.danger.find((rule) => rule.code === code)?.words ?? { en: code, fr: code };
}

async function present(q: Queryable, rows: readonly QueueRecord[], now: Instant, actor: StaffActor | null) {
  const heads = await reportHeads(
    q,
    rows.map((row) => row.reportId),
  );
  const headOf = new Map(heads.map((head): [number, ReportHead] => [head.reportId, head]));
  const people = await staffByIds(q, [
    ...new Set(rows.flatMap((row) => [row.holder, halfDoneId(row, now)].filter((id) => id !== null))),
  ]);
  const nameOf = new Map(people.map((person): [number, string] => [person.staffId, person.name]));
  const bundles = await bundlesOfRows(q, rows);
  return rows.flatMap((row) => {
    const head = headOf.get(row.reportId);
    return head ? [{ ...item(row, head, nameOf, now, actor), ...bundles(row) }] : [];
  });
}

function item(
  row: QueueRecord,
  head: ReportHead,
  nameOf: ReadonlyMap<number, string>,
  now: Instant,
  actor: StaffActor | null,
): Omit<QueueItem, 'bundle' | 'decidedLike'> {
  const { level, provisional, danger, completeness, dueAt, diesAt, receivedAt, source } = row;
  const holder = liveHolder(row, now);
  const name = (id: number) => nameOf.get(id) ?? `staff:${id}`;
  const halfDone = halfDoneId(row, now);
  return {
    report: head.number,
    receivedAt,
    source,
    sender: head.sender,
    urgency: urgencyOf(level),
    level,
    provisional,
    danger,
    completeness,
    leading: row.leadingFactors.map((code) => ({ code, words: factorWords(code) })),
    place: row.placeHint,
    dueAt,
    diesAt,
    holder: holder === null ? null : { id: holder, name: name(holder) },
    leaseUntil: holder === null ? null : row.leaseUntil,
    mine: holder !== null && holder === actor?.staffId,
    subject: row.subjectId === null ? null : `S-${row.subjectId}`,
    halfDoneBy: halfDone === null ? null : name(halfDone),
    reawakened: row.reawakenedReason,
    reading: head.reading,
    senderAlarm: head.senderAlarm,
    actions: actor ? offerRowActs(actor, row, holder === null ? null : name(holder), now) : [],
  };
}

/** A lease that ran out holds nothing, even before it was swept. */
function liveHolder(row: QueueRecord, now: Instant): number | null {
  return row.leaseUntil !== null && row.leaseUntil > now ? row.holder : null;
}

function halfDoneId(row: QueueRecord, now: Instant): number | null {
  if (row.holder !== null && liveHolder(row, now) === null) return row.holder;
  const match = /^staff:(\d+)$/.exec(row.halfDoneBy ?? '');
  return match ? Number(match[1]) : null;
}

function writeKey(row: QueueRecord, view: QueueView): string {
  const at = view === 'dies-first' ? (row.diesAt ?? row.dueAt) : row.dueAt;
  return Buffer.from(JSON.stringify([row.level, at, row.reportId])).toString('base64url');
}

/** A key is a place in the order, whether or not that row still waits; null for a text that no page ever gave. */
function readKey(after: string): PageKey | null {
  const match = /^\[(\d),"(\d{4}-[\dT:.-]+Z)",(\d{1,15})\]$/.exec(Buffer.from(after, 'base64url').toString('utf8'));
  if (!match) return null;
  const [, level, at = '', reportId] = match;
  const read = new Date(at);
  // A day the calendar does not have is read as another day.
  if (Number.isNaN(read.getTime()) || !at.startsWith(read.toISOString().slice(0, 10))) return null;
  return { level: Number(level), at: at as Instant, reportId: Number(reportId) };
}
