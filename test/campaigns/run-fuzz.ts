import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type RunningVigie, removeDataDir } from '../support/vigie.ts';
import { corpusEntry } from './fuzz/corpus.ts';
import { runFuzzCampaign, sendOnce } from './fuzz/fuzz.ts';
import { faultsOf } from './fuzz/judge.ts';
import { minimise } from './fuzz/minimise.ts';

// npm run campaign:fuzz -- --seed S --runs N: N requests to a running server; exit 1 at any 500, crash, hang or bare answer.

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100000' } },
});
const seed = Number(values.seed);
const runs = Number(values.runs);
const FOLDER = 'out/campaigns';
const MOST_KEPT = 25;

let started: RunningVigie | undefined;
const onStart = (one: RunningVigie) => {
  started = one;
};
const campaign = await runFuzzCampaign({ seed, runs, onStart }).catch(async (error: unknown) => {
  await started?.stop();
  if (started) await removeDataDir(started.dataDir);
  throw error;
});
const { running, callers } = campaign;
const kinds = [...Map.groupBy(campaign.faults, ({ request, faults }) => `${request.from} | ${faults[0]}`)];
const verdict = {
  seed,
  sent: campaign.sent,
  seconds: campaign.seconds,
  statuses: campaign.statuses,
  unreached: Object.keys(campaign.reached).filter((name) => campaign.reached[name] === 0),
  hasEnded: running.hasEnded(),
  faults: kinds.map(([kind, all]) => ({ kind, count: all.length })),
};
await mkdir(`${FOLDER}/fuzz-faults`, { recursive: true });
await writeFile(`${FOLDER}/fuzz-${seed}-${runs}.json`, `${JSON.stringify(verdict, null, 1)}\n`);
process.stdout.write(`${JSON.stringify(verdict, null, 1)}\n`);
for (const [at, [kind, all]] of kinds.slice(0, MOST_KEPT).entries()) {
  const [first] = all;
  if (!first || running.hasEnded()) continue;
  const fails = async (bytes: Buffer) => {
    const faults = faultsOf(first.request, await sendOnce(running, callers, { ...first.request, bytes }));
    return faults[0] === first.faults[0];
  };
  const bytes = await minimise(first.request.bytes, fails);
  const entry = corpusEntry({ ...first.request, bytes }, kind);
  await writeFile(`${FOLDER}/fuzz-faults/${seed}-${at}.json`, `${JSON.stringify(entry, null, 1)}\n`);
}
await callers.close();
if (kinds.length > 0) await writeFile(`${FOLDER}/fuzz-faults/${seed}.log`, running.log());
await running.stop();
await removeDataDir(running.dataDir);
process.exitCode = kinds.length > 0 || verdict.hasEnded ? 1 : 0;
