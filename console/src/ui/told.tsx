import { useEffect, useRef } from 'react';

/** What an act led to, read out when it comes: done, or what the server said against it. */
export interface Told {
  readonly tone: 'done' | 'error' | 'hold';
  readonly text: string;
}

/** The line above a form that says how its last act went; a refusal takes the focus. */
export function ToldLine({ told }: { readonly told: Told | null }) {
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
      {told.text}
    </div>
  );
}
