/**
 * Every part of the house that lets go of a report. The first five do so in the act itself, the others by their stage on
 * `report.expunged`; a disposal is complete, and certified, when all have said so of every report.
 */
export const EXPUNGE_PARTS = [
  'received',
  'gates',
  'words',
  'proposals',
  'keys',
  'files',
  'media',
  'linking',
  'triage',
  'routing',
  'calls',
  'packaging',
  'dispatch',
  'parked',
] as const;
export type ExpungePart = (typeof EXPUNGE_PARTS)[number];
