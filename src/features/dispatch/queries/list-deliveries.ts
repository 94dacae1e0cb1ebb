import type { Instant } from '#core/clock.ts';
import type { Page, UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { packageHeads, packageIdsIn } from '#features/packaging';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { DeliveryState } from '../domain/delivery-status.ts';
import {
  type ChannelKind,
  type DeliveryRow,
  hasDelivery,
  selectPage,
  selectReceipts,
  selectWaitingPackages,
} from '../store.ts';

/** A delivery as lists show it. */
export interface DeliveryListItem {
  readonly id: number;
  readonly package: string;
  readonly part: number;
  readonly recipient: string;
  readonly channel: ChannelKind;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly bagHash: string;
  readonly createdAt: Instant;
  readonly sentAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly acknowledged: { readonly by: string; readonly at: Instant } | null;
  /** Until when a pick-up link works; null when there is none. */
  readonly pickupUntil: Instant | null;
}

export interface DeliveryFilter {
  readonly limit: number;
  /** Id of the last delivery of the page before. */
  readonly after?: string;
  /** One state, or several with commas. */
  readonly state?: string;
}

/** Deliveries, newest first, a page at a time; `next` is given back as `after`. */
export async function listDeliveries(
  q: Queryable,
  filter: DeliveryFilter,
): Promise<Result<Page<DeliveryListItem>, UnknownAfter>> {
  const before = filter.after === undefined ? null : await deliveryCalled(q, filter.after);
  if (filter.after !== undefined && before === null) return refuse({ kind: 'unknown-after' });
  const states = filter.state === undefined ? null : filter.state.split(',');
  const found = await selectPage(q, { states, before, limit: filter.limit + 1 });
  const page = found.slice(0, filter.limit);
  const last = page.at(-1);
  return ok({
    items: await present(q, page),
    next: found.length > page.length && last ? String(last.deliveryId) : null,
  });
}

async function deliveryCalled(q: Queryable, text: string): Promise<number | null> {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : null;
  return id !== null && (await hasDelivery(q, id)) ? id : null;
}

/** Packages that are released and not yet delivered, as far as a folder can bring them; oldest first. */
export async function waitingPackages(q: Queryable): Promise<number[]> {
  const released = await packageIdsIn(q, 'released');
  const unfinished = await selectWaitingPackages(q);
  return [...new Set<number>([...released, ...unfinished])].sort((a, b) => a - b);
}

async function present(q: Queryable, page: readonly DeliveryRow[]): Promise<readonly DeliveryListItem[]> {
  const heads = await packageHeads(
    q,
    page.map((row) => row.packageId),
  );
  const receipts = await selectReceipts(
    q,
    page.map((row) => row.deliveryId),
  );
  const receiptOf = new Map(receipts.map((receipt) => [receipt.deliveryId, receipt]));
  return page.map((row) => {
    const receipt = receiptOf.get(row.deliveryId);
    return {
      id: row.deliveryId,
      package: heads.get(row.packageId)?.number ?? '',
      part: row.part,
      recipient: row.agencyCode,
      channel: row.channel,
      state: row.state,
      attempts: row.attempts,
      lastError: row.lastError,
      bagHash: row.bagHash,
      createdAt: row.createdAt,
      sentAt: row.sentAt,
      deliveredAt: row.deliveredAt,
      acknowledged: receipt ? { by: receipt.acknowledgedBy, at: receipt.at } : null,
      pickupUntil: row.pickupExpiresAt,
    };
  });
}
