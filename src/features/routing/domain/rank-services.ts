import type { AgencyCode } from '#core/ids.ts';
import type { Bilingual } from '#core/locale.ts';
import type { RouteCaution, RouteReason } from './candidate.ts';
import type { JurisdictionMap } from './jurisdiction-map.ts';
import type { PlaceEvidence } from './place-evidence.ts';
import { CAUTION_WORDS, type CautionCode, fillWords, REASON_WORDS } from './route-words.ts';

/** One piece of evidence speaking for one service. */
export interface Claim {
  readonly agency: AgencyCode;
  readonly kind: PlaceEvidence['kind'];
  readonly path: string;
  readonly weight: number;
  readonly words: Bilingual;
  readonly cautions: readonly CautionCode[];
}

/** A service with the evidence for it added up. */
export interface RankedService {
  readonly agency: AgencyCode;
  readonly weight: number;
  readonly reasons: readonly RouteReason[];
  readonly cautions: readonly RouteCaution[];
}

/**
 * Adds up the evidence for each service and ranks them: of each kind the strongest counts whole, further ones only corroborate,
 * so that a thousand captures of one address cannot outvote a stated home.
 */
export function rankServices(
  claims: readonly Claim[],
  imminent: boolean,
  map: JurisdictionMap,
): readonly RankedService[] {
  const byAgency = Map.groupBy(claims, (claim) => claim.agency);
  const services = [...byAgency].map(([agency, own]) => addUp(agency, own, imminent, map));
  services.sort((a, b) => b.weight - a.weight || (a.agency < b.agency ? -1 : 1));
  return withTies(services, map.rules.tieShare);
}

function addUp(agency: AgencyCode, claims: readonly Claim[], imminent: boolean, map: JurisdictionMap): RankedService {
  const reasons: RouteReason[] = [];
  const cautions = new Map<CautionCode, RouteCaution>();
  const byKind = [...Map.groupBy(claims, (claim) => claim.kind)].sort(([a], [b]) => compareText(b, a));
  for (const [, same] of byKind) {
    const best = same.reduce((kept, next) => (isStronger(next, kept) ? next : kept));
    reasons.push({ words: best.words, path: best.path, weight: best.weight });
    for (const code of best.cautions) cautions.set(code, { code, words: CAUTION_WORDS[code], path: best.path });
    const further = new Set(same.map((claim) => claim.path)).size - 1;
    if (further > 0) reasons.push(corroboration(further, map));
  }
  if (imminent && map.agencies.get(agency)?.dutyLine != null) {
    reasons.push({ words: REASON_WORDS.dutyLine, path: null, weight: map.rules.dutyLineWhenImminent });
  }
  reasons.sort((a, b) => b.weight - a.weight || compareText(a.path, b.path) || compareText(a.words.en, b.words.en));
  return {
    agency,
    weight: reasons.reduce((sum, reason) => sum + reason.weight, 0),
    reasons,
    cautions: [...cautions.values()].sort((a, b) => compareText(a.code, b.code)),
  };
}

/** Between equals the path decides, so that the order of arrival never does. */
function isStronger(a: Claim, b: Claim): boolean {
  return (
    a.weight > b.weight ||
    (a.weight === b.weight && (compareText(a.path, b.path) || compareText(a.words.en, b.words.en)) < 0)
  );
}

function corroboration(further: number, map: JurisdictionMap): RouteReason {
  const { perFurtherItem, cap } = map.rules.corroboration;
  return {
    words: fillWords(REASON_WORDS.corroborated, { count: String(further) }),
    path: null,
    weight: Math.min(further * perFurtherItem, cap),
  };
}

/** Names the tie on every service that comes within the margin of the first. */
function withTies(services: readonly RankedService[], share: number): readonly RankedService[] {
  const top = services[0]?.weight ?? 0;
  const near = services.filter((service) => top - service.weight <= top * share);
  if (near.length < 2) return services;
  return services.map((service) => {
    if (!near.includes(service) || service.cautions.some((caution) => caution.code === 'tie')) return service;
    return {
      ...service,
      cautions: [...service.cautions, { code: 'tie' as const, words: CAUTION_WORDS.tie, path: null }],
    };
  });
}

function compareText(a: string | null, b: string | null): number {
  const [left, right] = [a ?? '', b ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
