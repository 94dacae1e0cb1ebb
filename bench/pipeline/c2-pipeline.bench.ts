import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MIB } from '#core/units.ts';
import { simulateIncidents } from '#entrypoints/demo/simulate.ts';
import { writeCyberTip } from '#entrypoints/demo/write-cybertip.ts';
import { intakeDeps } from '#entrypoints/wiring.ts';
import { importPaths } from '#features/intake';
import { queuePage } from '#features/triage';
import { rawCopySeconds } from '../standins/raw-copy.ts';
import { type Figure, figure, median, quantile } from '../support/figure.ts';
import { type House, openHouse } from '../support/house.ts';
import { writeTips } from '../support/write-tips.ts';
import { TARGETS } from '../targets.ts';

// Reports per second from files on disk to ranked police services: read → parsed → stored → linked → scored → routed, durable
// commits, at 1 k, 10 k and 100 k reports already stored; in turn with a raw COPY of the same documents into the same server.

const STORED = [1_000, 10_000, 100_000] as const;
const ROUNDS = 5;
// A drop of files as they come in bulk, five sets: the wait for the last set is a part of the time and not most of it.
const PER_ROUND = 5_000;
// From here on a round more or less does not change what is measured: its rounds follow each other in one house. Below, each round
// begins in a house of its own that holds exactly so many.
const LARGE = 100_000;

interface AtSize {
  readonly stored: number;
  readonly ours: number[];
  readonly copy: number[];
  readonly page: number[];
}

/** Runs the bench; about six minutes. */
export async function measurePipeline(seed: number, tell: (line: string) => void): Promise<readonly Figure[]> {
  const tips = tipSource(seed);
  const sizes: AtSize[] = [];
  for (const stored of STORED) {
    const at: AtSize = { stored, ours: [], copy: [], page: [] };
    const rounds = stored < LARGE ? 1 : ROUNDS;
    for (let houses = ROUNDS / rounds; houses > 0; houses -= 1) {
      tell(`filling a house with ${stored} reports`);
      await measureIn(at, tips, rounds, tell);
    }
    sizes.push(at);
  }
  return figuresOf(sizes);
}

async function measureIn(at: AtSize, tips: TipSource, rounds: number, tell: (line: string) => void): Promise<void> {
  const house = await openHouse();
  try {
    await runThrough(house, tips, at.stored);
    await house.owner.query('analyze');
    for (let round = 0; round < rounds; round += 1) await measureRound(at, house, tips, tell);
  } finally {
    await house.close();
  }
}

type TipSource = (count: number) => readonly string[];

/** Documents of one seed, each handed out once; numbers never repeat, persons do. */
function tipSource(seed: number): TipSource {
  const incidents = simulateIncidents(400_000, seed);
  return (count) =>
    Array.from({ length: count }, () => writeCyberTip(incidents.next().value as Parameters<typeof writeCyberTip>[0]));
}

async function measureRound(at: AtSize, house: House, tips: TipSource, tell: (line: string) => void): Promise<void> {
  const documents = tips(PER_ROUND);
  const copy = PER_ROUND / (await rawCopySeconds(house.owner, documents));
  const ours = PER_ROUND / (await secondsThrough(house, documents));
  at.copy.push(copy);
  at.ours.push(ours);
  tell(`${at.stored} stored: ${Math.round(ours)} reports/s, raw copy ${Math.round(copy)}/s`);
  for (let look = 0; look < 40; look += 1) at.page.push(await millisecondsOfPage(house));
}

async function runThrough(house: House, tips: TipSource, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 10_000) await secondsThrough(house, tips(Math.min(left, 10_000)));
}

async function secondsThrough(house: House, documents: readonly string[]): Promise<number> {
  const folder = join(house.instance.settings.dataDir, 'inbox', 'bench');
  await mkdir(folder, { recursive: true });
  await writeTips(folder, documents);
  const start = performance.now();
  await importPaths(intakeDeps(house.instance), house.instance.operator, [folder], { source: 'ncmec' });
  await untilRouted(house);
  const seconds = (performance.now() - start) / 1_000;
  await rm(folder, { recursive: true });
  return seconds;
}

/** No job left means every report has its candidates (or is parked, which fails the run). */
async function untilRouted(house: House): Promise<void> {
  const { db } = house.instance;
  for (;;) {
    const [left] = await db.query<{ jobs: number; parked: number }>(
      'select (select count(*) from graphile_worker.jobs where task_identifier not like $1) as jobs, (select count(*) from pipeline_parked) as parked',
      ['%-round'],
    );
    if (left?.parked) throw new Error(`${left.parked} pieces of work were parked.`);
    if (left?.jobs === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function millisecondsOfPage(house: House): Promise<number> {
  const start = performance.now();
  await queuePage(house.instance.db, { view: 'next', limit: 50 });
  return performance.now() - start;
}

function figuresOf(sizes: readonly AtSize[]): readonly Figure[] {
  const [small] = sizes;
  const large = sizes.at(-1);
  if (!small || !large) throw new Error('Nothing was measured.');
  return [
    ...sizes.map(({ stored, ours }) =>
      figure(
        `c2-pipeline-${stored / 1_000}k`,
        median(ours),
        '/s',
        stored === large.stored ? TARGETS.pipelineAt100k : null,
      ),
    ),
    ...sizes.map(({ stored, copy }) => figure(`c2-raw-copy-${stored / 1_000}k`, median(copy), '/s')),
    figure('c2-share-of-raw-copy-100k', median(large.ours) / median(large.copy), 'share'),
    figure('c2-cost-growth-1k-to-100k', median(small.ours) / median(large.ours), 'x', TARGETS.pipelineGrowth),
    ...sizes.flatMap(({ stored, page }) => [
      figure(`c2-queue-page-p50-${stored / 1_000}k`, median(page), 'ms'),
      figure(
        `c2-queue-page-p95-${stored / 1_000}k`,
        quantile(page, 0.95),
        'ms',
        stored === large.stored ? TARGETS.queuePageP95 : null,
      ),
    ]),
    figure('c2-memory', process.memoryUsage.rss() / MIB, 'MiB'),
  ];
}
