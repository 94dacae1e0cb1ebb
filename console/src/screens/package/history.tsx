import type { Package } from '../../api/contract-packages.ts';
import { packageStates, wordsOf } from '../../messages/codes.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** What happened to the package, in order. */
export function History({ history }: { readonly history: Package['history'] }) {
  const { t } = useSpeech();
  return (
    <section className="panel" aria-labelledby="history">
      <h2 id="history">{t(words.history)}</h2>
      {history.length === 0 ? <p className="muted">{t(words.noHistory)}</p> : null}
      <ol className="timeline">
        {history.map((move) => (
          <li key={`${move.at}-${move.to}`}>
            {t(wordsOf(packageStates, move.to))}, <bdi>{move.by}</bdi>{' '}
            <span className="meta muted">
              <Instant at={move.at} />
            </span>
            {move.note === null ? null : <p className="meta muted">{move.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
