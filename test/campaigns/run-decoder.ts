import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { openDecoder } from '#platform/decoder/decode-object.ts';
import { LIMITS } from '#platform/decoder/limits.ts';
import { openSandbox } from '#platform/decoder/sandbox.ts';
import { hostileCases } from '../support/hostile-images.ts';

// npm run campaign:decoder -- --seed S --runs N [--at-once 2] [--traced 50]: N hostile files. Exit 1 when one got out, took longer than
// 10 s, or left anything behind. `--traced`: so many of them under strace, whose system calls are looked at one by one.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '2000' },
    'at-once': { type: 'string', default: '2' },
    traced: { type: 'string', default: '50' },
  },
});
const [seed, runs, atOnce] = [Number(values.seed), Number(values.runs), Number(values['at-once'])];
const traced = spawnSync('strace', ['-V']).status === 0 ? Math.min(runs, Number(values.traced)) : 0;

const sandbox = openSandbox();
const decoder = openDecoder({ sandbox });
const faults: string[] = [];
const outcomes: Record<string, number> = {};
const durations: number[] = [];

// A file that gets at the network would first try the page it names itself.
let requests = 0;
const listener = createServer((_, response) => {
  requests++;
  response.end();
});
await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
const canary = `canary-${seed}`;
process.env['VIGIE_CANARY'] = canary;
const before = new Set(await readdir(tmpdir()));

async function oneCase(what: string, bytes: Buffer): Promise<void> {
  const began = performance.now();
  const decoded = await decoder.decodeObject(async () => Readable.from([bytes]));
  const tookMs = performance.now() - began;
  durations.push(tookMs);
  const outcome = decoded.ok ? 'decoded' : decoded.refusal.kind;
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  if (tookMs > LIMITS.wallMs + 1_000) faults.push(`${what}: ${Math.round(tookMs)} ms`);
  if (decoded.ok && JSON.stringify(decoded.value.facts).includes(canary)) faults.push(`${what}: environment`);
}

const OUTSIDE = [
  /connect\(\d+, \{sa_family=AF_INET/,
  /open(at)?\([^)]*(O_WRONLY|O_RDWR|O_CREAT)(?![^\n]*(\/dev\/|\/proc\/))/,
  /execve\(/,
];

/** The same file once more, without the wall but with every call written down: what it tried, not what was held back. */
async function trace(what: string, bytes: Buffer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-trace-'));
  const file = join(folder, 'calls');
  const program = new URL('../../src/entrypoints/decoder.ts', import.meta.url).pathname;
  const args = [
    '-f',
    '-qq',
    '-e',
    'trace=network,openat,open,execve',
    '-o',
    file,
    process.execPath,
    '--no-warnings',
    program,
  ];
  spawnSync('strace', args, { input: bytes, env: {}, timeout: 60_000 });
  // The first call starts the program itself.
  const calls = (await readFile(file, 'utf8')).split('\n').slice(1);
  for (const call of calls)
    if (OUTSIDE.some((pattern) => pattern.test(call))) faults.push(`${what}: ${call.slice(0, 120)}`);
  await rm(folder, { recursive: true });
}

const running = new Set<Promise<void>>();
let n = 0;
for await (const { what, bytes } of hostileCases(seed, runs)) {
  const act = n++ < traced ? trace(what, bytes).then(() => oneCase(what, bytes)) : oneCase(what, bytes);
  const tracked: Promise<void> = act.finally(() => running.delete(tracked));
  running.add(tracked);
  if (running.size >= atOnce) await Promise.race(running);
  if (n % 500 === 0) process.stderr.write(`${n} of ${runs}\n`);
}
await Promise.all(running);
listener.close();

if (requests > 0) faults.push(`${requests} requests reached the network`);
const left = (await readdir(tmpdir())).filter((name) => !before.has(name) && /vips|sharp|vigie-trace/.test(name));
faults.push(...left.map((name) => `left behind: ${name}`));
const sorted = durations.toSorted((a, b) => a - b);
const verdict = {
  seed,
  runs,
  traced,
  sandbox: sandbox.kind,
  outcomes,
  medianMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
  longestMs: Math.round(sorted.at(-1) ?? 0),
  faults,
};
await mkdir('out/campaigns', { recursive: true });
await writeFile(`out/campaigns/decoder-${seed}-${runs}.json`, `${JSON.stringify(verdict, null, 1)}\n`);
process.stdout.write(`${JSON.stringify(verdict, null, 1)}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
