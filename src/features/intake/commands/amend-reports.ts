import { type Actor, actorRef } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { keepObjects } from '#features/vault';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { ReceiveDeps, Received } from '../received.ts';
import { insertReceived } from '../store/received-tables.ts';
import { insertRepairs, markRead, type RepairRow, type UnreadRow } from '../store/repair.ts';
import type { SubmittedReport } from '../types.ts';
import { takeIdsFor } from './known-before.ts';
import { lookUpNotices } from './known-notices.ts';
import { type PreparedRaw, rawRowOf } from './prepare-raw.ts';
import { addReportRows, noRows, type ReceiptIds } from './receipt-rows.ts';
import { writeNotices } from './write-notices.ts';

/** A report that was not understood, and what it is now read as. */
export interface Amendment {
  readonly row: UnreadRow;
  readonly report: SubmittedReport;
  /** Further bytes to be kept: a repaired text, or the one record of a document that had several; null: those received. */
  readonly raw: PreparedRaw | null;
  readonly repair: Omit<RepairRow, 'reportId' | 'rawId'>;
}

/**
 * Makes what is now understood the next version of the same reports: never a new report, never counted twice. The bytes received
 * stay; dispositions stay. What had gone to the stages unread goes again as amended; what its sender never finished waits for that.
 */
export async function amendReports(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  amendments: readonly Amendment[],
): Promise<void> {
  if (amendments.length === 0) return;
  const at = deps.clock.now();
  const received = amendments.map(({ row, report }) => asReceived(row, report, at));
  const taken = await takeIdsFor(() => false)(tx, received);
  const rows = noRows();
  const placed = amendments.map((one, index) => {
    const { newReportId: _, rawId, ...ids } = taken.next(received[index] as Received, false);
    const version = one.row.version + 1;
    const newRawId = one.raw === null ? null : rawId;
    const key = { ...ids, reportId: one.row.reportId, version, rawId: newRawId ?? one.row.rawId };
    addReportRows(rows, received[index] as Received, key);
    return { ...one, version, newRawId, key };
  });
  const withRaw = placed.flatMap(({ row: { reportId, source }, raw, newRawId }) =>
    raw === null || newRawId === null ? [] : [{ raw, reportId, about: { rawId: newRawId, reportId, source, at } }],
  );
  const inVault = withRaw.flatMap(({ raw, reportId }) =>
    raw.raw.stored === null ? [] : [{ stored: raw.raw.stored, reportId }],
  );
  const objectIds = [...(await keepObjects(tx, deps, inVault, { act: 'received', actor }))];
  const kept = withRaw.map(({ raw, about }) =>
    rawRowOf(raw, raw.raw.stored === null ? null : (objectIds.shift() ?? null), about),
  );
  await insertReceived(tx, 'intake_raw', kept);
  for (const table of Object.keys(rows) as (keyof typeof rows)[]) await insertReceived(tx, table, rows[table]);
  await markRead(tx, placed.map(headRow), at);
  await insertRepairs(
    tx,
    placed.map(({ row, newRawId, repair }) => ({ ...repair, reportId: row.reportId, rawId: newRawId })),
    { actor: actorRef(actor), at },
  );
  await becomeNotices(tx, deps, placed);
  await tell(tx, amendments);
}

/** A notice that was not understood at first is one from its receipt on. One that came otherwise meanwhile stays the notice it is. */
async function becomeNotices(
  tx: Tx,
  deps: ReceiveDeps,
  placed: readonly (Amendment & { readonly key: ReceiptIds })[],
): Promise<void> {
  const items = placed.map(({ row, report, raw, key }) => {
    const bytes = raw?.raw ?? { ...NO_RAW, sha256: row.sha256 };
    return { ...key, received: { ...asReceived(row, report, row.receivedAt), raw: bytes } };
  });
  const notices = await lookUpNotices(
    tx,
    items.map(({ received }) => received),
  );
  const fresh = items.flatMap((item) => {
    const notice = notices.get(item.received);
    return notice === undefined || notice.known !== null ? [] : [{ item, notice }];
  });
  await writeNotices(tx, deps, fresh);
}

const NO_RAW = {
  sha256: Buffer.alloc(0),
  sizeBytes: 0,
  inline: null,
  stored: null,
  contentType: null,
  fileName: null,
} as const;

function headRow({ row, report, version }: Amendment & { readonly version: number }) {
  return {
    report_id: row.reportId,
    version,
    format: report.format,
    sender: row.sender === 'unknown' ? (report.senderName ?? row.sender) : row.sender,
    external_id: report.externalId,
    sender_alarm: report.senderAlarm,
    excluded: report.isTest ? 'test' : null,
  };
}

async function tell(tx: Tx, amendments: readonly Amendment[]): Promise<void> {
  const finished = amendments.filter(({ row }) => row.state !== 'unfinished');
  const idsOf = (alarmed: boolean) =>
    finished.filter(({ report }) => (report.senderAlarm !== null) === alarmed).map(({ row }) => row.reportId);
  await announce(tx, { kind: 'report.amended', subjects: idsOf(true), urgency: 'urgent' });
  await announce(tx, { kind: 'report.amended', subjects: idsOf(false) });
}

function asReceived(row: UnreadRow, report: SubmittedReport, at: Instant): Received {
  const { source, channel, sender, credentialId } = row;
  return {
    via: 'import',
    source,
    channel,
    sender,
    credentialId,
    receivedAt: at,
    state: 'open',
    raw: NO_RAW,
    report,
    unreadable: null,
    media: [],
  };
}
