const CODE_OF_NAME: Readonly<Record<string, string>> = {
  NoSuchKey: 'ENOENT',
  NotFound: 'ENOENT',
  PreconditionFailed: 'EEXIST',
  ConditionalRequestConflict: 'EEXIST',
  QuotaExceeded: 'ENOSPC',
  InsufficientStorage: 'ENOSPC',
  EntityTooLarge: 'EFBIG',
  AccessDenied: 'EACCES',
  NoSuchBucket: 'EACCES',
  InvalidRange: 'ERANGE',
  NotImplemented: 'ENOSYS',
  MethodNotAllowed: 'ENOSYS',
};
const CODE_OF_STATUS: Readonly<Record<number, string>> = { 404: 'ENOENT', 412: 'EEXIST', 507: 'ENOSPC' };

/** An exception of a bucket in the words of a file system, so that nobody above has to know which of the two it was. */
export function s3Fault(code: string, cause: unknown): Error {
  return Object.assign(new Error(`The object store answered ${code}.`, { cause }), { name: 'ObjectStoreFault', code });
}

/** Waits for an answer of the store; its refusals come out with the code a folder would have given. */
export async function mapped<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw s3Fault(codeOfFault(error), error);
  }
}

function codeOfFault(error: unknown): string {
  if (!(error instanceof Error)) return 'EIO';
  const named = CODE_OF_NAME[error.name];
  if (named) return named;
  const status = statusOf(error);
  if (status !== null && CODE_OF_STATUS[status]) return CODE_OF_STATUS[status];
  // Overloaded or broken for the moment: as a socket would say that gives no answer.
  if (status !== null && status >= 500) return 'ETIMEDOUT';
  return 'code' in error && typeof error.code === 'string' ? error.code : 'ECONNRESET';
}

function statusOf(error: Error): number | null {
  const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  return metadata.httpStatusCode ?? null;
}

/** Whether an exception carries this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
