import type { Clock, Instant } from '#core/clock.ts';
import type { Result } from '#core/result.ts';
import { lastActsOn } from '#features/audit';
import { type RetentionFacts, retentionFacts } from '#features/intake';
import { type CaseRef, objectsOfCases } from '#features/vault';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type DisposalContent, type PlanRefusal, planDisposal } from '../domain/disposal-plan.ts';
import { type DisposalJudgement, judgeDisposal } from '../domain/retention.ts';
import { RETENTION } from '../rule-book.ts';
import { heldReports } from '../store/holds.ts';
import type { DisposalPorts, HoldingPackage } from '../types.ts';

export interface DisposalDeps {
  readonly clock: Clock;
  readonly disposal: DisposalPorts;
}

/** Judges reports against the table, the holds and the packages they are in; `together` is the set that would go. */
export async function assessDisposal(
  q: Queryable,
  deps: DisposalDeps,
  facts: readonly RetentionFacts[],
  together: ReadonlySet<number>,
): Promise<{ readonly judged: readonly DisposalJudgement[]; readonly packages: readonly HoldingPackage[] }> {
  const ids = facts.map((one) => one.reportId);
  const now = deps.clock.now();
  const used = await lastActsOn(q, 'report', ids);
  const holds = await heldReports(q, ids, now);
  const packages = await deps.disposal.packagesHolding(q, ids);
  const others = [...new Set(packages.flatMap((one) => one.reportIds))].filter((id) => !together.has(id));
  const gone = new Set((await retentionFacts(q, others)).flatMap((one) => (one.expungedAt ? [one.reportId] : [])));
  const isShared = (one: HoldingPackage) => one.reportIds.some((id) => !together.has(id) && !gone.has(id));
  const judged = facts.map((one) => {
    const holding = packages.filter((each) => each.reportIds.includes(one.reportId));
    const lastUsedAt = latest([
      one.lastChangeAt,
      used.get(one.reportId) ?? one.lastChangeAt,
      ...holding.map((each) => each.lastMoveAt),
    ]);
    const sharedPackages = holding.filter(isShared).map((each) => each.number);
    const report = { ...one, lastUsedAt, holds: holds.get(one.reportId) ?? [], sharedPackages };
    return judgeDisposal(report, RETENTION, now);
  });
  return { judged, packages };
}

/** The disposal of exactly these reports as a second person sees it, or every obstacle. */
export async function disposalOf(
  q: Queryable,
  deps: DisposalDeps,
  reportIds: readonly number[],
): Promise<{
  readonly judged: readonly DisposalJudgement[];
  readonly packages: readonly HoldingPackage[];
  readonly cases: readonly CaseRef[];
  readonly plan: Result<DisposalContent, PlanRefusal>;
}> {
  const facts = await retentionFacts(q, reportIds);
  const { judged, packages } = await assessDisposal(q, deps, facts, new Set(reportIds));
  const cases: readonly CaseRef[] = [
    ...reportIds.map((id) => ({ kind: 'report', id }) as const),
    ...packages.map(({ packageId }) => ({ kind: 'package', id: packageId }) as const),
  ];
  const copies = packages.filter((one) => one.isOut);
  const objects = await objectsOfCases(q, cases);
  return { judged, packages, cases, plan: planDisposal(judged, { rules: RETENTION.version, objects, copies }) };
}

function latest(instants: readonly Instant[]): Instant {
  return instants.reduce((a, b) => (a > b ? a : b));
}
