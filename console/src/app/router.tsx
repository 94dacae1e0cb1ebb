import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Crash } from './error-boundary.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

const VIEWS = ['next', 'dies-first', 'mine', 'all', 'reawakened'] as const;

/** What may stand in the address of the queue: codes only (X11). */
export interface QueueSearch {
  readonly view?: (typeof VIEWS)[number];
  readonly urgency?: string;
  readonly source?: string;
}

const codeIn = (search: Record<string, unknown>, name: string): string | undefined => {
  const value = search[name];
  return typeof value === 'string' && /^[A-Za-z0-9-]{1,40}$/.test(value) ? value : undefined;
};

function queueSearch(search: Record<string, unknown>): QueueSearch {
  const view = VIEWS.find((each) => each === search['view']);
  const urgency = codeIn(search, 'urgency');
  const source = codeIn(search, 'source');
  return { ...(view && { view }), ...(urgency && { urgency }), ...(source && { source }) };
}

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/queue', search: {} });
  },
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: queueSearch,
  component: lazyRouteComponent(() => import('../screens/queue/queue.tsx'), 'QueueScreen'),
});

const entry = createRoute({
  getParentRoute: () => root,
  path: '/entry',
  validateSearch: (search: Record<string, unknown>): { readonly kind?: 'referral' } =>
    search['kind'] === 'referral' ? { kind: 'referral' } : {},
  component: lazyRouteComponent(() => import('../screens/entry/entry.tsx'), 'EntryScreen'),
});

const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  component: lazyRouteComponent(() => import('../screens/calls/calls.tsx'), 'CallsScreen'),
});

const formerYears = createRoute({
  getParentRoute: () => root,
  path: '/former-years',
  component: lazyRouteComponent(() => import('../screens/former-years/former-years.tsx'), 'FormerYearsScreen'),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$report',
  // Comes with the telephone in hand: the hand-over is open at once.
  validateSearch: (search: Record<string, unknown>): { readonly telephone?: true } =>
    search['telephone'] === true ? { telephone: true } : {},
  component: lazyRouteComponent(() => import('../screens/report/report.tsx'), 'ReportScreen'),
});

const bundle = createRoute({
  getParentRoute: () => root,
  path: '/bundles/$bundle',
  component: lazyRouteComponent(() => import('../screens/bundle/bundle.tsx'), 'BundleScreen'),
});

const subject = createRoute({
  getParentRoute: () => root,
  path: '/subjects/$subject',
  component: lazyRouteComponent(() => import('../screens/subject/subject.tsx'), 'SubjectScreen'),
});

const packages = createRoute({
  getParentRoute: () => root,
  path: '/packages',
  validateSearch: (search: Record<string, unknown>): { readonly state?: string } => {
    const state = codeIn(search, 'state');
    return { ...(state && { state }) };
  },
  component: lazyRouteComponent(() => import('../screens/packages/packages.tsx'), 'PackagesScreen'),
});

const pkg = createRoute({
  getParentRoute: () => root,
  path: '/packages/$pkg',
  component: lazyRouteComponent(() => import('../screens/package/package.tsx'), 'PackageScreen'),
});

const parked = createRoute({
  getParentRoute: () => root,
  path: '/parked',
  component: lazyRouteComponent(() => import('../screens/parked/parked.tsx'), 'ParkedScreen'),
});

const senders = createRoute({
  getParentRoute: () => root,
  path: '/senders',
  component: lazyRouteComponent(() => import('../screens/intake-health/intake-health.tsx'), 'IntakeHealthScreen'),
});

const providers = createRoute({
  getParentRoute: () => root,
  path: '/providers',
  component: lazyRouteComponent(() => import('../screens/providers/providers.tsx'), 'ProvidersScreen'),
});

const regimes = createRoute({
  getParentRoute: () => root,
  path: '/regimes',
  component: lazyRouteComponent(() => import('../screens/regimes/regimes.tsx'), 'RegimesScreen'),
});

const needToKnow = createRoute({
  getParentRoute: () => root,
  path: '/need-to-know',
  component: lazyRouteComponent(() => import('../screens/need-to-know/need-to-know.tsx'), 'NeedToKnowScreen'),
});

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  validateSearch: (search: Record<string, unknown>): { readonly week?: string } => {
    const week = codeIn(search, 'week');
    return { ...(week && { week }) };
  },
  component: lazyRouteComponent(() => import('../screens/reviews/reviews.tsx'), 'ReviewsScreen'),
});

