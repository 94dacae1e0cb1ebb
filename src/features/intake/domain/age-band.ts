import type { AgeBand } from '../types.ts';

const UPPER_YEARS = [
  [2, '0-2'],
  [6, '3-6'],
  [10, '7-10'],
  [13, '11-13'],
  [15, '14-15'],
  [17, '16-17'],
  [150, '18+'],
] as const satisfies readonly (readonly [number, AgeBand])[];

/** The band of a stated age in whole years, or of a date of birth on the day of receipt; `unknown` when neither can be read. */
export function ageBand(age: string | null, dateOfBirth: string | null, onDay: string): AgeBand {
  const years = statedYears(age) ?? yearsSince(dateOfBirth, onDay);
  if (years === null || years < 0) return 'unknown';
  return UPPER_YEARS.find(([upper]) => years <= upper)?.[1] ?? 'unknown';
}

function statedYears(age: string | null): number | null {
  const match = /^\s*(\d{1,3})\s*$/.exec(age ?? '');
  return match ? Number(match[1]) : null;
}

function yearsSince(dateOfBirth: string | null, onDay: string): number | null {
  const born = /^(\d{4})-(\d{2})-(\d{2})/.exec(dateOfBirth ?? '');
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(onDay);
  if (!born || !day) return null;
  const birthdayPassed = `${day[2]}${day[3]}` >= `${born[2]}${born[3]}`;
  return Number(day[1]) - Number(born[1]) - (birthdayPassed ? 0 : 1);
}
