import type { Clock, Instant } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { Candidate } from '../domain/candidate.ts';
import { chooseAgencies } from '../domain/choose-agencies.ts';
import { addressesToLookUp, collectEvidence, type PlaceFacts } from '../domain/collect-evidence.ts';
import { jurisdictionMap } from '../queries/who-answers-for.ts';
import { replaceCandidates } from '../store/routes.ts';
import { lookUpAddresses } from './look-up-addresses.ts';
import type { PlaceFinder } from './open-place-finder.ts';

/** A report with what it says of places. */
export interface ReportToRoute {
  readonly reportId: number;
  readonly receivedAt: Instant;
  readonly imminent: boolean;
  readonly facts: PlaceFacts;
}

// Beyond the tenth service a list helps nobody; the first ones are what a person reads.
const KEPT_PER_ROLE = 10;

/** Ranks and stores the candidates of a set of reports: two reads and two writes for any size of set. */
export async function proposeCandidates(
  tx: Tx,
  deps: { readonly clock: Clock; readonly places: PlaceFinder },
  reports: readonly ReportToRoute[],
): Promise<readonly (Candidate & { readonly reportId: number })[]> {
  if (reports.length === 0) return [];
  const now = deps.clock.now();
  const map = await jurisdictionMap(tx, deps.places.reference, now);
  const lookups = await lookUpAddresses(
    deps.places,
    reports.flatMap((report) => addressesToLookUp(report.facts)),
  );
  const candidates = reports.flatMap(({ reportId, receivedAt, imminent, facts }) => {
    const evidence = collectEvidence(facts, lookups);
    const chosen = chooseAgencies({ reportId, asOf: receivedAt, imminent, evidence }, map);
    const kept = [...chosen.reported.slice(0, KEPT_PER_ROLE), ...chosen.victim.slice(0, KEPT_PER_ROLE)];
    return kept.map((candidate) => ({ ...candidate, reportId }));
  });
  const ids = reports.map((report) => report.reportId);
  await replaceCandidates(tx, ids, candidates, { ruleVersion: map.rules.version, proposedAt: now });
  return candidates;
}
