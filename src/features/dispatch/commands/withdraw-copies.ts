import { join } from 'node:path';
import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { record } from '#features/audit';
import { packageHeads } from '#features/packaging';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import type { DeliveryTools } from '../delivery-tools.ts';
import { spoolName } from '../domain/spool-name.ts';
import { insertRetractions, writeWithdrawn } from '../store/retractions.ts';
import { selectDeliveriesOf } from '../store.ts';
import { isPlaced, type PlacedFile, removeFile } from './place-file.ts';

const STAGE: Actor = { kind: 'stage', stage: 'withdraw-copies' };

/**
 * Stage on `package.retracted` and `package.sent-wrongly`: takes out of the recipient's folder what still lies there, and says so to
 * whoever tells the recipient. A file that is not what was sealed is not ours: it stays. Written down before it is done: killed in
 * between and run again, the same files go.
 */
export async function withdrawCopies(
  db: Db,
  deps: { readonly clock: Clock; readonly delivery: Pick<DeliveryTools, 'spoolDir'> },
  packageId: number,
): Promise<void> {
  const standing = await standingFiles(db, deps.delivery.spoolDir, packageId);
  if (standing.length === 0) return;
  await inTransaction(db, async (tx) => {
    const at = deps.clock.now();
    await insertRetractions(tx, [packageId], 'retracted', at);
    await writeWithdrawn(tx, packageId, at);
    const about = { objectKind: 'package', objectIds: [packageId], detail: { files: standing.length } };
    await record(tx, { actor: STAGE, act: 'withdraw-copies', ...about, outcome: 'done' });
  });
  for (const file of standing) await removeFile(file);
}

async function standingFiles(db: Db, spoolDir: string, packageId: number): Promise<readonly PlacedFile[]> {
  const number = (await packageHeads(db, [packageId])).get(packageId)?.number;
  const deliveries = await selectDeliveriesOf(db, [packageId]);
  if (number === undefined) return [];
  const placed = deliveries
    .filter(({ channel }) => channel === 'spool')
    .flatMap(({ agencyCode, part, files }) =>
      files.map(({ form, sha256 }) => ({
        folder: join(spoolDir, agencyCode),
        name: spoolName({ number, part, form }),
        sha256,
      })),
    );
  const standing: PlacedFile[] = [];
  for (const file of placed) if (await isPlaced(file)) standing.push(file);
  return standing;
}
