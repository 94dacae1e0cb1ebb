import type { AgencyCode } from '#core/ids.ts';
import type { Bilingual } from '#core/locale.ts';
import { isNonEmpty, type NonEmpty } from '#core/result.ts';
import type { PersonRole } from '#features/intake/types';
import type { Candidate, RouteCaution, RouteRole } from './candidate.ts';
import { coveringSteps, type JurisdictionMap, NATIONAL_CENTRE } from './jurisdiction-map.ts';
import type { RoutableReport } from './place-evidence.ts';
import { type Claim, rankServices } from './rank-services.ts';
import { CAUTION_WORDS, type CautionCode, fillWords, REASON_WORDS } from './route-words.ts';
import { type WeighedEvidence, weighEvidence } from './weigh-evidence.ts';

/** Ranked services for the suspect's place (never empty: the national centre keeps what has no place) and for the victim's (empty when unknown). */
export interface ChosenAgencies {
  readonly reported: NonEmpty<Candidate>;
  readonly victim: readonly Candidate[];
}

/** Ranks the services with jurisdiction by the rule order of the domain page, section 11; the order of the evidence does not matter. */
export function chooseAgencies(report: RoutableReport, map: JurisdictionMap): ChosenAgencies {
  const weighed = (speaksFor: (role: PersonRole | null) => boolean) =>
    report.evidence.filter((item) => speaksFor(item.personRole)).map((item) => weighEvidence(item, report.asOf, map));
  const victim = candidatesFor(
    'victim-place',
    weighed((role) => role === 'victim'),
    report,
    map,
  );
  // A reporter, a third person or an intended recipient says nothing of where the reported person is.
  const ofReported = weighed((role) => role === 'reported' || role === null);
  const found = candidatesFor('reported-place', ofReported, report, map);
  const reported = isNonEmpty(found) ? found : keptByTheCentre(ofReported);
  if (!report.imminent) return { reported, victim };
  // Rule 1: the telephone first, to the child's own place where it is known.
  if (isNonEmpty(victim)) return { reported, victim: callFirst(victim, map) };
  return { reported: callFirst(reported, map), victim };
}

function candidatesFor(
  role: RouteRole,
  weighed: readonly WeighedEvidence[],
  report: RoutableReport,
  map: JurisdictionMap,
): readonly Candidate[] {
  const claims = weighed.flatMap((item) => claimsOf(item, role, map));
  const setAside = cautionsOf(weighed.filter((item) => item.places.length === 0));
  return rankServices(claims, report.imminent, map).map((service, index) => ({
    ...service,
    role,
    rank: index + 1,
    // What could not be placed is told once, on the first candidate.
    cautions: [...service.cautions, ...agencyCautions(service.agency, map), ...(index === 0 ? setAside : [])],
  }));
}

/** Spreads one piece of evidence over the services that answer for its places. */
function claimsOf(item: WeighedEvidence, role: RouteRole, map: JurisdictionMap): readonly Claim[] {
  return item.places.flatMap((place) => {
    const { steps, listed } = coveringSteps(place, map);
    return steps.flatMap((rows, step) => {
      const shared = rows.length > 1 || item.places.length > 1;
      const cautions = [...item.cautions, ...named('no-contact-listed', !listed), ...named('tie', shared)];
      const weight = Math.round((item.weight / item.places.length) * chainFactor(step, map));
      const words = reasonWords(item, role, step);
      return rows.map((row) => ({ agency: row.agency, kind: item.kind, path: item.path, weight, words, cautions }));
    });
  });
}

function named(code: CautionCode, holds: boolean): readonly CautionCode[] {
  return holds ? [code] : [];
}

function chainFactor(step: number, map: JurisdictionMap): number {
  return map.rules.chainFactor[step] ?? map.rules.chainFactor.at(-1) ?? 1;
}

/** A victim's address or town is never repeated outside the restricted tables: only the kind of evidence is named. */
function reasonWords(item: WeighedEvidence, role: RouteRole, step: number): Bilingual {
  const victims = { ip: REASON_WORDS['victim-ip'], phone: REASON_WORDS['victim-phone'] } as const;
  const reason =
    role === 'reported-place'
      ? item.words
      : item.kind === 'ip' || item.kind === 'phone'
        ? victims[item.kind]
        : REASON_WORDS['victim-place'];
  return step === 0 ? reason : fillWords(REASON_WORDS.standsBehind, { reason });
}

function keptByTheCentre(weighed: readonly WeighedEvidence[]): NonEmpty<Candidate> {
  const reason = { words: REASON_WORDS.unknownPlace, path: null, weight: 0 };
  const cautions = cautionsOf(weighed);
  return [{ agency: NATIONAL_CENTRE, role: 'reported-place', rank: 1, weight: 0, reasons: [reason], cautions }];
}

function callFirst(candidates: NonEmpty<Candidate>, map: JurisdictionMap): NonEmpty<Candidate> {
  const [first, ...rest] = candidates;
  const silent = map.agencies.get(first.agency)?.dutyLine == null;
  const added: readonly CautionCode[] = silent ? ['call-first', 'no-duty-line'] : ['call-first'];
  return [{ ...first, cautions: [...added.map((code) => caution(code, null)), ...first.cautions] }, ...rest];
}

function agencyCautions(code: AgencyCode, map: JurisdictionMap): readonly RouteCaution[] {
  const agency = map.agencies.get(code);
  return [
    ...named('contact-unconfirmed', agency?.confirmBeforeFirstUse === true),
    ...named('human-rights-not-reviewed', agency?.caution === 'human-rights-not-reviewed'),
    ...named('jurisdiction-to-be-confirmed', agency?.standing === 'to-be-confirmed'),
  ].map((one) => caution(one, null));
}

/** One caution of a kind is enough: the first by path stands for all. */
function cautionsOf(weighed: readonly WeighedEvidence[]): readonly RouteCaution[] {
  const first = new Map<CautionCode, string>();
  for (const item of weighed) {
    for (const code of item.cautions) {
      const known = first.get(code);
      if (known === undefined || item.path < known) first.set(code, item.path);
    }
  }
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, path]) => caution(code, path));
}

function caution(code: CautionCode, path: string | null): RouteCaution {
  return { code, words: CAUTION_WORDS[code], path };
}
