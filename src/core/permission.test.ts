import { describe, expect, test } from 'vitest';
import { type Actor, ROLES } from './actor.ts';
import type { StaffId } from './ids.ts';
import { mayAct, needsMandate, type Permission } from './permission.ts';

const permission: Permission = { name: 'decide-report', roles: ['triage-investigator', 'supervisor'] };

const MACHINES: readonly Actor[] = [
  { kind: 'operator', osUser: 'someone' },
  { kind: 'stage', stage: 'triageReports' },
  { kind: 'token', tokenId: 1, name: 'figures', scopes: ['stats:read'] },
  { kind: 'recipient', agencyCode: 'ON-OPP' },
  { kind: 'anyone' },
];

describe('who may act', () => {
  test.each(ROLES)('a person with only the role %s may act exactly when it is listed', (role) => {
    const person: Actor = { kind: 'staff', staffId: 1 as StaffId, name: 'A', roles: [role], language: 'en' };
    expect(mayAct(person, permission)).toBe(permission.roles.includes(role));
  });

  test('a person without any role may do nothing', () => {
    expect(mayAct({ kind: 'staff', staffId: 1 as StaffId, name: 'A', roles: [], language: 'en' }, permission)).toBe(
      false,
    );
  });

  test.each(MACHINES)('a $kind is refused unless its kind is named', (machine) => {
    if (machine.kind === 'staff') return;
    expect(mayAct(machine, permission)).toBe(false);
    expect(mayAct(machine, { ...permission, machines: [machine.kind] })).toBe(true);
  });

  test('a token needs the scope an act names, and its kind besides', () => {
    const token = (...scopes: string[]): Actor => ({ kind: 'token', tokenId: 1, name: 'A feed', scopes });
    const scoped: Permission = { ...permission, machines: ['token'], scope: 'notices:write' };
    expect(mayAct(token('notices:write'), scoped)).toBe(true);
    expect(mayAct(token('reports:write'), scoped)).toBe(false);
    expect(mayAct(token('notices:write'), { ...scoped, machines: [] })).toBe(false);
  });

  test('a mandate is a question for an auditor alone, and only where the act allows one', () => {
    const person = (role: (typeof ROLES)[number]): Actor => ({
      kind: 'staff',
      staffId: 1 as StaffId,
      name: 'A',
      roles: [role],
      language: 'en',
    });
    const open: Permission = { ...permission, underMandate: true };
    expect(ROLES.filter((role) => needsMandate(person(role), open))).toEqual(['auditor']);
    expect(ROLES.filter((role) => needsMandate(person(role), permission))).toEqual([]);
    expect(needsMandate({ kind: 'operator', osUser: 'someone' }, open)).toBe(false);
  });
});
