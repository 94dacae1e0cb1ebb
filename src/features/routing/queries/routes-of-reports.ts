import type { Queryable } from '#platform/postgres/transaction.ts';
import { type CandidateRow, type RouteRow, selectCandidates, selectRoutes } from '../store/routes.ts';

/** Ranked candidates of a set of reports, by report, role and rank. */
export async function candidatesOf(q: Queryable, reportIds: readonly number[]): Promise<readonly CandidateRow[]> {
  return selectCandidates(q, reportIds);
}

/** Accepted routes of a set of reports: at most one per report and role. */
export async function acceptedRoutes(q: Queryable, reportIds: readonly number[]): Promise<readonly RouteRow[]> {
  const routes = await selectRoutes(q, reportIds);
  return routes.filter((route) => route.status === 'accepted');
}

/** All routes of a set of reports, proposed and contested ones included. */
export async function routesOf(q: Queryable, reportIds: readonly number[]): Promise<readonly RouteRow[]> {
  return selectRoutes(q, reportIds);
}
