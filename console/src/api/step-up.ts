import { useSyncExternalStore } from 'react';

type Settle = (proven: boolean) => void;

let waiting: readonly Settle[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Settle[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Asks the person for their key; several calls that need it at once ask once. */
export function askStepUp(): Promise<boolean> {
  return new Promise((resolve) => change([...waiting, resolve]));
}

/** Answers everybody who waits: proven, or not wanted. */
export function settleStepUp(proven: boolean): void {
  const asked = waiting;
  change([]);
  for (const settle of asked) settle(proven);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether an act waits for the person's key. */
export function useStepUpAsked(): boolean {
  return useSyncExternalStore(subscribe, () => waiting.length > 0);
}
