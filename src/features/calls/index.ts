export { forgetCalls, keepHandOverClocks, meetPackageClocks } from './commands/keep-clocks.ts';
export { callRoutes } from './http.ts';
export { callRoad } from './queries/call-road.ts';
export { reachedCalls } from './queries/calls-of-report.ts';
