import { useSyncExternalStore } from 'react';

const drafts = new Map<string, string>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Text being written: kept in memory across screens, language and sign-in; never in the browser's storage. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const text = useSyncExternalStore(subscribe, () => drafts.get(key) ?? '');
  const set = (next: string): void => {
    if (next === '') drafts.delete(key);
    else drafts.set(key, next);
    tell();
  };
  return [text, set];
}

/** Forgets every draft: another person sits down. */
export function forgetDrafts(): void {
  drafts.clear();
  tell();
}
