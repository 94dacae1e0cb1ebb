export { type AcceptRefusal, acceptRoute } from './commands/accept-route.ts';
export { type ApprovalRefusal, approveRecipientKey } from './commands/approve-recipient-key.ts';
export { enterContact, proposeContact } from './commands/enter-contact.ts';
export { forgetRoutes } from './commands/forget-routes.ts';
export { loadDirectory } from './commands/load-directory.ts';
export { openPlaceFinder, type PlaceFinder } from './commands/open-place-finder.ts';
export { type KeyRefusal, proposeRecipientKey } from './commands/propose-recipient-key.ts';
export { proposeRoutes } from './commands/propose-routes.ts';
export { routeReports } from './commands/route-reports.ts';
export { setChannel } from './commands/set-channel.ts';
export { isUnconfirmedAbroad } from './domain/foreign-contact.ts';
export { routingRoutes } from './http.ts';
export { contactActs } from './http-contacts.ts';
export { agenciesByCode, agencyByCode, listAgencies } from './queries/agency-by-code.ts';
export { routeReasons } from './queries/route-reasons.ts';
export { acceptedRoutes, candidatesOf, routesOf } from './queries/routes-of-reports.ts';
export { type AnsweringServices, whoAnswersFor } from './queries/who-answers-for.ts';
export type {
  Agency,
  AgencyWithKeys,
  Candidate,
  CandidateRow,
  RouteCaution,
  RouteReason,
  RouteRole,
  RouteRow,
} from './types.ts';
