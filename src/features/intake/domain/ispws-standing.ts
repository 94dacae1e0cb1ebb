import { type Instant, msBetween, plusMs } from '#core/clock.ts';
import { DAY_MS, HOUR_MS } from '#core/units.ts';
import type { IspwsCode } from './ispws-codes.ts';

/** The life of a report as its sender sees it; what people decided meanwhile does not change it. */
export interface SenderView {
  readonly receivedAt: Instant;
  readonly lastChangeAt: Instant;
  readonly finishedAt: Instant | null;
  readonly retractedAt: Instant | null;
  readonly closedUnfinishedAt: Instant | null;
}

export type Standing = 'unfinished' | 'finished' | 'retracted' | 'closed';

/** When an unfinished report is closed to its sender: 24 h after opening or 1 h after the last change, whichever is later (interop page, 1.3). */
export function closesAt(report: Pick<SenderView, 'receivedAt' | 'lastChangeAt'>): Instant {
  const [opening, change] = [plusMs(report.receivedAt, DAY_MS), plusMs(report.lastChangeAt, HOUR_MS)];
  return msBetween(opening, change) > 0 ? change : opening;
}

/** How a report stands now; its time runs out by itself, whether or not anybody has noted it yet. */
export function standingOf(report: SenderView, now: Instant): Standing {
  if (report.retractedAt !== null) return 'retracted';
  if (report.finishedAt !== null) return 'finished';
  if (report.closedUnfinishedAt !== null || now >= closesAt(report)) return 'closed';
  return 'unfinished';
}

/** What a call on a report that is no longer unfinished is answered. */
export const REFUSAL_OF = {
  finished: 'alreadyFinished',
  retracted: 'alreadyRetracted',
  closed: 'reportUnknown',
} as const satisfies Record<Exclude<Standing, 'unfinished'>, IspwsCode>;
