import type { Actor } from '#core/actor.ts';
import { keepObjects } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { ReceiveDeps, Received, ReceivedArchive } from '../received.ts';
import { insertArchiveReports, insertArchives, selectArchiveIds, takeArchiveIds } from '../store/archives.ts';

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

function hexOf({ sha256 }: ReceivedArchive): string {
  return sha256.toString('hex');
}
