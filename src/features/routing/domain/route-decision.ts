import type { AgencyCode } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Candidate, RouteRole } from './candidate.ts';
import { NATIONAL_CENTRE } from './jurisdiction-map.ts';
import type { RouteStatus } from './route-status.ts';

/** A route to be kept for a report. */
export interface DecidedRoute {
  readonly role: RouteRole;
  readonly code: AgencyCode;
  readonly status: RouteStatus;
}

/** The person named a service the directory does not have. */
export interface UnknownTarget {
  readonly kind: 'unknown-target';
  readonly target: string;
}

/**
 * Turns a person's decision into routes: the service they chose (null: the first candidate) is accepted by that decision;
 * another service at the victim's place is proposed beside it, for a package of its own.
 */
export function routesOfDecision(
  target: string | null,
  candidates: readonly Pick<Candidate, 'agency' | 'role' | 'rank'>[],
  known: ReadonlySet<string>,
): Result<readonly DecidedRoute[], UnknownTarget> {
  if (target !== null && !known.has(target)) return refuse({ kind: 'unknown-target', target });
  const first = (role: RouteRole) =>
    candidates.find((candidate) => candidate.role === role && candidate.rank === 1)?.agency ?? null;
  // A report decided before its candidates were ranked still goes somewhere: the centre keeps it.
  const reported = (target as AgencyCode | null) ?? first('reported-place') ?? NATIONAL_CENTRE;
  const victim = first('victim-place');
  const accepted: DecidedRoute = { role: 'reported-place', code: reported, status: 'accepted' };
  if (victim === null || victim === reported) return ok([accepted]);
  return ok([accepted, { role: 'victim-place', code: victim, status: 'proposed' }]);
}
