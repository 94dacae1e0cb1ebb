import { expect, test } from 'vitest';
import { kindOf, PROPOSAL_KIND_CODES } from './proposal-kinds.ts';
import { APPROVE_ACTS, approving, PROPOSE_ACTS, proposing, SEE_PROPOSALS } from './proposal-permissions.ts';

// Proved: a route over all kinds keeps out nobody whom a kind lets in, and lets in nobody else. Out of scope: the kinds themselves.
test.each(PROPOSAL_KIND_CODES)('whoever may propose or approve %s passes the routes over all kinds', (kind) => {
  expect(PROPOSE_ACTS.roles).toEqual(expect.arrayContaining([...proposing(kind).roles]));
  expect(APPROVE_ACTS.roles).toEqual(expect.arrayContaining([...approving(kind).roles]));
});

test('nobody else passes them; the auditor sees and does nothing', () => {
  const all = PROPOSAL_KIND_CODES.flatMap((kind) => [...kindOf(kind).propose, ...kindOf(kind).approve]);
  const roles = new Set<string>(all);
  expect([...PROPOSE_ACTS.roles, ...APPROVE_ACTS.roles].filter((role) => !roles.has(role))).toEqual([]);
  expect(SEE_PROPOSALS.roles.filter((role) => !roles.has(role))).toEqual(['auditor']);
});
