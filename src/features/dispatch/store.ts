import type { Instant } from '#core/clock.ts';
import type { AgencyCode, DeliveryId, PackageId } from '#core/ids.ts';
import type { SealedFile } from '#features/packaging/types';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { DeliveryState } from './domain/delivery-status.ts';

/** How a package reaches a service. */
export type ChannelKind = 'spool' | 'pickup';

/** One delivery: a package part by one channel. */
export interface DeliveryRow {
  readonly deliveryId: DeliveryId;
  readonly packageId: PackageId;
  readonly part: number;
  readonly agencyCode: AgencyCode;
  readonly channel: ChannelKind;
  readonly state: DeliveryState;
  readonly bagHash: string;
  readonly files: readonly SealedFile[];
  readonly attempts: number;
  readonly lastError: string | null;
  readonly pickupExpiresAt: Instant | null;
  readonly fetchedAt: Instant | null;
  readonly createdAt: Instant;
  readonly sentAt: Instant | null;
  readonly deliveredAt: Instant | null;
}

const COLUMNS = `delivery_id as "deliveryId", package_id as "packageId", part, agency_code as "agencyCode", channel,
  state, bag_hash as "bagHash", files, attempts, last_error as "lastError", pickup_expires_at as "pickupExpiresAt",
  fetched_at as "fetchedAt", created_at as "createdAt", sent_at as "sentAt", delivered_at as "deliveredAt"`;

/**
 * Makes the delivery of a package part by a channel, once; a released part that was sealed anew replaces what never left.
 * Answers the row, locked.
 */
export async function ensureDelivery(
  tx: Tx,
  delivery: Pick<DeliveryRow, 'packageId' | 'part' | 'agencyCode' | 'channel' | 'bagHash' | 'files' | 'createdAt'>,
): Promise<DeliveryRow> {
  await tx.query(
    `insert into dispatch_delivery as kept
       (package_id, part, agency_code, channel, state, bag_hash, files, created_at)
     values ($1, $2, $3, $4, 'waiting', $5, $6, $7)
     on conflict (package_id, part, channel) do update set
       agency_code = excluded.agency_code, state = 'waiting', bag_hash = excluded.bag_hash, files = excluded.files,
       last_error = null
     where kept.bag_hash <> excluded.bag_hash and kept.state in ('waiting', 'parked')`,
    [
      delivery.packageId,
      delivery.part,
      delivery.agencyCode,
      delivery.channel,
      delivery.bagHash,
      JSON.stringify(delivery.files),
      delivery.createdAt,
    ],
  );
  const [row] = await tx.query<DeliveryRow>(
    `select ${COLUMNS}
     from dispatch_delivery
     where package_id = $1 and part = $2 and channel = $3
     for update`,
    [delivery.packageId, delivery.part, delivery.channel],
  );
  if (!row) throw new Error('A delivery was made without a row.');
  return row;
}

export async function selectDelivery(q: Queryable, deliveryId: number): Promise<DeliveryRow | null> {
  const [row] = await q.query<DeliveryRow>(`select ${COLUMNS} from dispatch_delivery where delivery_id = $1`, [
    deliveryId,
  ]);
  return row ?? null;
}

/** Locks one delivery until the transaction ends. */
export async function lockDelivery(tx: Tx, deliveryId: number): Promise<DeliveryRow | null> {
  const [row] = await tx.query<DeliveryRow>(
    `select ${COLUMNS} from dispatch_delivery where delivery_id = $1 for update`,
    [deliveryId],
  );
  return row ?? null;
}

/** Locks all deliveries of a package until the transaction ends, oldest first. */
export async function lockDeliveriesOf(tx: Tx, packageId: number): Promise<readonly DeliveryRow[]> {
  return tx.query<DeliveryRow>(
    `select ${COLUMNS} from dispatch_delivery where package_id = $1 order by delivery_id for update`,
    [packageId],
  );
}

export async function selectDeliveriesOf(q: Queryable, packageIds: readonly number[]): Promise<readonly DeliveryRow[]> {
  return q.query<DeliveryRow>(
    `select ${COLUMNS} from dispatch_delivery where package_id = any($1) order by delivery_id`,
    [packageIds],
  );
}

/** The delivery a pick-up code opens; only its SHA-256 is known here. */
export async function selectByPickupCode(q: Queryable, codeSha256: Buffer): Promise<DeliveryRow | null> {
  const [row] = await q.query<DeliveryRow>(`select ${COLUMNS} from dispatch_delivery where pickup_code_sha256 = $1`, [
    codeSha256,
  ]);
  return row ?? null;
}

/** The delivery an answer code speaks for. */
export async function selectByAnswerCode(q: Queryable, codeSha256: Buffer): Promise<DeliveryRow | null> {
  const [row] = await q.query<DeliveryRow>(`select ${COLUMNS} from dispatch_delivery where answer_code_sha256 = $1`, [
    codeSha256,
  ]);
  return row ?? null;
}

/** Whether there is such a delivery, for whoever asks. */
export async function hasDelivery(q: Queryable, deliveryId: number): Promise<boolean> {
  const rows = await q.query('select from dispatch_delivery where delivery_id = $1', [deliveryId]);
  return rows.length > 0;
}

