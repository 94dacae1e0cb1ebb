import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { DAY_MS } from '#core/units.ts';
import type { ReportState } from '#core/vocabulary.ts';
import { addToDay, type CalendarLength, type CivilDay, civilDayIn, endOfDay } from './calendar.ts';

/** One class of the retention table; dates are `YYYY-MM-DD`, `effectiveTo` excluded. */
export interface RetentionClass {
  readonly code: string;
  readonly words: Bilingual;
  /** `tests`: only what its sender marked as a test. @default every report */
  readonly of?: 'tests';
  readonly states: readonly string[];
  /** From where the period runs: `receipt` or the last administrative use. */
  readonly trigger: string;
  readonly period: CalendarLength;
  readonly hold: string;
  readonly authority: Bilingual;
  readonly source: string;
  readonly standing: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

export interface RetentionTable {
  readonly version: string;
  /** Days are counted here. */
  readonly zone: string;
  /** No class is shorter (Privacy Act Regulations, s. 4), but for tests: they are about nobody and used for no decision. */
  readonly floor: CalendarLength;
  readonly classes: readonly RetentionClass[];
}

/** What is known of a report when its disposal is asked for. */
export interface DisposalFacts {
  readonly reportId: number;
  readonly number: string;
  readonly state: ReportState;
  readonly isTest: boolean;
  readonly receivedAt: Instant;
  readonly lastUsedAt: Instant;
  readonly expungedAt: Instant | null;
  /** Holds that reach it, by whatever scope. */
  readonly holds: readonly number[];
  /** Packages it shares with reports outside the set. */
  readonly sharedPackages: readonly string[];
}

/** Why a report may or may not be disposed of. A hold is named before anything a date could cure. */
export type DisposalStanding = 'due' | 'not-yet' | 'held' | 'open' | 'shared' | 'no-class' | 'gone';

export interface DisposalJudgement {
  readonly facts: DisposalFacts;
  readonly class: RetentionClass | null;
  readonly dueAt: Instant | null;
  readonly standing: DisposalStanding;
}

const OPEN: ReadonlySet<string> = new Set(['unfinished', 'open', 'held']);

/** The class a state falls under on a day, a test's own first; null when the table has none, and then nothing is ever due. */
export function classOf(
  { state, isTest }: Pick<DisposalFacts, 'state' | 'isTest'>,
  day: CivilDay,
  table: RetentionTable,
): RetentionClass | null {
  const fitting = table.classes.filter(
    (one) =>
      one.states.includes(state) && one.effectiveFrom <= day && (one.effectiveTo === null || day < one.effectiveTo),
  );
  const own = isTest ? fitting.find((one) => one.of === 'tests') : undefined;
  return own ?? fitting.find((one) => one.of === undefined) ?? null;
}

/** How long the shortest kept are kept, of all reports and of tests: nothing is due sooner. */
export function shortestOf(table: RetentionTable): {
  readonly reports: CalendarLength;
  readonly tests: CalendarLength;
} {
  const tests = table.classes.filter((one) => one.of === 'tests').map((one) => one.period);
  return { reports: table.floor, tests: tests.reduce((a, b) => (daysIn(a) <= daysIn(b) ? a : b), table.floor) };
}

/** The first instant at which a report of this class may go: the day of its last use is not counted. */
export function dueAt(lastUsedAt: Instant, period: CalendarLength, zone: string): Instant {
  return endOfDay(addToDay(civilDayIn(lastUsedAt, zone), period), zone);
}

/** Legal hold, then retention, then disposal (security page, 3.5). */
export function judgeDisposal(facts: DisposalFacts, table: RetentionTable, now: Instant): DisposalJudgement {
  const found = classOf(facts, civilDayIn(now, table.zone), table);
  const due = found === null ? null : dueUnder(found, facts, table);
  return { facts, class: found, dueAt: due, standing: standingOf(facts, found, due, now) };
}

function dueUnder(found: RetentionClass, facts: DisposalFacts, table: RetentionTable): Instant {
  const from = found.trigger === 'receipt' ? facts.receivedAt : facts.lastUsedAt;
  const period = found.of === 'tests' ? found.period : longer(found.period, table.floor);
  return dueAt(from, period, table.zone);
}

function standingOf(
  facts: DisposalFacts,
  found: RetentionClass | null,
  due: Instant | null,
  now: Instant,
): DisposalStanding {
  if (facts.expungedAt !== null) return 'gone';
  if (facts.holds.length > 0) return 'held';
  // Nobody decides on a test: its class says in which states it may go.
  if (OPEN.has(facts.state) && found?.of !== 'tests') return 'open';
  if (due === null) return 'no-class';
  if (now < due) return 'not-yet';
  return facts.sharedPackages.length > 0 ? 'shared' : 'due';
}

/** A row below the floor would be a mistake of the table, not a shorter period. */
function longer(period: CalendarLength, floor: CalendarLength): CalendarLength {
  return daysIn(period) < daysIn(floor) ? floor : period;
}

function daysIn(period: CalendarLength): number {
  const day = '2001-01-01' as CivilDay;
  return (Date.parse(addToDay(day, period)) - Date.parse(day)) / DAY_MS;
}