/** What may stand in the address of the audit log: codes, days and numbers only (X11). */
export interface AuditLogSearch {
  readonly person?: number;
  readonly act?: string;
  readonly outcome?: string;
  readonly object?: string;
  readonly from?: string;
  readonly until?: string;
  readonly after?: number;
}

const numberIn = (search: Record<string, unknown>, name: string): number | undefined => {
  const value = Number(search[name]);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
};

const dayIn = (search: Record<string, unknown>, name: string): string | undefined => {
  const value = codeIn(search, name);
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
};

function auditLogSearch(search: Record<string, unknown>): AuditLogSearch {
  const [person, after] = [numberIn(search, 'person'), numberIn(search, 'after')];
  const [act, outcome, object] = [codeIn(search, 'act'), codeIn(search, 'outcome'), codeIn(search, 'object')];
  const [from, until] = [dayIn(search, 'from'), dayIn(search, 'until')];
  return {
    ...(person && { person }),
    ...(act && { act }),
    ...(outcome && { outcome }),
    ...(object && { object }),
    ...(from && { from }),
    ...(until && { until }),
    ...(after && { after }),
  };
}

const auditLog = createRoute({
  getParentRoute: () => root,
  path: '/audit-log',
  validateSearch: auditLogSearch,
  component: lazyRouteComponent(() => import('../screens/audit-log/audit-log.tsx'), 'AuditLogScreen'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../screens/account/account.tsx'), 'AccountScreen'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('../screens/people/people.tsx'), 'PeopleScreen'),
});

const machines = createRoute({
  getParentRoute: () => root,
  path: '/machines',
  component: lazyRouteComponent(() => import('../screens/machines/machines.tsx'), 'MachinesScreen'),
});

const lockOuts = createRoute({
  getParentRoute: () => root,
  path: '/lock-outs',
  component: lazyRouteComponent(() => import('../screens/lock-outs/lock-outs.tsx'), 'LockOutsScreen'),
});

const proposals = createRoute({
  getParentRoute: () => root,
  path: '/second-person',
  component: lazyRouteComponent(() => import('../screens/proposals/proposals.tsx'), 'ProposalsScreen'),
});

const retention = createRoute({
  getParentRoute: () => root,
  path: '/retention',
  component: lazyRouteComponent(() => import('../screens/retention/retention.tsx'), 'RetentionScreen'),
});

const incidents = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  component: lazyRouteComponent(() => import('../screens/incidents/incidents.tsx'), 'IncidentsScreen'),
});

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$incident',
  component: lazyRouteComponent(() => import('../screens/incident/incident.tsx'), 'IncidentScreen'),
});

const mappings = createRoute({
  getParentRoute: () => root,
  path: '/mappings',
  component: lazyRouteComponent(() => import('../screens/mappings/mappings.tsx'), 'MappingsScreen'),
});

const mapping = createRoute({
  getParentRoute: () => root,
  path: '/mappings/$mapping',
  component: lazyRouteComponent(() => import('../screens/mapping/mapping.tsx'), 'MappingScreen'),
});

const bench = createRoute({
  getParentRoute: () => root,
  path: '/repair',
  component: lazyRouteComponent(() => import('../screens/bench/bench.tsx'), 'BenchScreen'),
});

const repair = createRoute({
  getParentRoute: () => root,
  path: '/repair/$report',
  component: lazyRouteComponent(() => import('../screens/repair/repair.tsx'), 'RepairScreen'),
});

/** The addresses of the console; each screen is a chunk of its own. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    queue,
    entry,
    calls,
    formerYears,
    report,
    bundle,
    subject,
    packages,
    pkg,
    parked,
    senders,
    providers,
    regimes,
    needToKnow,
    reviews,
    auditLog,
    account,
    people,
    machines,
    lockOuts,
    proposals,
    retention,
    incidents,
    incident,
    mappings,
    mapping,
    bench,
    repair,
  ]),
  defaultErrorComponent: ({ reset }) => <Crash onRetry={reset} />,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
