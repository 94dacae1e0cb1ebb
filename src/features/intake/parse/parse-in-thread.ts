import { Worker } from 'node:worker_threads';
import type { Instant } from '#core/clock.ts';
import type { parseIspwsReport } from './parse-ispws-report.ts';

const THREAD = new URL('./report-thread.ts', import.meta.url);
// A document of 64 MiB in small elements needs about a gigabyte while it is read.
const MOST_HEAP_MIB = 2_048;

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a large `<report>` in a thread of its own, so that the seconds it takes hold nobody else up. Rejects when the thread fails, out of
 * memory included; the server goes on.
 */
export function parseInThread(bytes: Buffer, now: Instant): Promise<ReturnType<typeof parseIspwsReport>> {
  return inThread(THREAD, { bytes, now });
}

/** What a thread answers that was started for one document. One at a time: memory stays that of one document. */
export function inThread<Answer>(thread: URL, document: object): Promise<Answer> {
  const turn = last.then(
    () => readOne<Answer>(thread, document),
    () => readOne<Answer>(thread, document),
  );
  last = turn;
  return turn;
}

function readOne<Answer>(thread: URL, workerData: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, { workerData, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MIB } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The reading thread ended with ${code}.`)));
  });
}
