import { useEffect, useRef } from 'react';
import { useSpeech } from './language.tsx';
import type { Pair } from './locale.ts';

/** What an act led to, read out when it comes: done, or what the server said against it. */
export interface Told {
  readonly tone: 'done' | 'error' | 'hold';
  /** Our own words, said in the language of the moment; what the server said stays as it said it. */
  readonly text: Pair | string;
  readonly more?: Pair;
}

/** The line above a form that says how its last act went; a refusal takes the focus. */
export function ToldLine({ told }: { readonly told: Told | null }) {
  const { t } = useSpeech();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (told?.tone === 'error') line.current?.focus();
  }, [told]);
  if (told === null) return null;
  return (
    <div
      className="banner"
      data-tone={told.tone}
      role={told.tone === 'error' ? 'alert' : 'status'}
      tabIndex={-1}
      ref={line}
    >
      {typeof told.text === 'string' ? told.text : t(told.text)}
      {told.more === undefined ? null : <span>{t(told.more)}</span>}
    </div>
  );
}
