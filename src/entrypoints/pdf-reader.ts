/**
 * The limited process for PDFs: one file in on stdin, its lines out on stdout as JSON, then it ends. Started by
 * `src/platform/decoder/pdf-text.ts`, without network, keys, environment or a disk to write to.
 */
import { once } from 'node:events';
import { LIMITS } from '../platform/decoder/limits.ts';
import { readPdfLines } from '../platform/decoder/read-pdf-lines.ts';

// The library rejects promises nobody waits for when a file is spoiled: what was read before stands, and what was not is no answer.
process.on('unhandledRejection', () => undefined);

const parts: Buffer[] = [];
let bytes = 0;
for await (const part of process.stdin) {
  bytes += part.length;
  if (bytes > LIMITS.inputBytes) throw new Error('More input than the supervisor may send.');
  parts.push(part);
}
const answer = await readPdfLines(Buffer.concat(parts)).catch(() => null);
if (!process.stdout.write(JSON.stringify(answer))) await once(process.stdout, 'drain');
