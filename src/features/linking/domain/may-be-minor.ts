/** What a report says of a person's age. */
export interface StatedAge {
  readonly dateOfBirth: string | null;
  readonly age: string | null;
}

const MAJORITY = 18;

/** Whether anything stated points to a person under 18 on the day of receipt: their file is handled differently (domain page, 4.5). */
export function mayBeMinor(persons: readonly StatedAge[], onDay: string): boolean {
  return persons.some(({ dateOfBirth, age }) => youngBy(age) || bornAfter(dateOfBirth, onDay));
}

function youngBy(age: string | null): boolean {
  const years = /^\s*(\d{1,3})\b/.exec(age ?? '')?.[1];
  return years !== undefined && Number(years) < MAJORITY;
}

function bornAfter(dateOfBirth: string | null, onDay: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(dateOfBirth ?? '')?.[0];
  if (day === undefined) return false;
  return day > `${Number(onDay.slice(0, 4)) - MAJORITY}${onDay.slice(4, 10)}`;
}
