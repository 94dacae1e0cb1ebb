import { createContext, type ReactNode, useContext } from 'react';
import type { Pair } from './locale.ts';

/** The words widgets need of themselves. The widgets know none: the app gives them. */
export interface UiWords {
  readonly close: Pair;
  readonly cancel: Pair;
  readonly zoneUnknown: Pair;
  readonly asWritten: Pair;
  readonly loading: Pair;
  readonly stillWorking: Pair;
  readonly retry: Pair;
  readonly errorCode: Pair;
  readonly danger: Pair;
  readonly completeness: Pair;
  readonly factor: Pair;
  readonly points: Pair;
  readonly origin: Pair;
  readonly sum: Pair;
  readonly notApplied: Pair;
  readonly undo: Pair;
  readonly undoUntil: Pair;
  readonly keys: Pair;
  readonly keyColumn: Pair;
  readonly actColumn: Pair;
  readonly pickReason: Pair;
  readonly back: Pair;
  readonly open: Pair;
  readonly hide: Pair;
  readonly purpose: Pair;
  readonly choose: Pair;
  readonly unknown: Pair;
  /** Nothing was answered at all. */
  readonly away: Pair;
  /** What is kept whatever failed. */
  readonly kept: Pair;
  readonly oneTimeLink: Pair;
  /** In place of a link that was answered before. */
  readonly linkShownBefore: Pair;
}

const WordsContext = createContext<UiWords | null>(null);

/** Hands the widgets their words. */
export function WordsProvider({ words, children }: { readonly words: UiWords; readonly children: ReactNode }) {
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>;
}

/** The widgets' own words; missing ones are a defect of the app. */
export function useUiWords(): UiWords {
  const words = useContext(WordsContext);
  if (!words) throw new Error('No words were given to the widgets.');
  return words;
}
