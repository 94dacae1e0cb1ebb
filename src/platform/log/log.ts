import { pino } from 'pino';

/** Only these fields ever reach a log: ids, names of events, durations, counts. Never content, names, addresses or free text. */
export interface LogLine {
  readonly event: string;
  readonly reportId?: number;
  readonly packageId?: number;
  readonly deliveryId?: number;
  /** Of the vault: random, tells nothing about content. */
  readonly objectId?: string;
  readonly credentialId?: number;
  readonly staffId?: number;
  readonly jobId?: string;
  readonly stage?: string;
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly count?: number;
  readonly attempts?: number;
  readonly durationMs?: number;
  readonly sizeBytes?: number;
  /** A code of ours (`disk-full`), or the SQLSTATE / errno of an exception; never its message. */
  readonly code?: string;
}

export interface Log {
  info(line: LogLine): void;
  warn(line: LogLine): void;
  error(line: LogLine): void;
}

/** Structured log on stderr. */
export function createLog(): Log {
  const sink = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
  return {
    info: (line) => sink.info(line),
    warn: (line) => sink.warn(line),
    error: (line) => sink.error(line),
  };
}

/** A log that says nothing, for commands and tests that speak by their result. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The code of an exception, safe to log: SQLSTATE, errno or its class name. */
export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
