import { useSyncExternalStore } from 'react';

let locked = false;
const listeners = new Set<() => void>();

/** The screen is to be blanked, or its person has come back. What is on the page stays as it is. */
export function setLocked(next: boolean): void {
  if (locked === next) return;
  locked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the session waits for its person. */
export function useLocked(): boolean {
  return useSyncExternalStore(subscribe, () => locked);
}
