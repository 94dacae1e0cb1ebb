import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { csvRow } from '#core/csv.ts';
import { inventIncident, type SimulatedIncident } from './incident.ts';
import { inventPerson } from './population.ts';
import { type Random, seededRandom, zipf } from './random.ts';
import { writeCyberTip } from './write-cybertip.ts';
import { writeIspwsReport } from './write-ispws.ts';

export interface SimulateOptions {
  readonly reports: number;
  readonly seed: number;
  readonly out: string;
}

// Above this a file per report would be all directory entries; CyberTips then go one per line, 1,000 lines a file.
const FILE_PER_REPORT_UP_TO = 2_000;
const RECORDS_PER_FILE = 1_000;

// One report in eight comes straight from a provider, the rest through NCMEC.
const PROVIDER_SHARE = 0.125;

/** Yields the reports of a seed, one by one; memory does not grow with their number. */
export function* simulateIncidents(reports: number, seed: number): Generator<SimulatedIncident> {
  const random = seededRandom(seed);
  const persons = Math.max(1, Math.round(reports * 0.7));
  const rank = zipf(random, persons, 0.6);
  for (let record = 1; record <= reports; record += 1) {
    const id = rank();
    yield inventIncident(record, inventPerson(id, personChance(seed, id)), random);
  }
}

/** Each person has a chance of their own, so that meeting them again meets the same person. */
function personChance(seed: number, id: number): Random {
  return seededRandom(Math.imul(seed ^ 0x9e3779b9, 31) + Math.imul(id + 1, 2_654_435_761));
}

/** Writes a synthetic caseload in real input formats under `out/<source>/`, and the truth beside it. */
export async function simulate(
  options: SimulateOptions,
): Promise<{ readonly reports: number; readonly truth: string }> {
  await mkdir(join(options.out, 'ncmec'), { recursive: true });
  await mkdir(join(options.out, 'provider'), { recursive: true });
  const truthPath = join(options.out, 'truth.csv');
  const truth = createWriteStream(truthPath);
  truth.write(csvRow(['file', 'record', 'person', 'jurisdiction', 'urgent', 'bundle']));
  const sourceChance = seededRandom(options.seed + 1);
  const tips = tipWriter(options);
  for (const incident of simulateIncidents(options.reports, options.seed)) {
    const file = sourceChance.chance(PROVIDER_SHARE)
      ? await writeProviderFile(options, incident)
      : await tips.write(incident);
    await send(truth, truthLine(file, incident));
  }
  await tips.close();
  truth.end();
  await finished(truth);
  return { reports: options.reports, truth: truthPath };
}

async function writeProviderFile(options: SimulateOptions, incident: SimulatedIncident): Promise<string> {
  const name = `provider/report-${incident.record}.xml`;
  await writeFile(join(options.out, name), writeIspwsReport(incident));
  return name;
}

function tipWriter(options: SimulateOptions) {
  let open: { name: string; stream: WriteStream; records: number } | null = null;
  const close = async () => {
    if (!open) return;
    open.stream.end();
    await finished(open.stream);
    open = null;
  };
  const write = async (incident: SimulatedIncident): Promise<string> => {
    if (options.reports <= FILE_PER_REPORT_UP_TO) {
      const name = `ncmec/cybertip-${190_000_000 + incident.record}.json`;
      await writeFile(join(options.out, name), writeCyberTip(incident));
      return name;
    }
    if (open && open.records >= RECORDS_PER_FILE) await close();
    if (!open) {
      const name = `ncmec/cybertips-${String(incident.record).padStart(8, '0')}.ndjson`;
      open = { name, stream: createWriteStream(join(options.out, name)), records: 0 };
    }
    open.records += 1;
    await send(open.stream, `${writeCyberTip(incident)}\n`);
    return open.name;
  };
  return { write, close };
}

/** Writes and waits when the stream asks for it. */
async function send(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

function truthLine(file: string, incident: SimulatedIncident): string {
  const { record, person, urgent, bundle } = incident;
  return csvRow([file, record, person.id, person.home.jurisdiction, urgent, bundle]);
}
