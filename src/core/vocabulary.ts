/** Codes stored and sent (interface page, section 5); words are displayed from the glossary. */
export const SOURCES = [
  'ncmec',
  'provider',
  'cybertip-ca',
  'hotline',
  'police-ca',
  'police-foreign',
  'rcmp-division',
] as const;
export type Source = (typeof SOURCES)[number];

export const DISPOSITIONS = [
  'package',
  'lead-forwarded',
  'linked-to-existing',
  'specialised-team',
  'not-actionable',
  'outside-mandate',
  'duplicate-of',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** States in which a report still waits for a person's decision. */
export const OPEN_STATES = ['unfinished', 'open', 'held'] as const;
export type ReportState = (typeof OPEN_STATES)[number] | Disposition;

/** P1 imminent … P4 low, informational; in this order. */
export const URGENCIES = ['P1', 'P2', 'P3', 'P4', 'informational'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const PACKAGE_STATES = [
  'draft',
  'submitted',
  'sealed',
  'released',
  'sent',
  'delivered',
  'acknowledged',
  'accepted',
  'declined',
  're-routed',
  'closed',
  'parked',
  'rejected',
  'retracted',
] as const;
export type PackageState = (typeof PACKAGE_STATES)[number];

export const OUTCOMES = [
  'still-investigating',
  'suspect-identified',
  'child-identified',
  'child-safeguarded',
  'arrested',
  'charged',
  'no-offence',
  'insufficient',
  'duplicate',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
