import { expect, test } from 'vitest';
import { ELSEWHERE, kindOf, PROPOSAL_KIND_CODES } from './proposal-kinds.ts';

test('every act of the list has a kind or a rule of its own', () => {
  const listed = [
    'package-release',
    'lead-batch-release',
    'foreign-contact',
    'foreign-first-use',
    'directory-key',
    'unsealing',
    'expunge',
    'key-destruction',
    'bulk-export',
    'rule-set',
    'log-key',
    'role-grant',
    'key-reset',
  ];
  const known = new Set<string>([...PROPOSAL_KIND_CODES, ...Object.keys(ELSEWHERE)]);
  expect(listed.filter((act) => !known.has(act))).toEqual([]);
});

test('nobody who only reads, and nobody outside the house, proposes or approves', () => {
  for (const code of PROPOSAL_KIND_CODES) {
    const roles = [...kindOf(code).propose, ...kindOf(code).approve];
    for (const role of ['auditor', 'recipient-agency', 'provider'] as const) expect(roles, code).not.toContain(role);
  }
});

test('every kind has somebody for each side and ends by itself', () => {
  for (const code of PROPOSAL_KIND_CODES) {
    const { propose, approve, hours } = kindOf(code);
    expect([propose.length > 0, approve.length > 0, hours > 0 && hours <= 168], code).toEqual([true, true, true]);
  }
});

test('a code nobody wrote is a defect', () => {
  expect(() => kindOf('anything')).toThrow('anything');
});
