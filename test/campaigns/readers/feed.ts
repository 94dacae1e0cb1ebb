import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { seededRandom } from '../../../src/entrypoints/demo/random.ts';
import { mutate } from '../fuzz/mutate.ts';
import type { OutsideReader } from './readers.ts';

export interface Feeding {
  readonly reader: string;
  readonly inputs: number;
  /** Time of the processor, not of the clock: a busy machine must not decide. */
  readonly slowestMs: number;
  /** How far the process grew at most while this reader was fed, looked at after every batch. */
  readonly grownMiB: number;
  readonly faults: readonly { readonly index: number; readonly fault: string; readonly base64: string }[];
}

/** What no input may cost, in time of the processor. */
export const MOST_MS = 2_000;
export const MOST_GROWTH_MIB = 512;
const BATCH = 500;
const MOST_FAULTS = 20;

/** Feeds a reader `runs` inputs drawn from the seed, two in three of them spoiled in their bytes unless the reader says otherwise. */
export async function feed(reader: OutsideReader, seed: number, runs: number): Promise<Feeding> {
  const faults: { index: number; fault: string; base64: string }[] = [];
  const before = process.memoryUsage.rss();
  let slowestMs = 0;
  let most = before;
  for (let from = 0; from < runs && faults.length < MOST_FAULTS; from += BATCH) {
    const numRuns = Math.min(BATCH, runs - from);
    const texts = fc.sample(reader.inputs, { seed: seedOf(seed, `${reader.name}/${from}`), numRuns });
    for (const [at, text] of texts.entries()) {
      const index = from + at;
      const random = seededRandom(seedOf(seed, `${reader.name}/${index}`));
      // Half of the texts are bytes already (archives); the others are characters beyond Latin-1.
      const whole = /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : Buffer.from(text);
      const bytes = random.chance(reader.spoiled ?? 2 / 3) && whole.length > 0 ? mutate(whole, random) : whole;
      const { fault, ms } = await faultOf(reader, bytes);
      slowestMs = Math.max(slowestMs, ms);
      if (fault !== null) faults.push({ index, fault, base64: bytes.toString('base64') });
    }
    most = Math.max(most, process.memoryUsage.rss());
  }
  const grownMiB = Math.round((most - before) / 2 ** 20);
  return { reader: reader.name, inputs: runs, slowestMs, grownMiB, faults };
}

async function faultOf(reader: OutsideReader, bytes: Buffer): Promise<{ fault: string | null; ms: number }> {
  const start = process.cpuUsage();
  let fault: string | null = null;
  try {
    await reader.read(bytes);
  } catch (error) {
    fault = `threw ${error instanceof Error ? `${error.name}: ${error.message.slice(0, 120)}` : String(error)}`;
  }
  const spent = process.cpuUsage(start);
  const ms = Math.round((spent.user + spent.system) / 1_000);
  return { fault: ms > MOST_MS ? `took ${ms} ms` : fault, ms };
}

function seedOf(seed: number, name: string): number {
  return createHash('sha256').update(`${seed}/${name}`).digest().readInt32BE(0);
}
