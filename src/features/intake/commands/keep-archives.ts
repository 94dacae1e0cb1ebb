import type { Actor } from '#core/actor.ts';
import { keepObjects } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { ReceiptOutcome, ReceiveDeps, Received, ReceivedArchive } from '../received.ts';
import {
  insertArchiveReports,
  insertArchives,
  insertReportsOfKept,
  isDisposedOf,
  selectArchiveIds,
  takeArchiveIds,
} from '../store/archives.ts';

/** Keeps the archives that reports came in, each once, under a key of its own, and says which reports came in which. */
export async function keepArchives(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  placed: readonly { readonly reportId: number; readonly received: Received }[],
): Promise<void> {
  const came = placed.flatMap(({ reportId, received }) =>
    (received.archives ?? []).map((archive) => ({ archive, name: hexOf(archive), reportId, at: received.receivedAt })),
  );
  if (came.length === 0) return;
  const wanted = new Map(came.map((one) => [one.name, one]));
  const known = new Map(
    await selectArchiveIds(
      tx,
      [...wanted.values()].map(({ archive }) => archive.sha256),
    ),
  );
  const fresh = [...wanted.values()].flatMap(({ archive: { stored, ...about }, name, at }) =>
    stored === null || known.has(name) ? [] : [{ ...about, stored, name, at }],
  );
  if (fresh.length > 0) {
    const ids = await takeArchiveIds(tx, fresh.length);
    const kept = fresh.map(({ stored }, at) => ({
      stored,
      keptFor: { kind: 'archive', id: ids[at] as number } as const,
    }));
    const objectIds = await keepObjects(tx, deps, kept, { act: 'received', actor });
    const rows = fresh.flatMap(({ sha256, stored, fileName, name, at }, index) => {
      const [archiveId, objectId] = [ids[index], objectIds[index]];
      if (archiveId === undefined || objectId === undefined) throw new Error('An archive was kept without an id.');
      known.set(name, archiveId);
      return [{ archiveId, sha256, sizeBytes: stored.sizeBytes, fileName, objectId, receivedAt: at }];
    });
    await insertArchives(tx, rows);
  }
  // One that was let go of since it was looked for is not kept again: its reports are being disposed of.
  const links = came.flatMap(({ name, reportId }) => {
    const archiveId = known.get(name);
    return archiveId === undefined ? [] : [{ archiveId, reportId }];
  });
  await insertArchiveReports(tx, links);
}

/** A report whose bytes came again, and one archive they came in. */
export interface Repeat {
  readonly reportId: number;
  readonly sha256: Buffer;
}

/** What of a set came again in an archive. */
export function repeatsIn(received: readonly Received[], outcomes: readonly ReceiptOutcome[]): readonly Repeat[] {
  return received.flatMap(({ archives = [] }, at) => {
    const one = outcomes[at];
    return one?.outcome === 'repeated' ? archives.map(({ sha256 }) => ({ reportId: one.reportId, sha256 })) : [];
  });
}

/**
 * Says of reports that came again which kept archives hold their bytes too: an archive is kept for what was new in it, and yet its end,
 * its holds and its walls are those of every report in it.
 */
export async function linkRepeats(tx: Tx, repeats: readonly Repeat[]): Promise<void> {
  if (repeats.length > 0) await insertReportsOfKept(tx, repeats);
}

/** A report was disposed of between our look and our writing: what came of it again is to be received as new. */
export class DisposedMeanwhile extends Error {}

/** Links what came again in the transaction that found it so; throws `DisposedMeanwhile`. */
export async function linkRepeatsFound(tx: Tx, repeats: readonly Repeat[]): Promise<void> {
  await linkRepeats(tx, repeats);
  const reportIds = [...new Set(repeats.map(({ reportId }) => reportId))];
  if (reportIds.length > 0 && (await isDisposedOf(tx, reportIds)))
    throw new DisposedMeanwhile('A report is disposed of.');
}

function hexOf({ sha256 }: ReceivedArchive): string {
  return sha256.toString('hex');
}
