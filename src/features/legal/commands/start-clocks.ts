import { actorRef } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { decideGates, type GatedReport } from '../domain/decide-gates.ts';
import { regimesKnownAt } from '../domain/regimes-known.ts';
import { type ClockedReport, startClocksOf } from '../domain/start-clocks.ts';
import { CLOCK_RULES, GATE_POLICY } from '../rule-book.ts';
import { insertClocks, insertGates } from '../store/clocks.ts';
import { selectRegimeDates } from '../store/regime-dates.ts';

/** What the legal stage looks at in a report. */
export type ReportUnderLaw = ClockedReport & GatedReport & { readonly senderAlarm: string | null };

const STAGE = { kind: 'stage', stage: 'start-clocks' } as const;

/** Starts the clocks and decides the gates of a set of reports: two writes for any size of set; run again, nothing changes. */
export async function startClocksOfSet(
  tx: Tx,
  deps: { readonly clock: Clock },
  reports: readonly ReportUnderLaw[],
): Promise<void> {
  const dates = await selectRegimeDates(tx);
  const clocks = reports.flatMap((report) => {
    // By the days of force known at its receipt: when the stage runs does not matter.
    const regimes = regimesKnownAt(CLOCK_RULES.regimes, dates, report.receivedAt);
    return startClocksOf(report, { ...CLOCK_RULES, regimes });
  });
  const gates = reports.flatMap((report) => decideGates(report, GATE_POLICY));
  const now: Instant = deps.clock.now();
  const started = new Set(clocks.length > 0 ? await insertClocks(tx, clocks) : []);
  if (gates.length > 0) await insertGates(tx, gates, { by: actorRef(STAGE), at: now });
  await announce(tx, { kind: 'clock.started', subjects: [...started] });
  const ids = (alarmed: boolean) =>
    reports.filter((report) => (report.senderAlarm !== null) === alarmed).map((report) => report.reportId);
  await announce(tx, { kind: 'report.clocked', subjects: ids(true), urgency: 'urgent' });
  await announce(tx, { kind: 'report.clocked', subjects: ids(false) });
}
