import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectVictimIdentifiers, selectVictims } from '../store/facts.ts';
import type { SubmittedAddress, VictimPlaces } from '../types.ts';
import { identifierOf } from './report-facts.ts';

/** Where the victims of a set of reports may be: towns and network addresses, for routing only. No name, street or account. */
export async function victimPlaces(q: Queryable, reportIds: readonly number[]): Promise<VictimPlaces[]> {
  if (reportIds.length === 0) return [];
  const victims = await selectVictims(q, reportIds);
  if (victims.length === 0) return [];
  const captures = (await selectVictimIdentifiers(q, reportIds)).filter((row) => row.kind === 'ip');
  return victims.map(({ reportId, personId, details }) => ({
    reportId,
    path: details.path,
    places: [...details.addresses, ...(details.estimatedLocation ? [details.estimatedLocation] : [])].map(townOf),
    addresses: captures
      .filter((row) => row.personId === personId)
      .map((row) => {
        const { value, normal, port, observed, event, possibleProxy, path } = identifierOf(row);
        return { value, normal, port, observed, event, possibleProxy, path };
      }),
  }));
}

function townOf({ city, region, country }: SubmittedAddress) {
  return { city, region, country };
}
