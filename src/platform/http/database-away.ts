const SOCKET_CODES: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
// Shutting down, crashed, starting up, too many connections; class 08 is "connection".
const SERVER_STATES: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '53300']);
// pg raises these without a code.
const DRIVER_MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an exception means that the database cannot be reached now, and the caller may simply try again later. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (SOCKET_CODES.has(code) || SERVER_STATES.has(code) || /^08[0-9A-Z]{3}$/.test(code)) return true;
  // A unix socket that is gone: told from a missing file by the call that failed.
  if (code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect') return true;
  return DRIVER_MESSAGES.test(error.message);
}
