let lastInput = Date.now();

// The windows of one browser share one session: work in one is work in all.
const windows = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('vigie-activity');
const SHARE_EVERY_MS = 5_000;
let lastShared = 0;
windows?.addEventListener('message', () => {
  lastInput = Date.now();
});

/** Notes that the person did something on the page. */
export function noteInput(): void {
  lastInput = Date.now();
  if (lastInput - lastShared < SHARE_EVERY_MS) return;
  lastShared = lastInput;
  windows?.postMessage('input');
}

/** How long nobody has touched this page or another window of it, in milliseconds. */
export function idleMs(): number {
  return Date.now() - lastInput;
}
