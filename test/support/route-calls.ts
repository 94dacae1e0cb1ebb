import type { Route } from '#platform/http/route.ts';
import type { Side } from './two-sides.ts';

/** How one route is asked about one side: its address, and a body that passes its schema where it takes one. */
export interface Ask {
  readonly url: string;
  readonly body?: unknown;
}

/** The id of the one opening and the one mandate that the test puts there. */
export const SEEDED_ID = 999_999;

const REASON = 'a reason long enough for the test';

// A body that reaches the command; what the command then says is not the matrix's business.
const BODIES: Readonly<Record<string, (side: Side) => unknown>> = {
  'POST /deliveries/:delivery/acknowledgement': () => ({ bagHash: 'x', by: 'desk' }),
  'POST /deliveries/:delivery/answer': () => ({ answer: 'accepted', note: REASON }),
  'POST /reports/{report}/narratives/{narrative}/opening': () => ({ purpose: 'assess urgency' }),
  'POST /reports/{report}/victims/opening': () => ({ purpose: 'assess urgency' }),
  'POST /links/:id/verdict': () => ({ verdict: 'maybe' }),
  'PUT /packages/:package/items/:item': () => ({ state: 'pending', reason: 'awaited' }),
  'PUT /packages/:package/facts/:target/:id': () => ({ verdict: 'excluded', reason: 'as agreed' }),
  'POST /packages/:package/release': () => ({ bagHash: 'x' }),
  'POST /packages/:package/return': () => ({ reason: REASON }),
  'POST /reports/:report/routes/:role/acceptance': () => ({ code: 'QC-SPL', reason: REASON }),
  'POST /reports/:report/decision': () => ({ disposition: 'package', reason: 'no-such-reason' }),
  'POST /reports/:report/factors/:code': () => ({ verdict: 'considered' }),
  'PUT /reports/:report/urgency': () => ({ urgency: 'P3', reason: REASON }),
  'POST /reports/:report/urgency': () => ({ urgency: 'P3', reason: REASON }),
  'PUT /reports/:report/compartments/:compartment': () => ({ reason: REASON }),
};

/** Whether an address names an object that lies on one side of a wall. */
export function isAboutAnObject({ path }: Route): boolean {
  return /^\/(reports|packages|deliveries|links|subjects)\/[:{]/.test(path);
}

/** The question this route is asked about this side. */
export function askFor(route: Route, side: Side): Ask {
  const values: Readonly<Record<string, string | number>> = {
    report: side.report,
    subject: side.subject,
    package: side.package,
    delivery: side.delivery,
    narrative: side.narrative,
    id: route.path.startsWith('/links') ? side.edge : 999_999,
    item: 2,
    target: 'file',
    document: 'fdr',
    code: route.path.startsWith('/agencies') ? 'QC-SPL' : 'live-contact',
    role: 'reported-place',
    compartment: 'exempt-bank',
    staff: 1,
    opening: SEEDED_ID,
    mandate: SEEDED_ID,
  };
  const url = route.path.replace(/[:{](\w+)\}?/g, (_, name: string) => String(values[name] ?? `no-${name}`));
  const body = BODIES[`${route.method} ${route.path}`]?.(side);
  if (body !== undefined) return { url, body };
  return route.body || (route.method !== 'GET' && route.method !== 'DELETE') ? { url, body: {} } : { url };
}
