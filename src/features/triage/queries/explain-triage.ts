import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { staffByIds } from '#features/access';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { DISPOSITION_CHOICES } from '../domain/dispositions.ts';
import { type AssessmentRecord, findLatestAssessments, selectImminentSince } from '../store/assessments.ts';
import { type DecisionRecord, findDecisions } from '../store/decisions.ts';
import { findQueueRows } from '../store/queue.ts';
import { showAssessment } from './triage-of-report.ts';

/** Why a report is as urgent as it is: the applied parts of both axes, with their points. */
export async function assessmentReasons(
  q: Queryable,
  reportId: number,
): Promise<{ readonly ruleVersion: string | null; readonly reasons: readonly Bilingual[] }> {
  const [assessment] = await findLatestAssessments(q, [reportId]);
  if (assessment === undefined) return { ruleVersion: null, reasons: [] };
  const shown = showAssessment(assessment, {});
  const line = (axis: Bilingual, factor: { weight: number; words: Bilingual }): Bilingual => ({
    en: `${axis.en} ${signed(factor.weight)}: ${factor.words.en}`,
    fr: `${axis.fr} ${signed(factor.weight)}\u00a0: ${factor.words.fr}`,
  });
  return {
    ruleVersion: shown.ruleVersion,
    reasons: [
      { en: `Urgency ${shown.urgency}`, fr: `Urgence ${shown.urgency}` },
      ...shown.dangerFactors
        .filter((factor) => factor.applied)
        .map((factor) => line({ en: 'Danger', fr: 'Danger' }, factor)),
      ...shown.completenessFactors
        .filter((factor) => factor.applied)
        .map((factor) => line({ en: 'Completeness', fr: 'Complétude' }, factor)),
    ],
  };
}

/** The person's decision as a step of the report's road. */
export async function decisionRoad(q: Queryable, reportId: number) {
  const [decision] = await findDecisions(q, [reportId]);
  if (decision === undefined) return [];
  const [person] = await staffByIds(q, [decision.decidedBy]);
  const name = person?.name ?? `staff:${decision.decidedBy}`;
  const choice = DISPOSITION_CHOICES.find((one) => one.code === decision.disposition);
  const reason = choice?.reasons.find((one) => one.code === decision.reason);
  const words = (language: 'en' | 'fr') =>
    `${name}: ${choice?.words[language]} (${reason?.words[language] ?? decision.reason})`;
  return [
    {
      stage: 'decided',
      at: decision.decidedAt as Instant,
      durationMs: null,
      ruleVersion: null,
      result: decision.disposition,
      reasons: [{ en: words('en'), fr: words('fr') }],
    },
  ];
}

/** The newest assessment of each report; reports not assessed yet are absent. */
export function assessmentsOf(q: Queryable, reportIds: readonly number[]): Promise<readonly AssessmentRecord[]> {
  return findLatestAssessments(q, reportIds);
}

/** The standing decision of each report; undone ones are not. */
export function decisionsOf(q: Queryable, reportIds: readonly number[]): Promise<readonly DecisionRecord[]> {
  return findDecisions(q, reportIds);
}

/** The level of each report in the queue, 1 imminent to 5 informational; reports that never entered it are absent. */
export async function queueLevels(q: Queryable, reportIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await findQueueRows(q, reportIds);
  return new Map(rows.map((row) => [row.reportId, row.level]));
}

/** Since when each of these reports is imminent, none before its alarmed version came; reports of another level are absent. */
export async function imminentSince(
  q: Queryable,
  reports: readonly { readonly reportId: number; readonly alarmedAt: Instant | null }[],
): Promise<ReadonlyMap<number, Instant>> {
  const rows = await selectImminentSince(
    q,
    reports.map(({ reportId }) => reportId),
    reports.map(({ alarmedAt }) => alarmedAt),
  );
  return new Map(rows.map(({ reportId, since }) => [reportId, since]));
}

function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`;
}
