import type { Permission } from '#features/access/types';

/** Who may do what with what was received. Administrators keep the house; they see no report. */
const READERS = [
  'triage-investigator',
  'package-investigator',
  'reviewer',
  'supervisor',
  'intake-clerk',
] as const satisfies Permission['roles'];

export const RECEIVE_REPORT: Permission = {
  name: 'receive-report',
  roles: ['intake-clerk', 'triage-investigator', 'supervisor'],
  machines: ['credential', 'operator', 'token'],
  objectKind: 'report',
};

/** What is told on the telephone is written down by whoever answers it. */
export const ENTER_AT_DESK: Permission = {
  name: 'enter-at-desk',
  roles: ['intake-clerk', 'triage-investigator', 'supervisor'],
  objectKind: 'report',
};

/** Cases of before the cut-over day, with their original receipt. */
export const RECEIVE_OLD_CASES: Permission = {
  name: 'receive-old-cases',
  roles: ['supervisor'],
  machines: ['operator'],
  objectKind: 'report',
};

/** Setting the day before which a receipt may keep an instant of its own. */
export const SET_CUT_OVER: Permission = { name: 'set-cut-over', roles: ['administrator'], objectKind: 'cut-over' };
export const SEE_CUT_OVER: Permission = {
  name: 'see-cut-over',
  roles: ['administrator', 'supervisor', 'auditor'],
  objectKind: 'cut-over',
};

export const READ_REPORT: Permission = {
  name: 'read-report',
  roles: READERS,
  machines: ['operator'],
  objectKind: 'report',
  underMandate: true,
};

export const OPEN_NARRATIVE: Permission = {
  name: 'open-narrative',
  roles: READERS,
  objectKind: 'report',
  underMandate: true,
};

/** Restricted: those who decide about a child's report, and those who identify and protect children. */
export const OPEN_VICTIMS: Permission = {
  name: 'open-victims',
  roles: ['triage-investigator', 'package-investigator', 'reviewer', 'supervisor', 'victim-id-specialist'],
  objectKind: 'report',
};

/** A machine at one of the doors of the API: the scope of its token says which. People have screens for it. */
const atDoor = (scope: string): Permission => ({
  name: RECEIVE_REPORT.name,
  roles: [],
  machines: ['token'],
  scope,
  objectKind: 'report',
});
export const RECEIVE_BY_MACHINE = atDoor('reports:write');
export const RECEIVE_NOTICE = atDoor('notices:write');
export const RECEIVE_REFERRAL = atDoor('referrals:write');

/** What became of one's own document that waited. */
export const READ_TICKET: Permission = { name: 'read-ticket', roles: [], machines: ['token'], objectKind: 'ticket' };

/** How much each sender may send: for those who give machines their keys. */
export const SET_QUOTA: Permission = {
  name: 'set-quota',
  roles: ['administrator', 'provider-relations'],
  objectKind: 'quota',
};
