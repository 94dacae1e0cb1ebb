import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECOND_MS } from '#core/units.ts';
import { simulateIncidents } from '#entrypoints/demo/simulate.ts';
import { writeCyberTip } from '#entrypoints/demo/write-cybertip.ts';
import { intakeDeps } from '#entrypoints/wiring.ts';
import { importPaths, receiveDocument } from '#features/intake';
import { type Figure, figure, median } from '../support/figure.ts';
import { type House, openHouse } from '../support/house.ts';
import { TARGETS } from '../targets.ts';

// Time from a single urgent report at the door to its row in the queue, once a second while 100,000 reports of the same source come in as
// one file and go their road. Beside it the same in a house with nothing else to do.

const BULK = 100_000;
const ALONE = 20;

/** Runs the scenario in a house of its own; as long as 100,000 reports take. */
export async function measureUrgentUnderBulk(seed: number, tell: (line: string) => void): Promise<readonly Figure[]> {
  const house = await openHouse();
  try {
    const documents = [...simulateIncidents(BULK, seed)].map(writeCyberTip);
    const alone: number[] = [];
    for (let n = 0; n < ALONE; n += 1) alone.push(await millisecondsToQueue(house, anUrgentOne(documents, n)));
    const file = join(house.instance.settings.dataDir, 'a-year.ndjson');
    await writeFile(file, documents.join('\n'));
    const under = await whileDraining(house, file, documents, tell);
    return [
      figure('c1-urgent-alone', median(alone), 'ms'),
      figure('c1-urgent-under-bulk', median(under), 'ms', TARGETS.urgentToQueue),
      figure('c1-urgent-under-bulk-worst', Math.max(...under), 'ms', TARGETS.urgentToQueue),
    ];
  } finally {
    await house.close();
  }
}

async function whileDraining(
  house: House,
  file: string,
  documents: readonly string[],
  tell: (line: string) => void,
): Promise<readonly number[]> {
  const { instance } = house;
  let importing = true;
  const bulk = importPaths(intakeDeps(instance), instance.operator, [file], { source: 'ncmec' }).finally(() => {
    importing = false;
  });
  const times: number[] = [];
  while (importing || (await jobsLeft(house)) > 0) {
    const took = await millisecondsToQueue(house, anUrgentOne(documents, ALONE + times.length));
    times.push(took);
    if (times.length % 30 === 0)
      tell(`${times.length} urgent reports, the slowest ${Math.round(Math.max(...times))} ms`);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, SECOND_MS - took)));
  }
  await bulk;
  return times;
}

/** A document like the others with a number of its own and the sender's highest priority. */
function anUrgentOne(documents: readonly string[], n: number): string {
  const like = JSON.parse(documents[n % documents.length] ?? '{}');
  return JSON.stringify({ ...like, reportId: String(900_000_000 + n), priority: '1' });
}

async function millisecondsToQueue({ instance }: House, text: string): Promise<number> {
  const bytes = Buffer.from(text);
  const document = {
    path: '',
    name: 'urgent.json',
    bytes,
    sizeBytes: bytes.length,
    shape: 'json',
    beside: new Set<string>(),
  } as const;
  const start = performance.now();
  const { items } = await receiveDocument(intakeDeps(instance), instance.operator, document, {
    ...{ source: 'ncmec', channel: 'api', sender: null },
    receivedAt: instance.clock.now(),
  });
  const took = performance.now() - start;
  const [row] = await instance.db.query(
    'select from triage_queue join intake_report using (report_id) where number = $1',
    [items[0]?.report],
  );
  if (row === undefined) throw new Error('The urgent report was answered and is not in the queue.');
  return took;
}

async function jobsLeft({ instance }: House): Promise<number> {
  const [left] = await instance.db.query<{ jobs: number }>(
    'select count(*) as jobs from graphile_worker.jobs where task_identifier not like $1',
    ['%-round'],
  );
  return left?.jobs ?? 0;
}
