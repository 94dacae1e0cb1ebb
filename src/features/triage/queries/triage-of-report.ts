import type { StaffActor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { staffByIds } from '#features/access';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { Factor, ProposedFactor } from '../domain/assess-urgency.ts';
import { DISPOSITION_CHOICES } from '../domain/dispositions.ts';
import type { Verdicts } from '../domain/triage-facts.ts';
import type { FactorRule } from '../domain/triage-rules.ts';
import { levelOf, urgencyOf } from '../domain/urgency-level.ts';
import { rulesOf } from '../rule-book.ts';
import { type AssessmentRecord, findLatestAssessments, findVerdicts, type StoredPart } from '../store/assessments.ts';
import { findDecisions } from '../store/decisions.ts';
import { findQueueRows } from '../store/queue.ts';
import { offerReportActs, undoable } from './offer-acts.ts';
import { factorWords } from './queue-page.ts';

/** An assessment as a person reads it: every factor of its rule version, applied or not. */
export interface ShownAssessment {
  readonly urgency: string;
  readonly level: number;
  readonly danger: number;
  readonly completeness: number;
  readonly provisional: boolean;
  readonly ruleVersion: string;
  /** `sender`, `person` or `reached` (only a person lowers from imminent); codes of the raising factors otherwise. */
  readonly floor: string | null;
  readonly dangerFactors: readonly Factor[];
  readonly completenessFactors: readonly Factor[];
  readonly proposed: readonly (Omit<ProposedFactor, 'factor'> & { readonly code: string })[];
  readonly verdicts: Verdicts;
  readonly assessedAt: Instant;
}

/** Everything triage knows of one report, and what this person may do; null when it never entered the queue. */
export async function triageOfReport(q: Queryable, actor: StaffActor, reportId: number, now: Instant) {
  const [row] = await findQueueRows(q, [reportId]);
  if (row === undefined) return null;
  const [assessment] = await findLatestAssessments(q, [reportId]);
  const verdicts = Object.fromEntries(
    (await findVerdicts(q, [reportId])).map(({ factor, verdict }) => [factor, verdict]),
  );
  const decision = (await findDecisions(q, [reportId]))[0] ?? null;
  const people = await staffByIds(
    q,
    [row.holder, decision?.decidedBy ?? null].filter((id) => id !== null),
  );
  const person = (id: number) => ({ id, name: people.find((one) => one.staffId === id)?.name ?? `staff:${id}` });
  const held = row.holder !== null && row.leaseUntil !== null && row.leaseUntil > now;
  const holder = held && row.holder !== null ? person(row.holder) : null;
  return {
    assessment: assessment ? showAssessment(assessment, verdicts, row.level) : null,
    claim: holder && { holder, leaseUntil: row.leaseUntil, mine: holder.id === actor.staffId },
    dueAt: row.dueAt,
    diesAt: row.diesAt,
    reawakened: row.reawakenedReason,
    decision: decision && {
      disposition: decision.disposition,
      reason: decision.reason,
      note: decision.note,
      target: decision.target,
      by: person(decision.decidedBy),
      at: decision.decidedAt,
      effectiveAt: decision.effectiveAt,
      undoable: undoable(decision, actor.staffId, now),
    },
    dispositions: DISPOSITION_CHOICES,
    actions: offerReportActs(actor, row, holder?.name ?? null, decision, now),
  };
}

/** Rebuilds an assessment from its stored parts and the rules it was made with; `level` is where the queue has it now. */
export function showAssessment(assessment: AssessmentRecord, verdicts: Verdicts, level?: number): ShownAssessment {
  const { danger, completeness, ruleVersion, floor, factors, assessedAt } = assessment;
  const rules = rulesOf(ruleVersion);
  const { raisedBy } = factors;
  return {
    urgency: level === undefined ? assessment.urgency : urgencyOf(level),
    level: level ?? levelOf(assessment.urgency),
    danger,
    completeness,
    provisional: false,
    ruleVersion,
    floor: floor ?? (raisedBy.length > 0 ? raisedBy.join(', ') : null),
    dangerFactors: showFactors(rules.danger, factors.danger, rules.bounds),
    completenessFactors: showFactors(rules.completeness, factors.completeness, rules.bounds),
    proposed: factors.proposed.map(({ factor, ...passage }) => ({
      ...passage,
      code: factor,
      words: factorWords(factor),
      verdict: verdicts[factor] ?? null,
    })),
    verdicts,
    assessedAt,
  };
}

function showFactors(
  rules: readonly FactorRule[],
  parts: readonly StoredPart[],
  bounds: ReturnType<typeof rulesOf>['bounds'],
): readonly Factor[] {
  const stored = new Map(parts.map((part) => [part.code, part]));
  const listed = rules.map((rule): Factor => {
    const { code, weight, words, source } = rule;
    const part = stored.get(code);
    stored.delete(code);
    return part
      ? { ...part, applied: true, words, source }
      : { code, weight, applied: false, words, detail: null, paths: [], source };
  });
  // What is left are the bounds, and lines of a version this build no longer knows: shown, so that the sum still holds.
  const rest = [...stored.values()].map((part): Factor => {
    const words =
      part.code === 'ceiling'
        ? bounds.ceiling.words
        : part.code === 'ground'
          ? bounds.ground.words
          : factorWords(part.code);
    return { ...part, applied: true, words, source: 'ours' };
  });
  return [...listed, ...rest];
}
