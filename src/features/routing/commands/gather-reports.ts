import { factsForStage, headsForStage, victimPlaces } from '#features/intake';
import type { VictimPlaces } from '#features/intake/types';
import { queueLevels } from '#features/triage';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { PersonPlaces, PlaceIdentifier } from '../domain/collect-evidence.ts';
import type { ReportToRoute } from './propose-candidates.ts';

/** Level 1 of triage's queue: a child may be in immediate danger. */
const IMMINENT_LEVEL = 1;

/** Reads what a set of reports says of places, victims' included, and whether danger is imminent; a few queries for any size of set. */
export async function gatherReports(tx: Tx, reportIds: readonly number[]): Promise<readonly ReportToRoute[]> {
  const heads = await headsForStage(tx, reportIds);
  const facts = new Map((await factsForStage(tx, reportIds)).map((one) => [one.reportId, one]));
  const victims = Map.groupBy(await victimPlaces(tx, reportIds), (victim) => victim.reportId);
  const levels = await queueLevels(tx, reportIds);
  return heads.map(({ reportId, receivedAt, senderAlarm }) => {
    const own = facts.get(reportId);
    const children = victims.get(reportId) ?? [];
    return {
      reportId,
      receivedAt,
      // A person may lower the sender's alarm: the queue's word counts, the alarm only until the report is in it.
      imminent: (levels.get(reportId) ?? (senderAlarm === null ? null : IMMINENT_LEVEL)) === IMMINENT_LEVEL,
      facts: {
        identifiers: [...(own?.identifiers ?? []), ...children.flatMap(addressesOfChild)],
        persons: [...(own?.persons ?? []), ...children.map(placesOfChild)],
      },
    };
  });
}

function addressesOfChild(victim: VictimPlaces): readonly PlaceIdentifier[] {
  return victim.addresses.map((address) => ({
    ...address,
    kind: 'ip',
    provenance: 'reported-by-provider',
    verified: null,
    personRole: 'victim',
  }));
}

function placesOfChild(victim: VictimPlaces): PersonPlaces {
  const addresses = victim.places.map((place) => ({ ...place, postalCode: null, verified: null }));
  return { role: 'victim', path: victim.path, addresses, estimatedLocation: null };
}
