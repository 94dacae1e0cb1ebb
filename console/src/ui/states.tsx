import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { useSpeech } from './language.tsx';
import { useUiWords } from './words.tsx';

/** Nothing under 200 ms, then the shape of what comes, after 2 s words, after 10 s that one may leave. */
export function Loading({ rows = 8 }: { readonly rows?: number }) {
  const { t } = useSpeech();
  const words = useUiWords();
  const waited = useWaited([200, 2_000, 10_000]);
  if (waited === 0) return null;
  return (
    <div className="stack" aria-busy="true">
      <p role="status">{waited === 3 ? t(words.stillWorking) : waited === 2 ? t(words.loading) : null}</p>
      <div className="skeleton" aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
          <span key={index} />
        ))}
      </div>
    </div>
  );
}

function useWaited(steps: readonly [number, number, number]): number {
  const [waited, setWaited] = useState(0);
  const [first, second, third] = steps;
  useEffect(() => {
    const timers = [first, second, third].map((ms, index) => setTimeout(() => setWaited(index + 1), ms));
    return () => timers.forEach(clearTimeout);
  }, [first, second, third]);
  return waited;
}

/** Says why there is nothing and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}

/** What happened, what is kept, what to do, and the code to name to others. */
export function Failure(props: {
  readonly title: string;
  readonly kept: string;
  readonly code: string;
  readonly onRetry?: () => void;
}) {
  const { t } = useSpeech();
  const words = useUiWords();
  return (
    <div className="banner" data-tone="error" role="alert">
      <div>
        <p>
          <strong>{props.title}</strong>
        </p>
        <p>{props.kept}</p>
        <p className="meta">{t(words.errorCode, { code: props.code })}</p>
      </div>
      {props.onRetry === undefined ? null : <Button onPress={props.onRetry}>{t(words.retry)}</Button>}
    </div>
  );
}

/** A strip above the content; `live` ones are read out when they appear. */
export function Banner({
  tone,
  live,
  children,
}: {
  readonly tone: 'hold' | 'error' | 'done';
  readonly live?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="banner" data-tone={tone} role={live === true ? 'status' : undefined}>
      {children}
    </div>
  );
}
