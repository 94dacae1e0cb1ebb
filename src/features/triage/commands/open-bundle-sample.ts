import { hash } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import { BUNDLE_RULES, endRound, findMembersOf } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { drawSample } from '../domain/differing-fields.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { insertSample } from '../store/bundle-decisions.ts';
import { type BundleRefusal, onOpenBundle } from './on-bundle.ts';

/** A sample as drawn. */
export interface OpenedSample {
  readonly sampleHash: string;
  readonly openedAt: Instant;
  readonly reportIds: readonly number[];
  /** Members there were when it was drawn. */
  readonly present: number;
}

/**
 * Draws and opens the sample of a bundle for a person, and notes that they were shown it: first, last, and some drawn by a seed that
 * anybody can repeat. Whoever joins the bundle afterwards is not decided on the strength of it.
 */
export async function openBundleSample(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  bundleId: number,
): Promise<Result<OpenedSample, BundleRefusal>> {
  const open = await onOpenBundle(tx, actor, PERMISSIONS.decideReport, bundleId);
  if (!open.ok) return open;
  const { person, bundle } = open.value;
  const ids = (await findMembersOf(tx, bundleId, 'together')).map((member) => member.reportId);
  if (ids.length === 0) return refuse({ kind: 'bundle-closed' });
  const round = await endRound(tx, bundleId);
  const seed = `${bundle.number} ${round}`;
  const reportIds = drawSample(ids, BUNDLE_RULES.sample.drawn, seed, shortHash);
  const sampleHash = hash('sha256', JSON.stringify([bundle.number, round, ids.length, reportIds]));
  const openedAt = deps.clock.now();
  await insertSample(tx, { bundleId, staffId: person.staffId, round, sampleHash, reportIds, openedAt });
  const detail = { bundle: bundle.number, sampleHash, present: ids.length };
  await record(tx, {
    actor,
    act: 'open-bundle-sample',
    objectKind: 'report',
    objectIds: reportIds,
    outcome: 'done',
    detail,
  });
  return ok({ sampleHash, openedAt, reportIds, present: ids.length });
}

function shortHash(text: string): number {
  return hash('sha256', text, 'buffer').readUInt32BE(0);
}
