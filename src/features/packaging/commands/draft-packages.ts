import type { Clock, Instant } from '#core/clock.ts';
import type { Language } from '#core/locale.ts';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { ITEM_NUMBERS, type ItemFacts, presetState, together } from '../domain/item-rules.ts';
import { type DraftPlan, planDrafts, type RoutedReport } from '../domain/plan-drafts.ts';
import { insertDrafts, insertLeadLines, insertMembers, lockDrafting, selectKnownPackages } from '../store/drafts.ts';
import { presetItems } from '../store/items.ts';

/** A report whose route is accepted, with what the items ask of it and the language its service reads. */
export interface ReportToPackage extends RoutedReport {
  readonly language: Language;
  readonly facts: ItemFacts;
}

const STAGE = { kind: 'stage', stage: 'draft-packages' } as const;
const STAMP_BY = 'stage:draft-packages';

/** Drafts packages for a set of routed reports: a fixed number of statements for any size of set; run again, nothing changes. */
export async function draftPackagesOf(
  tx: Tx,
  deps: { readonly clock: Clock },
  reports: readonly ReportToPackage[],
): Promise<void> {
  if (reports.length === 0) return;
  await lockDrafting(tx);
  const reportIds = [...new Set(reports.map((report) => report.reportId))];
  const subjectIds = [...new Set(reports.flatMap((report) => report.subjectId ?? []))];
  const plans = planDrafts(reports, await selectKnownPackages(tx, reportIds, subjectIds));
  if (plans.length === 0) return;
  const stamp = { by: STAMP_BY, at: deps.clock.now() };
  const placed = await placePlans(tx, plans, reports, stamp);
  await presetItems(tx, itemsOf(placed, reports), stamp);
  const fresh = placed.filter((plan) => plan.isNew).map((plan) => plan.packageId);
  await record(tx, {
    actor: STAGE,
    act: 'draft-packages',
    objectKind: 'package',
    objectIds: placed.map((plan) => plan.packageId),
    outcome: 'done',
    detail: { reports: reportIds },
  });
  await announce(tx, { kind: 'package.drafted', subjects: fresh });
}

/** Leads wait in lines for their service's batch; a report is in one line once. */
export async function lineUpLeads(
  tx: Tx,
  deps: { readonly clock: Clock },
  leads: readonly { readonly reportId: number; readonly agency: string }[],
): Promise<void> {
  if (leads.length > 0) await insertLeadLines(tx, leads, deps.clock.now());
}

interface PlacedPlan extends DraftPlan {
  readonly packageId: number;
  readonly isNew: boolean;
}

async function placePlans(
  tx: Tx,
  plans: readonly DraftPlan[],
  reports: readonly ReportToPackage[],
  stamp: { readonly by: string; readonly at: Instant },
): Promise<readonly PlacedPlan[]> {
  const languages = new Map(reports.map((report) => [report.agency, report.language]));
  const fresh = plans.filter((plan) => plan.packageId === null);
  const made = await insertDrafts(
    tx,
    fresh.map((plan) => ({ ...plan, language: languages.get(plan.agency) ?? 'en' })),
    stamp,
  );
  const madeFor = new Map(fresh.map((plan, index) => [plan, made[index]]));
  const placed = plans.map((plan) => {
    const packageId = plan.packageId ?? madeFor.get(plan);
    if (packageId === undefined) throw new Error('A planned draft was not made.');
    return { ...plan, packageId, isNew: plan.packageId === null };
  });
  const members = placed.flatMap(({ packageId, role, members: joined }) =>
    joined.map((member) => ({ packageId, role, ...member })),
  );
  await insertMembers(tx, members, stamp.at);
  return placed;
}

function itemsOf(plans: readonly PlacedPlan[], reports: readonly ReportToPackage[]) {
  const factsOf = new Map(reports.map((report) => [report.reportId, report.facts]));
  return plans.flatMap(({ packageId, members }) => {
    const facts = together(members.flatMap((member) => factsOf.get(member.reportId) ?? []));
    return ITEM_NUMBERS.map((item) => ({ packageId, item, state: presetState(item, facts) }));
  });
}
