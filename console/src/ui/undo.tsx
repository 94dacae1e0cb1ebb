import { useEffect, useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { useSpeech } from './language.tsx';
import type { Pair } from './locale.ts';
import { Instant } from './time.tsx';
import { useUiWords } from './words.tsx';

/** An act that can be taken back: what was done, until when, and how. */
export interface Undoable {
  readonly words: Pair;
  readonly values: Readonly<Record<string, string>>;
  /** ISO instant; null while there is no end to it. */
  readonly until: string | null;
  readonly undo: () => void;
}

let offered: Undoable | null = null;
const listeners = new Set<() => void>();

function change(next: Undoable | null): void {
  offered = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Offers to take the last act back; a newer act replaces the offer. */
export function offerUndo(undoable: Undoable): void {
  change(undoable);
}

/** Takes the last act back, if that is still possible. */
export function undoLast(): void {
  const last = offered;
  change(null);
  last?.undo();
}

/** The offer, at the foot of the page, for as long as it holds; an offer without an end stays 30 s in sight. */
export function UndoToast() {
  const { t } = useSpeech();
  const words = useUiWords();
  const current = useSyncExternalStore(subscribe, () => offered);
  useEffect(() => {
    if (current === null) return;
    const left = current.until === null ? 30_000 : Date.parse(current.until) - Date.now();
    const timer = setTimeout(() => offered === current && change(null), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [current]);
  return (
    <div className="toast" role="status" data-shown={current !== null}>
      {current === null ? null : (
        <>
          <span>{t(current.words, current.values)}</span>
          <Button onPress={undoLast} keyHint="Z">
            {t(words.undo)}
          </Button>
          {current.until === null ? null : (
            <span className="meta">
              {t(words.undoUntil)} <Instant at={current.until} short />
            </span>
          )}
        </>
      )}
    </div>
  );
}
