import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { RoutingReference } from '../commands/read-directory.ts';
import { buildJurisdictionMap, type JurisdictionMap } from '../domain/jurisdiction-map.ts';
import { selectAgenciesInForce, selectCoverageInForce } from '../store/directory.ts';

/** The directory in force on the day of an instant (UTC), with the place lists and weights. */
export async function jurisdictionMap(
  q: Queryable,
  reference: RoutingReference,
  at: Instant,
): Promise<JurisdictionMap> {
  const day = at.slice(0, 10);
  const agencies = await selectAgenciesInForce(q, day);
  const coverage = await selectCoverageInForce(q, day);
  return buildJurisdictionMap(agencies, coverage, reference.gazetteer, reference.rules);
}
