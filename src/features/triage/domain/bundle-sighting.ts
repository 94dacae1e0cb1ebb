import type { BundlePrint, Sighting } from '#features/linking/types';
import type { Assessment } from './assess-urgency.ts';
import type { TriageFacts } from './triage-facts.ts';

// Not a fact of the report: what lifts a negative sum to zero.
const FLOOR_OF_SUM = 'ground';

/** What a report resembles, and every signal in it that keeps it from being decided among others. */
export function sightingOf({
  report: { facts, print },
  assessment,
}: {
  readonly report: { readonly facts: TriageFacts; readonly print: BundlePrint | null };
  readonly assessment: Pick<Assessment, 'urgency' | 'dangerFactors' | 'proposed'>;
}): Sighting {
  const applied = assessment.dangerFactors.filter(
    (factor) => factor.applied && factor.weight > 0 && factor.code !== FLOOR_OF_SUM,
  );
  return {
    reportId: facts.reportId,
    print,
    signals: {
      victims: Math.max(facts.victims.count, facts.persons.filter((person) => person.role === 'victim').length),
      ageBands: facts.victims.ageBands,
      senderAlarm: facts.senderAlarm,
      urgency: assessment.urgency,
      annotations: [...facts.annotations, ...facts.files.flatMap((file) => file.annotations)],
      dangerFactors: applied.map((factor) => factor.code),
      passages: assessment.proposed.length,
      victimsWords: facts.narratives.some((narrative) => narrative.restricted),
      unseenFile: facts.files.some((file) => !file.seenBefore),
      unreadable: facts.reading === 'unreadable',
      judged: Object.keys(facts.verdicts).length > 0,
      version: facts.version,
    },
  };
}
