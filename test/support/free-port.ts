import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below what systems give to outgoing connections (Linux from 32768, others from 49152): a server that is killed and started again finds
// its port free, however many connections the house beside it opens meanwhile.
const LOWEST = 20_000;
const PER_WORKER = 750;
const WORKERS = 16;

const given = new Set<number>();

/** A loopback port nobody listens on right now; workers side by side have ports of their own, and none is given twice. */
export async function freePort(): Promise<number> {
  const first = LOWEST + (Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS) * PER_WORKER;
  while (given.size < PER_WORKER) {
    const port = first + randomInt(PER_WORKER);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error('No port is left.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
