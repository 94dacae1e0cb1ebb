import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { callRoad } from '#features/calls';
import { deliveryRoad } from '#features/dispatch';
import { mailRoad, type ReportHead, repairRoad } from '#features/intake';
import { clockReasons } from '#features/legal';
import { bundleRoad, linkReasons } from '#features/linking';
import { matchReasons } from '#features/media';
import { packageRoad } from '#features/packaging';
import { routeReasons } from '#features/routing';
import { assessmentReasons, decisionRoad } from '#features/triage';
import { say } from '#platform/i18n/say.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { MESSAGES } from './messages.ts';
import { STAGES } from './stages.ts';
import { type StageRunRow, selectStageRuns } from './store.ts';

/** One step of a report's road: when, how long, under which version of the rules, with what result and why. */
export interface RoadStep {
  readonly stage: string;
  readonly at: Instant;
  readonly durationMs: number | null;
  readonly ruleVersion: string | null;
  readonly result: string;
  readonly reasons: readonly Bilingual[];
}

/** What a slice says of its own stage for one report. */
export interface StageReasons {
  readonly ruleVersion: string | null;
  readonly reasons: readonly Bilingual[];
}

export interface Explanation {
  readonly report: string;
  readonly road: readonly RoadStep[];
}

type AskSlice = (q: Queryable, reportId: number) => Promise<StageReasons>;

/** Which slice explains which stage. */
const EXPLAINED_BY: Readonly<Record<string, AskSlice>> = {
  'start-clocks': clockReasons,
  'match-media': matchReasons,
  'link-reports': linkReasons,
  'triage-reports': assessmentReasons,
  'propose-routes': routeReasons,
};

const REPORT_STAGES = [...new Set(STAGES.filter((stage) => stage.about === 'report').map((stage) => stage.name))];
const PACKAGE_STAGES = STAGES.filter((stage) => stage.about === 'package').map((stage) => stage.name);

/** Tells the whole road of one report in the order it happened: machine steps with their reasons, people's acts with their names. */
export async function explainReport(q: Queryable, report: ReportHead): Promise<Explanation> {
  const { reportId } = report;
  const packages = await packageRoad(q, reportId);
  const steps = [
    receivedStep(report),
    ...(await repairRoad(q, reportId)),
    ...(await mailRoad(q, reportId)),
    ...(await stageSteps(q, reportId)),
    ...(await bundleRoad(q, reportId)),
    ...(await decisionRoad(q, reportId)),
    ...(await callRoad(q, reportId)),
    ...packages.steps,
    ...(await packageStageSteps(q, packages.packageIds)),
    ...(await deliveryRoad(q, packages.packageIds)),
  ];
  return { report: report.number, road: steps.sort((a, b) => a.at.localeCompare(b.at)) };
}

function receivedStep(report: ReportHead): RoadStep {
  return {
    stage: 'received',
    at: report.receivedAt,
    durationMs: null,
    ruleVersion: null,
    result: report.source,
    reasons: [MESSAGES.received],
  };
}

async function stageSteps(q: Queryable, reportId: number): Promise<readonly RoadStep[]> {
  const runs = await selectStageRuns(q, REPORT_STAGES, reportId);
  const last = new Map(runs.map((run, index) => [run.stage, index]));
  return Promise.all(
    runs.map(async (run, index) => {
      const ask = EXPLAINED_BY[run.stage];
      // A slice tells its present state: it belongs to the newest run of the stage.
      const told = ask && run.outcome === 'done' && last.get(run.stage) === index ? await ask(q, reportId) : null;
      return stepOf(run, told);
    }),
  );
}

async function packageStageSteps(q: Queryable, packageIds: readonly number[]): Promise<readonly RoadStep[]> {
  const runs = await Promise.all(packageIds.map((id) => selectStageRuns(q, PACKAGE_STAGES, id)));
  return runs.flat().map((run) => stepOf(run, null));
}

function stepOf(run: StageRunRow, told: StageReasons | null): RoadStep {
  return {
    stage: run.stage,
    at: run.startedAt,
    durationMs: run.durationMs,
    ruleVersion: told?.ruleVersion ?? null,
    result: run.outcome,
    reasons: run.outcome === 'parked' ? [MESSAGES.parked] : (told?.reasons ?? [setOf(run.size)]),
  };
}

function setOf(count: number): Bilingual {
  return { en: say(MESSAGES.inSetOf, 'en', { count }), fr: say(MESSAGES.inSetOf, 'fr', { count }) };
}
