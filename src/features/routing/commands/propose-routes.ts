import type { Clock } from '#core/clock.ts';
import { noteRouteHint } from '#features/triage';
import type { Tx } from '#platform/postgres/transaction.ts';
import { agenciesByCode } from '../queries/agency-by-code.ts';
import { gatherReports } from './gather-reports.ts';
import type { PlaceFinder } from './open-place-finder.ts';
import { proposeCandidates } from './propose-candidates.ts';

/** Stage on `report.triaged`: ranks the services of each report and tells triage's queue the first one. It proposes; a person decides. */
export async function proposeRoutes(
  tx: Tx,
  deps: { readonly clock: Clock; readonly places: PlaceFinder },
  reportIds: readonly number[],
): Promise<void> {
  const candidates = await proposeCandidates(tx, deps, await gatherReports(tx, reportIds));
  const firsts = candidates.filter((candidate) => candidate.role === 'reported-place' && candidate.rank === 1);
  const agencies = await agenciesByCode(tx, [...new Set(firsts.map((candidate) => candidate.agency))]);
  const hints = firsts.map(({ reportId, agency }) => ({
    reportId,
    agency,
    words: agencies.get(agency)?.name ?? { en: agency, fr: agency },
  }));
  await noteRouteHint(tx, hints);
}
