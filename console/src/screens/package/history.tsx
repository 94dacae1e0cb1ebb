import type { Package } from '../../api/contract-packages.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** What happened to the package, in order. */
export function History({ history }: { readonly history: Package['history'] }) {
  const { t, say } = useSpeech();
  return (
    <section className="panel" aria-labelledby="history">
      <h2 id="history">{t(words.history)}</h2>
      {history.length === 0 ? <p className="muted">{t(words.noHistory)}</p> : null}
      <ol className="timeline">
        {history.map((event) => (
          <li key={`${event.at}-${event.words.en}`}>
            {say(event.words)}
            {event.by === null ? null : (
              <>
                , <bdi>{event.by}</bdi>
              </>
            )}{' '}
            <span className="meta muted">
              <Instant at={event.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
