import { reportFacts, reportHeads, victimPlaces } from '#features/intake';
import { queueLevels } from '#features/triage';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { PersonPlaces, PlaceIdentifier } from '../domain/collect-evidence.ts';
import type { ReportToRoute } from './propose-candidates.ts';

/** Level 1 of triage's queue: a child may be in immediate danger. */
const IMMINENT_LEVEL = 1;

/** Reads what a set of reports says of places, victims' included, and whether danger is imminent; a few queries for any size of set. */
export async function gatherReports(tx: Tx, reportIds: readonly number[]): Promise<readonly ReportToRoute[]> {
  const heads = await reportHeads(tx, reportIds);
  const facts = new Map((await reportFacts(tx, reportIds)).map((one) => [one.reportId, one]));
  const victims = new Map((await victimPlaces(tx, reportIds)).map((one) => [one.reportId, one]));
  const levels = await queueLevels(tx, reportIds);
  return heads.map((head) => {
    const own = facts.get(head.reportId);
    const child = victims.get(head.reportId);
    const identifiers: readonly PlaceIdentifier[] = [...(own?.identifiers ?? []), ...(child?.identifiers ?? [])];
    const persons: readonly PersonPlaces[] = [...(own?.persons ?? []), ...(child?.persons ?? [])];
    const imminent = head.senderAlarm !== null || levels.get(head.reportId) === IMMINENT_LEVEL;
    return { reportId: head.reportId, receivedAt: head.receivedAt, imminent, facts: { identifiers, persons } };
  });
}
