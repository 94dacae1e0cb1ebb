export type { Candidate, RouteCaution, RouteReason, RouteRole } from './domain/candidate.ts';
export type { Standing } from './domain/jurisdiction-map.ts';
export type { RouteStatus } from './domain/route-status.ts';
export type { CautionCode } from './domain/route-words.ts';
export type { Agency, AgencyWithKeys } from './queries/agency-by-code.ts';
export type { CandidateRow, RouteRow } from './store/routes.ts';
