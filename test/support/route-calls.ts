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
  'PUT /reports/{report}/draft-fields/{field}': () => ({ verdict: 'rejected' }),
  'POST /reports/{report}/bytes/opening': () => ({ purpose: 'repair' }),
  'POST /reports/{report}/reading': () => ({ reader: { kind: 'any' } }),
  'POST /reports/{report}/repaired-text': () => ({ text: '{}', note: REASON, reader: { kind: 'any' } }),
  'POST /reports/{report}/redirection': () => ({ source: 'hotline', sender: 'Example Hotline', note: REASON }),
  'POST /reports/{report}/handing-over': () => ({ to: { team: 'supervisor' }, note: REASON }),
  'POST /repair/readings': () => ({ source: 'hotline', sender: 'nobody', reason: 'none', reader: { kind: 'any' } }),
  'POST /reports/:report/joins': () => ({ with: 'R-2026-999999', verdict: 'different' }),
  'POST /reports/:report/calls': () => ({
    number: '+1 450 555 0100',
    result: 'no-answer',
    calledAt: '2026-11-24T03:00:00Z',
  }),
  'POST /calls/:call/call-backs': () => ({ result: 'came', note: REASON }),
  'POST /reports/:report/hand-over-clocks/:kind/end': () => ({ reason: REASON }),
  'POST /links/:id/verdict': () => ({ verdict: 'maybe' }),
  'PUT /packages/:package/items/:item': () => ({ state: 'pending', reason: 'awaited' }),
  'PUT /packages/:package/facts/:target/:id': () => ({ verdict: 'excluded', reason: 'as agreed' }),
  'POST /packages/:package/release': () => ({ bagHash: 'x' }),
  'POST /vault/root-keys/:rootKey/destruction': () => ({ reason: REASON }),
  'POST /packages/:package/first-use': () => ({ reason: REASON }),
  'POST /packages/:package/recall': () => ({ because: 'wrong-content', reason: REASON }),
  'POST /packages/:package/return': () => ({ reason: REASON }),
  'POST /reports/:report/routes/:role/acceptance': () => ({ code: 'QC-SPL', reason: REASON }),
  'POST /reports/:report/decision': () => ({ disposition: 'package', reason: 'no-such-reason' }),
  'POST /bundles/:bundle/decision': () => ({
    disposition: 'not-actionable',
    reason: 'viral-no-intent',
    sampleHash: 'x',
  }),
  'POST /bundles/:bundle/reports/:report/removal': () => ({ reason: REASON }),
  'POST /bundles/:bundle/dissolution': () => ({ reason: REASON }),
  'POST /reports/:report/factors/:code': () => ({ verdict: 'considered' }),
  'PUT /reports/:report/urgency': () => ({ urgency: 'P3', reason: REASON }),
  'POST /reports/:report/urgency': () => ({ urgency: 'P3', reason: REASON }),
  'PUT /providers/{provider}': () => ({ name: 'Example' }),
  'PUT /provider-people/:person/manager': () => ({ manages: true }),
  'POST /regimes/:regime/days': () => ({ inForceFrom: '2027-01-01', authority: 'order', reason: REASON }),
  'POST /quotas': () => ({
    ...{ sender: 'token:1', documentsPerMinute: 10, mebibytesPerHour: 10, alarmsPerMinute: 1 },
    reason: REASON,
  }),
  'PUT /reports/:report/compartments/:compartment': () => ({ reason: REASON }),
};

/** Routes that would end the session the other questions are asked with. */
export const ENDS_THE_SESSION: readonly string[] = ['DELETE /session', 'POST /session/lock'];

/** Routes about things this house has none of: whoever may ask gets the same 404 as whoever may not. */
export const NOTHING_THERE: readonly string[] = [
  'PUT /session/keys/passkeys/:key',
  'DELETE /session/keys/passkeys/:key',
  'DELETE /session/keys/codes',
  'POST /machine-access/credentials/:id/rotate',
  'POST /machine-access/credentials/:id/revoke',
  'POST /machine-access/tokens/:id/revoke',
  'PUT /machine-access/credentials/:id/certificate',
  'POST /people/:person/work-account',
  'POST /provider-people/:person/invitation',
  'PUT /provider-people/:person/manager',
  'POST /people/proposals/:kind/:proposal/decision',
  'GET /audit/checkpoint',
  'GET /audit/consistency',
  'POST /audit/witnesses/{witness}/approval',
  'DELETE /audit/witnesses/{witness}',
  'POST /vault/root-keys/:rootKey/destruction',
  'GET /proposals/:id',
  'DELETE /proposals/:id',
  'POST /proposals/:id/execution',
  'POST /regimes/:regime/days',
  'GET /providers/{provider}/quality',
  'PUT /providers/{provider}',
  'PUT /providers/{provider}/people/{person}',
  'GET /retention/certificates/:number',
  'GET /retention/certificates/:number/document',
  'GET /incidents/:incident',
  'POST /desk-documents',
];

/** Whether an address names an object that lies on one side of a wall. */
export function isAboutAnObject({ path }: Route): boolean {
  return /^\/(reports|packages|deliveries|links|subjects|bundles|calls)\/[:{]/.test(path);
}

/** The question this route is asked about this side. */
export function askFor(route: Route, side: Side): Ask {
  const values: Readonly<Record<string, string | number>> = {
    report: side.report,
    subject: side.subject,
    package: side.package,
    delivery: side.delivery,
    bundle: side.bundle,
    narrative: side.narrative,
    field: side.draft,
    call: side.call,
    kind: 'voice',
    id: route.path.startsWith('/links') ? side.edge : 999_999,
    item: 2,
    target: 'file',
    document: 'fdr',
    code: route.path.startsWith('/agencies') ? 'QC-SPL' : 'live-contact',
    role: 'reported-place',
    compartment: 'exempt-bank',
    staff: 1,
    opening: SEEDED_ID,
    join: SEEDED_ID,
    mandate: SEEDED_ID,
    person: SEEDED_ID,
  };
  const url = route.path.replace(/[:{](\w+)\}?/g, (_, name: string) => String(values[name] ?? `no-${name}`));
  // Where a source is named in the query, the question is about whoever asks, not about the form.
  if (route.path === '/imports') return { url: `${url}?source=ncmec`, body: {} };
  const body = BODIES[`${route.method} ${route.path}`]?.(side);
  if (body !== undefined) return { url, body };
  return ('body' in route && route.body) || (route.method !== 'GET' && route.method !== 'DELETE')
    ? { url, body: {} }
    : { url };
}
