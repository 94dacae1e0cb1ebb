import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runTamperCampaign } from './tamper.ts';
import { openTamperHouse } from './tamper-house.ts';

// npm run campaign:tamper -- --seed S --runs N: N single changes, each alone; exit 1 when one was not detected and named.

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '10000' } },
});
const seed = Number(values.seed);
const house = await openTamperHouse();
try {
  const outcome = await runTamperCampaign(house, { seed, runs: Number(values.runs), together: 1 });
  const verdict = { seed, ...outcome };
  await mkdir('out/campaigns', { recursive: true });
  await writeFile(`out/campaigns/tamper-${seed}-${values.runs}.json`, `${JSON.stringify(verdict, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify(verdict, null, 1)}\n`);
  process.exitCode = outcome.missed.length > 0 ? 1 : 0;
} finally {
  await house.close();
}
