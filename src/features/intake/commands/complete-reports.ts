import type { Actor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { record } from '#features/audit';
import { keepObjects } from '#features/vault';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { RECEIVE_REPORT } from '../domain/permissions.ts';
import type { ReceiptOutcome, ReceiveDeps, Received, ReceivedMedia } from '../received.ts';
import { type CameFile, fillAwaited, insertBeside } from '../store/complete.ts';
import { takeIds } from '../store/receive.ts';
import { insertReceived } from '../store/received-tables.ts';
import { keepArchives } from './keep-archives.ts';
import { rawColumns } from './receipt-rows.ts';

/** Files that came for a known report, without a new document of it. */
export interface Completing {
  readonly received: Received;
  readonly reportId: number;
  readonly number: string;
  /** When their document came first, where it is known. */
  readonly firstReceivedAt: Instant | null;
  /** The document they came with is the one kept already. */
  readonly isKnownRaw: boolean;
}

/**
 * Gives known reports the files that came for them: bytes of an announced file go to its row, others stand beside. What is held already
 * changes nothing. A completed report goes its road again; it has no new version.
 */
export async function completeReports(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  completing: readonly Completing[],
): Promise<ReadonlyMap<Received, ReceiptOutcome>> {
  const came = await keepFiles(tx, deps, actor, completing);
  const filled = await fillAwaited(tx, came);
  const beside = await insertBeside(tx, came);
  const given = new Set([...filled, ...beside]);
  await keepRaws(
    tx,
    completing.filter((one) => !one.isKnownRaw),
    came,
  );
  await keepArchives(
    tx,
    deps,
    actor,
    completing.filter(({ reportId }) => given.has(reportId)),
  );
  const completed = [...given];
  if (completed.length > 0) {
    const detail = { completed: completed.length };
    await record(tx, {
      actor,
      act: RECEIVE_REPORT.name,
      objectKind: 'report',
      objectIds: completed,
      outcome: 'done',
      detail,
    });
    await announce(tx, { kind: 'report.amended', subjects: completed });
  }
  const withPdf = came.filter(({ relation, reportId }) => relation === 'tip-pdf' && given.has(reportId));
  await announce(tx, { kind: 'tip-pdf.received', subjects: [...new Set(withPdf.map(({ reportId }) => reportId))] });
  return new Map(
    completing.map(({ received, reportId, number, firstReceivedAt }) => {
      const outcome = given.has(reportId) ? ('completed' as const) : ('repeated' as const);
      const receivedAt = outcome === 'repeated' ? (firstReceivedAt ?? received.receivedAt) : received.receivedAt;
      return [received, { outcome, reportId, number, receivedAt }];
    }),
  );
}

async function keepFiles(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  completing: readonly Completing[],
): Promise<readonly CameFile[]> {
  const files = completing.flatMap(({ reportId, received }) =>
    received.media.map((media) => ({ reportId, received, media })),
  );
  const kept = files.map(({ reportId, media }) => ({ stored: media.stored, reportId }));
  const objectIds = await keepObjects(tx, deps, kept, { act: 'received', actor });
  return files.map(({ reportId, received, media }, at) => ({
    reportId,
    objectId: objectIds[at] ?? null,
    ...nameOf(received, media),
    relation: media.relation ?? 'unannounced',
    stored: media.stored,
    receivedAt: received.receivedAt,
  }));
}

function nameOf({ report }: Received, { ordinal }: ReceivedMedia) {
  const details = report.files[ordinal];
  return { name: details?.originalName ?? details?.givenName ?? null, details: details ?? null };
}

async function keepRaws(tx: Tx, completing: readonly Completing[], came: readonly CameFile[]): Promise<void> {
  if (completing.length === 0) return;
  const ids = await takeIds(tx, { raws: completing.length });
  const rows = completing.map(({ reportId, received }, at) => {
    const { source, raw, receivedAt } = received;
    // A single file is its own document: it was kept a moment ago.
    const object = came.find(({ stored }) => stored === raw.stored)?.objectId ?? null;
    return {
      raw_id: ids.raws[at],
      report_id: reportId,
      source,
      kind: 'import',
      ...rawColumns(raw, object),
      received_at: receivedAt,
    };
  });
  await insertReceived(tx, 'intake_raw', rows);
}
