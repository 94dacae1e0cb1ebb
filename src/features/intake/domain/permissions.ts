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
  // An investigator receives what a document read again turns out to hold beside its first report.
  roles: ['intake-clerk', 'supervisor', 'triage-investigator'],
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

/** How senders are doing, in numbers: those on shift and those who speak with providers. */
export const SEE_INTAKE_HEALTH: Permission = {
  name: 'see-intake-health',
  roles: ['intake-clerk', 'triage-investigator', 'supervisor', 'provider-relations'],
  objectKind: 'report',
};

/** A line of a tip's PDF becomes a fact of the report by a person's word only. */
export const JUDGE_DRAFT: Permission = {
  name: 'judge-draft-field',
  roles: ['triage-investigator', 'package-investigator', 'supervisor', 'intake-clerk'],
  objectKind: 'report',
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

/** A provider files its own notices: its people by the portal, its machines by the API, the command line for it. */
export const FILE_NOTICE: Permission = {
  name: 'file-notice',
  roles: ['provider'],
  machines: ['credential', 'token', 'operator'],
  objectKind: 'report',
};

/** Providers, their names and contacts, and how good their notices are. */
export const SEE_PROVIDERS: Permission = {
  name: 'see-providers',
  roles: ['provider-relations', 'supervisor'],
  machines: ['operator'],
  objectKind: 'provider',
};

export const KEEP_PROVIDERS: Permission = {
  name: 'keep-providers',
  roles: ['provider-relations'],
  machines: ['operator'],
  objectKind: 'provider',
};

/** Whoever keeps mappings sees samples uploaded for that purpose, and no report. */
export const KEEP_MAPPINGS: Permission = {
  name: 'keep-mapping',
  roles: ['administrator'],
  objectKind: 'mapping',
};

/** Who repairs, reads again or redirects what could not be read; opening its bytes is the same desk's, each time with a purpose. */
const BENCH = ['intake-clerk', 'supervisor', 'triage-investigator'] as const satisfies Permission['roles'];

export const SEE_REPAIRS: Permission = { name: 'see-repair-bench', roles: BENCH, objectKind: 'report' };
export const OPEN_BYTES: Permission = { name: 'open-received-bytes', roles: BENCH, objectKind: 'report' };
export const REPAIR_REPORT: Permission = { name: 'repair-report', roles: BENCH, objectKind: 'report' };

/** An archive holds the bytes of many reports, imagery among them: it is read out on the house's own machine, never over HTTP. */
export const OPEN_ARCHIVE: Permission = {
  name: 'open-archive',
  roles: [],
  machines: ['operator'],
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

/** A provider's own manager over the people of the same provider; being one is looked up beside the role. */
export const MANAGE_COLLEAGUES: Permission = {
  name: 'manage-colleagues',
  roles: ['provider'],
  objectKind: 'staff',
};

/** Letting people of providers in; what they send they see themselves. */
export const INVITE_PROVIDERS: Permission = {
  name: 'invite-provider-person',
  roles: ['administrator', 'provider-relations'],
  objectKind: 'staff',
};
