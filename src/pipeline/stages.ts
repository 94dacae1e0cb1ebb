import { deliverPackage } from '#features/dispatch';
import { startClocks } from '#features/legal';
import { linkReports } from '#features/linking';
import { matchMedia } from '#features/media';
import { draftPackages, sealPackage } from '#features/packaging';
import { proposeRoutes, routeReports } from '#features/routing';
import { triageReports } from '#features/triage';
import type { Stage } from './stage.ts';

/**
 * The life of a report. Each stage runs in its own transaction and starts from the event before it.
 * Between the lines, people: a report is decided, a package submitted, a seal released — by a person, never by a stage.
 */
export const STAGES = [
  { name: 'start-clocks', on: 'report.received', about: 'report', run: startClocks },
  { name: 'match-media', on: 'report.received', about: 'report', run: matchMedia },
  { name: 'link-reports', on: 'report.matched', about: 'report', run: linkReports },
  { name: 'triage-reports', on: 'report.linked', about: 'report', run: triageReports },
  {
    name: 'propose-routes',
    on: 'report.triaged',
    about: 'report',
    run: (tx, deps, ids) => proposeRoutes(tx, deps, ids),
  },
  // A person decides. Dispositions package and lead-forwarded go on:
  { name: 'route-reports', on: 'report.decided', about: 'report', run: routeReports },
  { name: 'draft-packages', on: 'report.routed', about: 'report', run: draftPackages },
  // A person submits.
  {
    name: 'seal-package',
    on: 'package.submitted',
    about: 'package',
    work: 'seal',
    runOne: (db, deps, id) => sealPackage(db, deps, id),
  },
  // A second person releases exactly those bytes.
  {
    name: 'deliver-package',
    on: 'package.released',
    about: 'package',
    work: 'dispatch',
    runOne: (db, deps, id) => deliverPackage(db, deps, id),
  },
  // A new version of a known report starts its new clocks, is matched, linked and scored again; its disposition stays a person's.
  { name: 'start-clocks', on: 'report.amended', about: 'report', run: startClocks },
  { name: 'match-media', on: 'report.amended', about: 'report', run: matchMedia },
] as const satisfies readonly Stage[];
