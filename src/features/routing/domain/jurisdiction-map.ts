import type { AgencyCode } from '#core/ids.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { KnownPlace } from './resolve-place.ts';
import type { RoutingRules } from './routing-rules.ts';

/** How well a row of the directory is established. */
export type Standing = 'verified' | 'second-hand' | 'to-be-confirmed';

export type CoverageKind =
  | 'municipality'
  | 'military-base'
  | 'first-nations-territory'
  | 'province-part'
  | 'province'
  | 'country'
  | 'unknown-place';

/** One line of the directory: who answers for a place, and since when. */
export interface CoverageRow {
  readonly agency: AgencyCode;
  readonly kind: CoverageKind;
  readonly value: string;
  readonly province: string | null;
  readonly standing: Standing;
  readonly source: string;
}

/** What a choice needs to know of a service. */
export interface AgencyFacts {
  readonly code: AgencyCode;
  readonly name: Bilingual;
  readonly country: string;
  readonly dutyLine: string | null;
  readonly confirmBeforeFirstUse: boolean;
  readonly caution: string | null;
  readonly standing: Standing;
}

/** The directory on one day, ready to be asked. */
export interface JurisdictionMap {
  readonly gazetteer: Gazetteer;
  readonly rules: RoutingRules;
  readonly agencies: ReadonlyMap<AgencyCode, AgencyFacts>;
  readonly coverage: ReadonlyMap<string, readonly CoverageRow[]>;
}

/** The centre that keeps what has no place (domain page, section 11, rule 8). */
export const NATIONAL_CENTRE = 'FED-NCECC' as AgencyCode;

/** Indexes rows that are in force; filtering by date is the caller's (the store's) work. */
export function buildJurisdictionMap(
  agencies: readonly AgencyFacts[],
  rows: readonly CoverageRow[],
  gazetteer: Gazetteer,
  rules: RoutingRules,
): JurisdictionMap {
  const coverage = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) coverage.set(key, [...(coverage.get(key) ?? []), row]);
  }
  return { gazetteer, rules, agencies: new Map(agencies.map((agency) => [agency.code, agency])), coverage };
}

/** Services for a place, nearest first; each step holds equals. A country without a contact of its own goes through Interpol (`listed` false). */
export function coveringSteps(
  place: KnownPlace,
  map: JurisdictionMap,
): { readonly steps: readonly (readonly CoverageRow[])[]; readonly listed: boolean } {
  const rowsAt = (key: string) => map.coverage.get(key) ?? [];
  const steps = keysFor(place)
    .map(rowsAt)
    .filter((rows) => rows.length > 0);
  if (steps.length > 0) return { steps, listed: true };
  return { steps: [rowsAt(place.country === 'CA' ? 'unknown-place:CA' : 'unknown-place:foreign')], listed: false };
}

function keysFor(place: KnownPlace): readonly string[] {
  if (place.country !== 'CA') return [`country:${place.country}`];
  if (place.province === null) return ['unknown-place:CA'];
  const whole = [`province:${place.province}`];
  const town = place.municipality;
  const near = town === null ? [] : [`municipality:${place.province}/${town.id}`];
  if (place.part !== null) return [...near, `part:${place.part}`, ...whole];
  // Without a town, every unit that shares the province is a candidate: the tie is shown, not settled.
  return town === null ? [`shared:${place.province}`] : [...near, ...whole];
}

function keysOf(row: CoverageRow): readonly string[] {
  switch (row.kind) {
    case 'municipality':
    case 'military-base':
    case 'first-nations-territory':
      return [`municipality:${row.province}/${row.value}`];
    case 'province-part':
      return [`part:${row.value}`, `shared:${row.province}`];
    case 'province':
      return [`province:${row.value}`, `shared:${row.value}`];
    case 'country':
      return [`country:${row.value}`];
    case 'unknown-place':
      return [`unknown-place:${row.value}`];
  }
}
