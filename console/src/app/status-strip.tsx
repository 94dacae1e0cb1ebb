import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { Refusal } from '../api/client.ts';
import { useHeld } from '../api/queue.ts';
import { useSession } from '../api/session.ts';
import { shellWords } from '../messages/shell.ts';
import { Button } from '../ui/button.tsx';
import { useSpeech } from '../ui/language.tsx';
import { Instant } from '../ui/time.tsx';
import { useNow } from '../ui/use-now.ts';

/** The session is warned about this long before it ends. */
const WARNING_MS = 2 * 60_000;

/** One line at the foot: what I hold and until when, whether the server answers, when the session ends. */
export function StatusStrip() {
  const { t } = useSpeech();
  const held = useHeld();
  const session = useSession();
  const now = useNow(5_000);
  const ends = session.data?.expiresAt;
  const ending = ends !== undefined && Date.parse(ends) - now < WARNING_MS;
  return (
    <section className="strip" aria-label={t(shellWords.strip)} data-tone={ending ? 'hold' : undefined}>
      {held.map((lease) => (
        <span key={lease.report}>
          {t(shellWords.leaseUntil, { report: lease.report })} <Instant at={lease.leaseUntil} short />
        </span>
      ))}
      {ending ? (
        <span role="alert" className="row">
          <span>
            {t(shellWords.sessionEnds)} <Instant at={ends} short />
          </span>
          <Button onPress={() => void session.refetch()}>{t(shellWords.stay)}</Button>
        </span>
      ) : null}
      <span className="strip-end">
        <Connection />
      </span>
    </section>
  );
}

function Connection() {
  const { t } = useSpeech();
  useIsFetching();
  const lost = useQueryClient()
    .getQueryCache()
    .getAll()
    .some(({ state }) => state.error instanceof Refusal && state.error.status === 0);
  return <span role="status">{t(lost ? shellWords.linkLost : shellWords.linkOk)}</span>;
}
