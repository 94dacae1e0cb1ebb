import type { Instant } from '#core/clock.ts';
import type { AgencyCode } from '#core/ids.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { RoutingReference } from '../commands/read-directory.ts';
import { buildJurisdictionMap, coveringSteps, type JurisdictionMap } from '../domain/jurisdiction-map.ts';
import { type PlaceDoubt, resolvePlace, type WrittenPlace } from '../domain/resolve-place.ts';
import { selectAgenciesInForce, selectCoverageInForce } from '../store/directory.ts';

/** Services for one written place: each step holds equals, the nearest first. */
export type AnsweringServices =
  | {
      readonly kind: 'resolved';
      readonly places: readonly { readonly steps: readonly (readonly AgencyCode[])[] }[];
      readonly doubts: readonly PlaceDoubt[];
    }
  | { readonly kind: 'unresolved'; readonly why: 'nothing-stated' | 'country-not-stated' | 'country-unknown' };

/** Resolves a place written in English or French to the services that answer for it on a day. */
export async function whoAnswersFor(
  q: Queryable,
  reference: RoutingReference,
  place: WrittenPlace,
  at: Instant,
): Promise<AnsweringServices> {
  const map = await jurisdictionMap(q, reference, at);
  const read = resolvePlace(place, map.gazetteer);
  if (read.kind === 'unresolved') return read;
  const places = read.places.map((known) => ({
    steps: coveringSteps(known, map).steps.map((rows) => rows.map((row) => row.agency)),
  }));
  return { kind: 'resolved', places, doubts: read.doubts };
}

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
