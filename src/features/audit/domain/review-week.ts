/** How far the review of a week has come; a week that is not over cannot be signed for. */
export type ReviewStanding = 'running' | 'open' | 'partly' | 'signed' | 'overdue';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
/** CJIS AU-6 asks for a look every week: one that is still missing a week after is overdue. */
const OVERDUE_AFTER_DAYS = 7;

/** The Monday (UTC) of the week an instant falls in, `YYYY-MM-DD`. */
export function weekOf(instant: string): string {
  const day = new Date(instant);
  const sinceMonday = (day.getUTCDay() + 6) % WEEK_DAYS;
  return new Date(day.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}

/** The day after the last one of a week. */
export function endOf(week: string): string {
  return new Date(Date.parse(`${week}T00:00:00Z`) + WEEK_DAYS * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a text is a Monday. */
export function isWeek(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && weekOf(`${text}T00:00:00Z`) === text;
}

/** People who acted and whom nobody else has looked at: a look covers everybody but the one who looks. */
export function unreviewed(actors: readonly number[], reviewers: readonly number[]): readonly number[] {
  return actors.filter((actor) => !reviewers.some((reviewer) => reviewer !== actor));
}

/** Whether a person may sign: not when they would be looking at nobody's acts but their own. */
export function maySign(actors: readonly number[], reviewer: number): boolean {
  return actors.length === 0 || actors.some((actor) => actor !== reviewer);
}

/** Where the review of a week stands at an instant. */
export function standingOfWeek(
  week: string,
  people: { readonly actors: readonly number[]; readonly reviewers: readonly number[] },
  now: string,
): ReviewStanding {
  const end = Date.parse(`${endOf(week)}T00:00:00Z`);
  if (Date.parse(now) < end) return 'running';
  const { actors, reviewers } = people;
  if (reviewers.length > 0 && unreviewed(actors, reviewers).length === 0) return 'signed';
  if (Date.parse(now) >= end + OVERDUE_AFTER_DAYS * DAY_MS) return 'overdue';
  return reviewers.length > 0 ? 'partly' : 'open';
}
