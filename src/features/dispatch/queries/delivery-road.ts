import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type DeliveryRow, selectDeliveriesOf, selectOutcomes, selectReceipts } from '../store.ts';

/** One step of a delivery's road, as `vigie explain` tells it. */
export interface DeliveryStep {
  readonly stage: string;
  readonly at: Instant;
  readonly durationMs: number | null;
  readonly ruleVersion: string | null;
  readonly result: string;
  readonly reasons: readonly Bilingual[];
}

/** What became of these packages after their release: sent, delivered, fetched, acknowledged, and what was answered. */
export async function deliveryRoad(q: Queryable, packageIds: readonly number[]): Promise<readonly DeliveryStep[]> {
  const deliveries = await selectDeliveriesOf(q, packageIds);
  const receipts = await selectReceipts(
    q,
    deliveries.map((delivery) => delivery.deliveryId),
  );
  const outcomes = await selectOutcomes(q, packageIds);
  const steps = [
    ...deliveries.flatMap(stepsOf),
    ...receipts.map((receipt) => step('acknowledged', receipt.at, receipt.bagHash, [receipt.acknowledgedBy])),
    ...outcomes.map((outcome) =>
      step(outcome.outcome, outcome.at, outcome.by, outcome.note === null ? [] : [outcome.note]),
    ),
  ];
  return steps.sort((a, b) => a.at.localeCompare(b.at));
}

function stepsOf(delivery: DeliveryRow): readonly DeliveryStep[] {
  const { sentAt, deliveredAt, fetchedAt, channel, agencyCode } = delivery;
  const result = `${agencyCode} (${channel})`;
  return [
    ...(sentAt === null ? [] : [step('sent', sentAt, result)]),
    ...(deliveredAt === null || fetchedAt !== null ? [] : [step('delivered', deliveredAt, result)]),
    ...(fetchedAt === null ? [] : [step('fetched', fetchedAt, result)]),
  ];
}

function step(stage: string, at: Instant, result: string, said: readonly string[] = []): DeliveryStep {
  const reasons = said.map((words) => ({ en: words, fr: words }));
  return { stage, at, durationMs: null, ruleVersion: null, result, reasons };
}
