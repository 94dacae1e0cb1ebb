import { describe, expect, test } from 'vitest';
import { type Actor, ROLES } from '#core/actor.ts';
import type { StaffId } from '#core/ids.ts';
import type { Permission } from '../types.ts';
import { mayAct } from './may-act.ts';

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
});
