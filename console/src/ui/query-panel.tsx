import type { ReactNode } from 'react';
import { useSpeech } from './language.tsx';
import { Failure, Loading } from './states.tsx';
import { useUiWords } from './words.tsx';

// The server answers alike what is not there and what is not yours.
const NOT_FOR_YOU = 404;

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

/**
 * A panel over one question to the server: what is not for this person is not there at all, what failed says so. Nothing is shown as
 * empty that was not answered.
 */
export function QueryPanel<T>(props: {
  readonly query: Asked<T>;
  readonly code: string;
  readonly title: string;
  readonly children: (data: T) => ReactNode;
}) {
  const { t } = useSpeech();
  const words = useUiWords();
  const { query, code, title, children } = props;
  const { data, error, isPending } = query;
  if (data === undefined && error !== null && 'status' in error && error.status === NOT_FOR_YOU) return null;
  return (
    <section className="panel stack" aria-labelledby={code}>
      <h2 id={code}>{title}</h2>
      {isPending ? <Loading rows={2} /> : null}
      {data === undefined && error !== null ? (
        <Failure
          title={error.message || t(words.away)}
          kept={t(words.kept)}
          code={code}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {data === undefined ? null : children(data)}
    </section>
  );
}
