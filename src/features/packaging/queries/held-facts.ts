import type { Bilingual } from '#core/locale.ts';
import { type ReportFacts, reportFacts } from '#features/intake';
import { gatesOf } from '#features/legal';
import { say } from '#platform/i18n/say.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { HeldFact } from '../domain/submission-rules.ts';
import { MESSAGES } from '../messages.ts';
import { type FactVerdictRow, selectFactVerdicts } from '../store/items.ts';

/** A fact that may not leave as it is, with why and with what a person decided. */
export interface HeldFactEntry extends HeldFact {
  readonly words: Bilingual;
  readonly decidedBy: string | null;
}

/** Facts of a package's reports whose legal gate is shut or whose originator keeps control, with the verdicts on them. */
export async function heldFactsOf(
  q: Queryable,
  packageId: number,
  reportIds: readonly number[],
): Promise<readonly HeldFactEntry[]> {
  const [gates, facts, verdicts] = [
    await gatesOf(q, reportIds),
    await reportFacts(q, reportIds),
    await selectFactVerdicts(q, packageId),
  ];
  const shut = gates
    .filter((gate) => gate.state === 'blocked')
    .map(({ target, targetId, reportId, code, reason }) => ({ target, targetId, reportId, code, words: reason }));
  const known = new Set(shut.map(keyOf));
  const caveated = facts.flatMap(caveatsOf).filter((fact) => !known.has(keyOf(fact)));
  const verdictOf = new Map(verdicts.map((verdict) => [keyOf(verdict), verdict]));
  return [...shut, ...caveated].map((fact) => decided(fact, verdictOf.get(keyOf(fact))));
}

type UndecidedFact = Omit<HeldFactEntry, 'verdict' | 'decidedBy'>;

function caveatsOf(report: ReportFacts): readonly UndecidedFact[] {
  return report.identifiers.flatMap(({ identifierId, caveat }) =>
    caveat === null
      ? []
      : [
          {
            target: 'identifier' as const,
            targetId: identifierId,
            reportId: report.reportId,
            code: 'originator-control',
            words: {
              en: say(MESSAGES.originatorControl, 'en', { caveat }),
              fr: say(MESSAGES.originatorControl, 'fr', { caveat }),
            },
          },
        ],
  );
}

function decided(fact: UndecidedFact, verdict: FactVerdictRow | undefined): HeldFactEntry {
  return { ...fact, verdict: verdict?.verdict ?? null, decidedBy: verdict?.by ?? null };
}

function keyOf(fact: Pick<HeldFact, 'target' | 'targetId'>): string {
  return `${fact.target} ${fact.targetId}`;
}
