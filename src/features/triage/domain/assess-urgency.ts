import type { Bilingual } from '#core/locale.ts';
import type { Urgency } from '#core/vocabulary.ts';
import type { Passage, PassageFinder } from './find-passages.ts';
import { type Evidence, meetCondition } from './meet-condition.ts';
import type { TriageFacts, Verdict } from './triage-facts.ts';
import type { FactorRule, TriageRules } from './triage-rules.ts';
import { moreUrgent } from './urgency-level.ts';

/** One line of a score; an axis is exactly the sum of its applied lines. */
export interface Factor {
  readonly code: string;
  readonly weight: number;
  readonly applied: boolean;
  readonly words: Bilingual;
  /** The value as received; never translated, never interpreted. */
  readonly detail: string | null;
  /** Fields of the report it rests on. */
  readonly paths: readonly string[];
  readonly source: string;
}

/** A danger factor that a passage proposes and a person has to confirm. */
export interface ProposedFactor extends Passage {
  readonly words: Bilingual;
  readonly verdict: Verdict | null;
}

/** What the rules make of one report: a proposal, with everything that went into it. */
export interface Assessment {
  readonly reportId: number;
  readonly version: number;
  readonly ruleVersion: string;
  readonly danger: number;
  readonly completeness: number;
  readonly urgency: Urgency;
  /** Codes of the factors that raised the urgency above what the sum says. */
  readonly raisedBy: readonly string[];
  readonly dangerFactors: readonly Factor[];
  readonly completenessFactors: readonly Factor[];
  readonly proposed: readonly ProposedFactor[];
}

/** Scores one report on both axes; every factor of the rules is in the answer, applied or not. */
export function assessUrgency(facts: TriageFacts, rules: TriageRules, findPassages: PassageFinder): Assessment {
  const danger = scoreAxis(rules.danger, rules, facts);
  const completeness = scoreAxis(rules.completeness, rules, facts);
  const sum = totalOf(danger);
  const applied = new Set(danger.filter((factor) => factor.applied).map((factor) => factor.code));
  const raising = rules.danger.filter((rule) => rule.raisesTo !== undefined && applied.has(rule.code));
  const bySum = urgencyBySum(sum, applied, rules);
  const urgency = raising.reduce((most, rule) => moreUrgent(most, rule.raisesTo ?? most), bySum);
  return {
    reportId: facts.reportId,
    version: facts.version,
    ruleVersion: rules.version,
    danger: sum,
    completeness: totalOf(completeness),
    urgency,
    raisedBy: urgency === bySum ? [] : raising.filter((rule) => rule.raisesTo === urgency).map((rule) => rule.code),
    dangerFactors: danger,
    completenessFactors: completeness,
    proposed: proposals(facts, rules, findPassages),
  };
}

/** The sum of the applied lines. */
export function totalOf(factors: readonly Factor[]): number {
  return factors.reduce((sum, factor) => sum + (factor.applied ? factor.weight : 0), 0);
}

/** The danger factors that weigh most, at most two: what a queue row shows. */
export function leadingFactors(assessment: Assessment): readonly string[] {
  return assessment.dangerFactors
    .filter((factor) => factor.applied && factor.weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, 2)
    .map((factor) => factor.code);
}

function scoreAxis(lines: readonly FactorRule[], rules: TriageRules, facts: TriageFacts): readonly Factor[] {
  const factors = lines.map((rule) => weigh(rule, facts));
  const { ceiling, ground } = rules.bounds;
  const sum = totalOf(factors);
  const bound = (code: string, weight: number, words: Bilingual) => ({
    code,
    weight,
    applied: true,
    words,
    detail: String(sum),
    paths: [],
    source: 'ours',
  });
  if (sum > ceiling.at) return [...factors, bound('ceiling', ceiling.at - sum, ceiling.words)];
  if (sum < ground.at) return [...factors, bound('ground', ground.at - sum, ground.words)];
  return factors;
}

function weigh(rule: FactorRule, facts: TriageFacts): Factor {
  const evidence = verdictOver(facts.verdicts[rule.code], meetCondition(rule.when, facts));
  const { code, weight, words, source } = rule;
  return {
    code,
    weight,
    words,
    source,
    applied: evidence !== null,
    detail: evidence?.detail ?? null,
    paths: evidence?.paths ?? [],
  };
}

/** A person's word goes over the fields': confirmed counts without a field, refused does not count in spite of one. */
function verdictOver(verdict: Verdict | undefined, fromFields: Evidence | null): Evidence | null {
  if (verdict === 'refused') return null;
  if (verdict === 'confirmed') return fromFields ?? { detail: null, paths: [] };
  return fromFields;
}

function urgencyBySum(danger: number, applied: ReadonlySet<string>, rules: TriageRules): Urgency {
  const { whenAny, dangerBelow } = rules.informational;
  if (danger < dangerBelow && whenAny.some((code) => applied.has(code))) return 'informational';
  return rules.thresholds.find((threshold) => danger >= threshold.dangerFrom)?.urgency ?? 'P4';
}

function proposals(facts: TriageFacts, rules: TriageRules, findPassages: PassageFinder): readonly ProposedFactor[] {
  return findPassages(facts.narratives).flatMap((passage) => {
    const rule = rules.danger.find((line) => line.code === passage.factor);
    return rule ? [{ ...passage, words: rule.words, verdict: facts.verdicts[rule.code] ?? null }] : [];
  });
}
