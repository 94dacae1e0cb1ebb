/** Resolves at the first SIGTERM or SIGINT, so that servers end in order. */
export function runUntilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}
