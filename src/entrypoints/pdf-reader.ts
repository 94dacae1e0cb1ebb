/**
 * The limited process for PDFs: one file in on stdin, its lines out on stdout as JSON, then it ends. Started by
 * `src/platform/decoder/pdf-text.ts`, without network, keys, environment or a disk to write to.
 */
import { once } from 'node:events';
import { LIMITS } from '../platform/decoder/limits.ts';
import { readPdfLines } from '../platform/decoder/read-pdf-lines.ts';

const parts: Buffer[] = [];
let bytes = 0;
for await (const part of process.stdin) {
  bytes += part.length;
  if (bytes > LIMITS.inputBytes) throw new Error('More input than the supervisor may send.');
  parts.push(part);
}
const answer = await readPdfLines(Buffer.concat(parts)).catch(() => null);
if (!process.stdout.write(JSON.stringify(answer))) await once(process.stdout, 'drain');
