import type { Clock, Instant } from '#core/clock.ts';
import { decisionDue } from '#features/legal';
import { type BundlePrint, placeInBundles } from '#features/linking';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type Assessment, assessUrgency, leadingFactors } from '../domain/assess-urgency.ts';
import { sightingOf } from '../domain/bundle-sighting.ts';
import { type Floor, queueDue, settleUrgency } from '../domain/order-queue.ts';
import type { TriageFacts } from '../domain/triage-facts.ts';
import { levelOf } from '../domain/urgency-level.ts';
import { findPassages, TRIAGE_RULES } from '../rule-book.ts';
import { insertAssessments, type StoredAssessment, type StoredPart } from '../store/assessments.ts';
import { lockQueueRows, type QueueRecord, saveAssessedRows } from '../store/queue.ts';
import { swallowPlaced } from './swallow-placed.ts';

/** A report with what the other slices know about its clocks and its subject. */
export interface ReportToTriage {
  readonly facts: TriageFacts;
  readonly diesAt: Instant | null;
  readonly subjectId: number | null;
  /** What it resembles; null for what is like nothing else. */
  readonly print: BundlePrint | null;
}

/** Scores, stores and announces reports whose facts are at hand. */
export async function triageSet(
  tx: Tx,
  deps: { readonly clock: Clock },
  reports: readonly ReportToTriage[],
): Promise<void> {
  if (reports.length === 0) return;
  const scored = reports.map((report) => ({
    report,
    assessment: assessUrgency(report.facts, TRIAGE_RULES, findPassages),
  }));
  // Bundles before rows of the queue, as everybody locks them.
  const placed = await placeInBundles(tx, deps, scored.map(sightingOf));
  const rows = await lockQueueRows(
    tx,
    reports.map(({ facts }) => facts.reportId),
  );
  const known = new Map(rows.map((row) => [row.reportId, row]));
  const assessed = scored.map((one) => assess(one, known.get(one.report.facts.reportId) ?? null));
  await insertAssessments(
    tx,
    assessed.map((one) => one.stored),
    deps.clock.now(),
  );
  await saveAssessedRows(
    tx,
    assessed.map((one) => one.row),
  );
  await swallowPlaced(tx, deps, placed);
  const ids = (urgent: boolean) =>
    assessed.filter((one) => (one.row.level === 1) === urgent).map((one) => one.row.reportId);
  await announce(tx, { kind: 'report.triaged', subjects: ids(true), urgency: 'urgent' });
  await announce(tx, { kind: 'report.triaged', subjects: ids(false) });
}

interface Scored {
  readonly report: ReportToTriage;
  readonly assessment: Assessment;
}

function assess({ report, assessment }: Scored, row: QueueRecord | null) {
  const { facts, diesAt, subjectId } = report;
  const settled = settleUrgency(assessment.urgency, assessment.danger, facts.senderAlarm, floorOf(row));
  const dueAt = queueDue(decisionDue(settled.urgency, facts.receivedAt), diesAt);
  const { reportId, source, version, receivedAt } = facts;
  const { danger, completeness } = assessment;
  return {
    stored: stored({ ...assessment, urgency: settled.urgency }, settled.floor),
    row: {
      reportId,
      source,
      version,
      receivedAt,
      level: levelOf(settled.urgency),
      dueAt,
      diesAt,
      danger,
      completeness,
      leadingFactors: leadingFactors(assessment),
      subjectId,
    },
  };
}

const NO_FLOOR: Floor = { level: null, by: null, overruledAlarm: null, overruledDanger: null, assessedLevel: null };

function floorOf(row: QueueRecord | null): Floor {
  if (row === null) return NO_FLOOR;
  const { floorLevel, floorBy, overruledAlarm, overruledDanger, provisional, level } = row;
  return { level: floorLevel, by: floorBy, overruledAlarm, overruledDanger, assessedLevel: provisional ? null : level };
}

function stored(assessment: Assessment, floor: string | null): StoredAssessment {
  const { reportId, version, ruleVersion, danger, completeness, urgency, raisedBy } = assessment;
  const parts = (factors: Assessment['dangerFactors']): StoredPart[] =>
    factors
      .filter((factor) => factor.applied)
      .map(({ code, weight, detail, paths }) => ({ code, weight, detail, paths }));
  const proposed = assessment.proposed.map(({ words: _, verdict: __, ...passage }) => passage);
  const factors = {
    danger: parts(assessment.dangerFactors),
    completeness: parts(assessment.completenessFactors),
    proposed,
    raisedBy,
  };
  return { reportId, version, ruleVersion, danger, completeness, urgency, floor, factors };
}
