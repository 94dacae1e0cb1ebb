import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { feed } from './readers/feed.ts';
import { READERS } from './readers/readers.ts';

// npm run campaign:readers -- --seed S --runs N: N inputs to each reader of what comes from outside; exit 1 when one throws, hangs or swells.
// --only NAME feeds one reader, so that what it keeps is its own.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '250000' },
    only: { type: 'string' },
  },
});
const readers = READERS.filter(({ name }) => values.only === undefined || name === values.only);
if (readers.length === 0) throw new Error(`no such reader; there are: ${READERS.map(({ name }) => name).join(', ')}`);
// A promise nobody waited for: what the house's readers never leave behind, and the PDF library does (its process answers all the same).
let stray = 0;
process.on('unhandledRejection', () => {
  stray += 1;
});
const fed = [];
for (const reader of readers) {
  stray = 0;
  const one = await feed(reader, Number(values.seed), Number(values.runs));
  const isOurs = stray > 0 && reader.name !== 'PDF of a tip';
  fed.push({ ...one, stray, faults: isOurs ? [...one.faults, `${stray} rejections nobody waited for`] : one.faults });
  process.stdout.write(`${JSON.stringify(fed.at(-1))}\n`);
}
await mkdir('out/campaigns', { recursive: true });
const file = ['readers', values.seed, values.runs, values.only?.replaceAll(' ', '-')].filter(Boolean).join('-');
await writeFile(`out/campaigns/${file}.json`, `${JSON.stringify(fed, null, 1)}\n`);
process.exitCode = fed.some(({ faults }) => faults.length > 0) ? 1 : 0;
