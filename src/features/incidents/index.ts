export { openByEvent, openIncident } from './commands/open-incident.ts';
export { incidentRoutes } from './http.ts';
