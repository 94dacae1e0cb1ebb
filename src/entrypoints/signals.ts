import { codeOf, type Log } from '#platform/log/log.ts';

/** Resolves at the first SIGTERM or SIGINT, so that servers end in order. */
export function runUntilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

/**
 * A database that goes away may leave a rejection nobody holds (the queue library lets some escape). That is weather, not a defect: it
 * is logged and the pools reconnect. Anything else still ends the process.
 */
export function outliveDatabase(log: Log): void {
  process.on('unhandledRejection', (reason) => {
    if (!isDatabaseAway(reason)) throw reason;
    log.warn({ event: 'database.away', code: codeOf(reason) });
  });
}

function isDatabaseAway(reason: unknown): boolean {
  const words = reason instanceof Error ? reason.message : '';
  return (
    /^(08|57P)|^(ECONN|EPIPE|ENOENT)/.test(codeOf(reason)) ||
    /connection (terminated|timeout)|Connection terminated|timeout exceeded/i.test(words)
  );
}
