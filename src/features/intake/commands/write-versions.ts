import type { Actor } from '#core/actor.ts';
import { keepObjects } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import { factsOfReceived } from '../domain/facts-of-received.ts';
import { staysInVault } from '../domain/stays-in-vault.ts';
import type { ReceiveDeps, Received } from '../received.ts';
import { carryBesideFiles, carryBytes, carryConfirmed } from '../store/carry.ts';
import { insertReceived } from '../store/received-tables.ts';
import type { ReportFacts } from '../types.ts';
import { keepArchives } from './keep-archives.ts';
import { noticeIdentityOf } from './notice-identity.ts';
import { addReportRows, noRows, type ReceiptIds, rawColumns } from './receipt-rows.ts';

export interface Placed extends ReceiptIds {
  readonly received: Received;
}

/** Writes raw bytes and all rows of a set of placed versions; bytes held by an earlier version are carried over. */
export async function writeVersions(tx: Tx, deps: ReceiveDeps, actor: Actor, placed: readonly Placed[]): Promise<void> {
  const withObjects = await keepBytes(tx, deps, actor, placed);
  await insertReceived(tx, 'intake_raw', withObjects.map(rawRow));
  const rows = noRows();
  for (const { received, ...ids } of withObjects) addReportRows(rows, received, ids);
  await insertReceived(tx, 'intake_version', rows.intake_version);
  await insertReceived(tx, 'intake_incident', rows.intake_incident);
  await insertReceived(tx, 'intake_person', rows.intake_person);
  await insertReceived(tx, 'intake_victim', rows.intake_victim);
  await insertReceived(tx, 'intake_identifier', rows.intake_identifier);
  await insertReceived(tx, 'intake_victim_identifier', rows.intake_victim_identifier);
  await insertReceived(tx, 'intake_file', rows.intake_file);
  await insertReceived(tx, 'intake_narrative', rows.intake_narrative);
  await insertReceived(tx, 'intake_drift', rows.intake_drift);
  await keepArchives(tx, deps, actor, placed);
  const amended = placed.filter((item) => item.version > 1).map((item) => item.reportId);
  if (amended.length > 0) {
    await carryBytes(tx, amended);
    await carryBesideFiles(tx, amended);
    await carryConfirmed(tx, amended);
  }
  // Of a first version only: what a later one carries over is known to the database alone.
  deps.onStored?.(withObjects.filter(({ version }) => version === 1).map(factsOf));
}

function factsOf({ received, ...ids }: Placed): ReportFacts {
  const { report, receivedAt, media } = received;
  return factsOfReceived(
    report,
    receivedAt,
    new Map(media.map(({ ordinal, stored, relation }) => [ordinal, { ...stored, relation: relation ?? null }])),
    ids,
  );
}

/** Registers stored bytes; content known already keeps its first object, so the ids may differ from those on disk. */
async function keepBytes(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  placed: readonly Placed[],
): Promise<readonly Placed[]> {
  const kept = placed.flatMap(({ reportId, received }) =>
    [received.raw.stored, ...received.media.map((media) => media.stored)]
      .filter((stored) => stored !== null)
      .map((stored) => ({ stored, reportId })),
  );
  if (kept.length === 0) return placed;
  const objectIds = [...(await keepObjects(tx, deps, kept, { act: 'received', actor }))];
  const registered = <T extends { readonly objectId: unknown }>(stored: T): T => ({
    ...stored,
    objectId: objectIds.shift(),
  });
  return placed.map((item) => {
    const { raw, media } = item.received;
    const stored = raw.stored ? registered(raw.stored) : null;
    const files = media.map((one) => ({ ...one, stored: registered(one.stored) }));
    return { ...item, received: { ...item.received, raw: { ...raw, stored }, media: files } };
  });
}

function rawRow({ rawId, reportId, received }: Placed) {
  const { via, source, raw, receivedAt } = received;
  if (raw.inline !== null && staysInVault(received.report))
    throw new Error('Bytes that belong in the vault were about to be written to a row.');
  return {
    raw_id: rawId,
    report_id: reportId,
    source,
    // A notice is known by its provider and what it says: two providers may send the same bytes.
    kind: noticeIdentityOf(received) !== null ? 'notice' : via === 'import' ? 'import' : 'report',
    ...rawColumns(raw, raw.stored?.objectId ?? null),
    received_at: receivedAt,
  };
}
