import { parentPort, workerData } from 'node:worker_threads';
import type { Instant } from '#core/clock.ts';
import { parseIspwsReport } from './parse-ispws-report.ts';

// The other side of parse-in-thread.ts: reads the one document it was started with.
const { bytes, now } = workerData as { readonly bytes: Uint8Array; readonly now: Instant };
parentPort?.postMessage(parseIspwsReport(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { now }));
