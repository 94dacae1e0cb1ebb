import { describe, expect, test } from 'vitest';
import type { StaffId } from '#core/ids.ts';
import { mayApprove, roleChange, rolesNeedSecond } from './two-persons.ts';

const [ANNE, BO, CLAIR] = [1, 2, 3] as StaffId[] as [StaffId, StaffId, StaffId];

describe('who may change roles alone', () => {
  test('a role for a colleague needs one administrator; for oneself, or that of administrator, two', () => {
    expect(rolesNeedSecond(ANNE, BO, ['reviewer'])).toBe(false);
    expect(rolesNeedSecond(ANNE, ANNE, ['reviewer'])).toBe(true);
    expect(rolesNeedSecond(ANNE, BO, ['administrator'])).toBe(true);
  });

  test('taking roles away never waits for a second person, not even from oneself', () => {
    expect(rolesNeedSecond(ANNE, ANNE, [])).toBe(false);
    expect(roleChange(['reviewer', 'auditor'], ['auditor', 'liaison'])).toEqual({
      given: ['liaison'],
      taken: ['reviewer'],
    });
  });

  test('neither who proposed nor whom it is about may approve', () => {
    const proposal = { proposedBy: ANNE, staffId: BO };
    expect([ANNE, BO, CLAIR].map((each) => mayApprove(each, proposal))).toEqual([false, false, true]);
  });
});
