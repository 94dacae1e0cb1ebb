import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simulateIncidents } from '#entrypoints/demo/simulate.ts';
import { writeCyberTip } from '#entrypoints/demo/write-cybertip.ts';
import { writeIspwsReport } from '#entrypoints/demo/write-ispws.ts';
import { intakeDeps } from '#entrypoints/wiring.ts';
import { importPaths } from '#features/intake';
import { rawCopySeconds } from '../standins/raw-copy.ts';
import { openExternalServer } from '../support/external-server.ts';
import { type Figure, figure, median } from '../support/figure.ts';
import { type House, openHouse } from '../support/house.ts';
import { writeTips } from '../support/write-tips.ts';
import { TARGETS } from '../targets.ts';
import { measureSingles } from './single-submissions.ts';
import { measureUrgentUnderBulk } from './urgent-under-bulk.ts';

// C1: the whole receipt in bulk, from files on disk to committed rows, audit and outbox, of JSON and of XML, beside a raw COPY of the
// same JSON documents into the same server; and single submissions over HTTP, acknowledged only after their commit.

const ROUNDS = 5;
const PER_ROUND = 5_000;

interface Bulk {
  readonly copy: number[];
  readonly json: number[];
  readonly xml: number[];
}

/** Runs the bench; about six minutes, four of them for an urgent report beside 100,000 others. */
export async function measureIntake(seed: number, tell: (line: string) => void): Promise<readonly Figure[]> {
  const incidents = simulateIncidents(400_000, seed);
  const embedded = await measureBulk('embedded', {}, incidents, tell);
  const singles = [...(await measureSingles(seed, tell)), ...(await measureUrgentUnderBulk(seed, tell))];
  const server = await openExternalServer();
  if (server === null) {
    tell('no PostgreSQL of the system is installed: the external one is not measured');
    return [...embedded, ...singles];
  }
  try {
    const external = await measureBulk('external', { databaseUrl: server.databaseUrl }, incidents, tell);
    return [...embedded, ...external, ...singles];
  } finally {
    await server.close();
  }
}

type Incidents = ReturnType<typeof simulateIncidents>;

async function measureBulk(
  name: string,
  kind: { readonly databaseUrl?: string },
  incidents: Incidents,
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  const house = await openHouse({ ...kind, stages: false });
  const bulk: Bulk = { copy: [], json: [], xml: [] };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const one = await measureRound(house, incidents);
      tell(`${name}: raw copy ${one.copy}/s, JSON ${one.json}/s, XML ${one.xml}/s`);
      // The first round is warm-up: what is measured is the long run of a server.
      if (round > 0) for (const way of ['copy', 'json', 'xml'] as const) bulk[way].push(one[way]);
    }
  } finally {
    await house.close();
  }
  return figuresOf(name, bulk);
}

async function measureRound(house: House, incidents: Incidents) {
  const drawn = Array.from(
    { length: 2 * PER_ROUND },
    () => incidents.next().value as Parameters<typeof writeCyberTip>[0],
  );
  const tips = drawn.slice(0, PER_ROUND).map(writeCyberTip);
  const reports = drawn.slice(PER_ROUND).map(writeIspwsReport);
  const rate = (seconds: number) => Math.round(PER_ROUND / seconds);
  return {
    copy: rate(await rawCopySeconds(house.owner, tips)),
    json: rate(await secondsOfImport(house, 'ncmec', (folder) => writeTips(folder, tips))),
    xml: rate(await secondsOfImport(house, 'provider', (folder) => writeReports(folder, reports))),
  };
}

async function writeReports(folder: string, reports: readonly string[]): Promise<void> {
  for (const [at, report] of reports.entries()) await writeFile(join(folder, `report-${at}.xml`), report);
}

async function secondsOfImport(
  house: House,
  source: 'ncmec' | 'provider',
  write: (folder: string) => Promise<void>,
): Promise<number> {
  const folder = join(house.instance.settings.dataDir, 'bench');
  await mkdir(folder, { recursive: true });
  await write(folder);
  const start = performance.now();
  const result = await importPaths(intakeDeps(house.instance), house.instance.operator, [folder], { source });
  const seconds = (performance.now() - start) / 1_000;
  await rm(folder, { recursive: true });
  if (result.received !== PER_ROUND) throw new Error(`${result.received} of ${PER_ROUND} reports were received.`);
  return seconds;
}

function figuresOf(name: string, { copy, json, xml }: Bulk): readonly Figure[] {
  const shares = json.map((rate, round) => rate / (copy[round] ?? Number.NaN));
  return [
    figure(`c1-raw-copy-${name}`, median(copy), '/s'),
    figure(`c1-json-${name}`, median(json), '/s'),
    figure(`c1-xml-${name}`, median(xml), '/s'),
    figure(`c1-json-share-of-raw-copy-${name}`, median(shares), 'share', TARGETS.intakeShareOfCopy),
    figure(`c1-xml-to-json-${name}`, median(xml) / median(json), 'x', TARGETS.intakeXmlToJson),
  ];
}