/** A page of deliveries, newest first, below the delivery id `before`. */
export async function selectPage(
  q: Queryable,
  page: { readonly states: readonly string[] | null; readonly before: number | null; readonly limit: number },
): Promise<readonly DeliveryRow[]> {
  return q.query<DeliveryRow>(
    `select ${COLUMNS}
     from dispatch_delivery
     where ($1::text[] is null or state = any($1))
       and ($2::bigint is null or delivery_id < $2)
     order by delivery_id desc
     limit $3`,
    [page.states, page.before, page.limit],
  );
}

/** Packages with a spool delivery that waits or was sent without confirmation, oldest first. */
export async function selectWaitingPackages(q: Queryable): Promise<readonly PackageId[]> {
  const rows = await q.query<{ packageId: PackageId }>(
    `select distinct package_id as "packageId"
     from dispatch_delivery
     where state in ('waiting', 'sent') and channel = 'spool'
     order by package_id`,
  );
  return rows.map((row) => row.packageId);
}

/** Moves a delivery; `at` stamps the states that keep their time. */
export async function writeState(
  tx: Tx,
  deliveryId: number,
  to: { readonly state: DeliveryState; readonly at: Instant; readonly lastError?: string | null },
): Promise<void> {
  await tx.query(
    `update dispatch_delivery
     set state = $2,
       sent_at = case when $2 = 'sent' then coalesce(sent_at, $3) else sent_at end,
       delivered_at = case when $2 = 'delivered' then coalesce(delivered_at, $3) else delivered_at end,
       last_error = $4
     where delivery_id = $1`,
    [deliveryId, to.state, to.at, to.lastError ?? null],
  );
}

export async function countAttempt(tx: Tx, deliveryId: number): Promise<void> {
  await tx.query('update dispatch_delivery set attempts = attempts + 1 where delivery_id = $1', [deliveryId]);
}

export async function writeError(tx: Tx, deliveryId: number, lastError: string): Promise<void> {
  await tx.query('update dispatch_delivery set last_error = $2 where delivery_id = $1', [deliveryId, lastError]);
}

/** A new link replaces the old one: the old code opens nothing any more. */
export async function writePickupCode(
  tx: Tx,
  deliveryId: number,
  link: { readonly codeSha256: Buffer; readonly expiresAt: Instant },
): Promise<void> {
  await tx.query(
    'update dispatch_delivery set pickup_code_sha256 = $2, pickup_expires_at = $3 where delivery_id = $1',
    [deliveryId, link.codeSha256, link.expiresAt],
  );
}

export async function writeAnswerCode(tx: Tx, deliveryId: number, codeSha256: Buffer): Promise<void> {
  await tx.query('update dispatch_delivery set answer_code_sha256 = $2 where delivery_id = $1', [
    deliveryId,
    codeSha256,
  ]);
}

export async function writeFetched(tx: Tx, deliveryId: number, at: Instant): Promise<void> {
  await tx.query('update dispatch_delivery set fetched_at = $2 where delivery_id = $1', [deliveryId, at]);
}

/** A recipient's receipt over the bag hash. */
export interface ReceiptRow {
  readonly deliveryId: DeliveryId;
  readonly bagHash: string;
  readonly acknowledgedBy: string;
  readonly at: Instant;
}

export async function insertReceipt(tx: Tx, receipt: ReceiptRow): Promise<void> {
  await tx.query(
    `insert into dispatch_receipt (delivery_id, bag_hash, acknowledged_by, at)
     values ($1, $2, $3, $4)`,
    [receipt.deliveryId, receipt.bagHash, receipt.acknowledgedBy, receipt.at],
  );
}

export async function selectReceipts(q: Queryable, deliveryIds: readonly number[]): Promise<readonly ReceiptRow[]> {
  return q.query<ReceiptRow>(
    `select delivery_id as "deliveryId", bag_hash as "bagHash", acknowledged_by as "acknowledgedBy", at
     from dispatch_receipt
     where delivery_id = any($1)
     order by receipt_id`,
    [deliveryIds],
  );
}

/** What a recipient says became of a package; amendable, several over time. */
export interface OutcomeRow {
  readonly packageId: PackageId;
  readonly outcome: string;
  readonly note: string | null;
  readonly by: string;
  readonly at: Instant;
}

export async function insertOutcome(tx: Tx, outcome: OutcomeRow): Promise<void> {
  await tx.query(
    `insert into dispatch_outcome (package_id, outcome, note, by, at)
     values ($1, $2, $3, $4, $5)`,
    [outcome.packageId, outcome.outcome, outcome.note, outcome.by, outcome.at],
  );
}

export async function selectOutcomes(q: Queryable, packageIds: readonly number[]): Promise<readonly OutcomeRow[]> {
  return q.query<OutcomeRow>(
    `select package_id as "packageId", outcome, note, by, at
     from dispatch_outcome
     where package_id = any($1)
     order by outcome_id`,
    [packageIds],
  );
}
