import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { idleMs, noteInput } from '../api/activity.ts';
import { Refusal } from '../api/client.ts';
import { useLocked } from '../api/lock.ts';
import { useOwnKeys } from '../api/proof.ts';
import { useHeld } from '../api/queue.ts';
import { lockNow, useSession } from '../api/session.ts';
import { shellWords } from '../messages/shell.ts';
import { lockWords } from '../messages/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { useSpeech } from '../ui/language.tsx';
import { Instant } from '../ui/time.tsx';
import { useNow } from '../ui/use-now.ts';

/** An unattended page locks after this long: the polling of the queue would keep the session alive for ever. */
const IDLE_MS = 15 * 60_000;
/** The lock is announced this long before it. */
const WARNING_MS = 2 * 60_000;

/** One line at the foot: what I hold and until when, whether the server answers, when the session ends. */
export function StatusStrip() {
  const { t } = useSpeech();
  const held = useHeld();
  const session = useSession();
  const ends = useEnd(session.data?.expiresAt);
  return (
    <section className="strip" aria-label={t(shellWords.strip)} data-tone={ends === null ? undefined : 'hold'}>
      {held.map((lease) => (
        <span key={lease.report}>
          {t(shellWords.leaseUntil, { report: lease.report })} <Instant at={lease.leaseUntil} short />
        </span>
      ))}
      {ends === null ? null : (
        <span role="alert" className="row">
          <span>
            {t(shellWords.sessionEnds)} <Instant at={ends} short />
          </span>
          <Button onPress={() => void session.refetch()}>{t(shellWords.stay)}</Button>
        </span>
      )}
      {session.data?.method === 'link' ? <ByLink /> : null}
      <span className="strip-end">
        <Connection />
      </span>
    </section>
  );
}

/** A session by a link is a beginning; its person is asked for a key until they have one. */
function ByLink() {
  const { t } = useSpeech();
  const keys = useOwnKeys().data;
  const hasKey = keys !== undefined && (keys.passkeys.length > 0 || keys.hasCodes || keys.workAccounts > 0);
  return (
    <span>
      {t(lockWords.byLink)} {hasKey ? null : <Link to="/account">{t(lockWords.addKey)}</Link>}
    </span>
  );
}

/** When the session locks or ends, once that is near; locks when it has come. Any key or press starts the idle time anew. */
function useEnd(expiresAt: string | undefined): string | null {
  const now = useNow(5_000);
  const locked = useLocked();
  const idleEnd = now - idleMs() + IDLE_MS;
  const end = Math.min(idleEnd, expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt));
  const over = idleEnd <= now && !locked;
  useEffect(() => {
    document.addEventListener('keydown', noteInput, true);
    document.addEventListener('pointerdown', noteInput, true);
    return () => {
      document.removeEventListener('keydown', noteInput, true);
      document.removeEventListener('pointerdown', noteInput, true);
    };
  }, []);
  useEffect(() => {
    if (over) lockNow();
  }, [over]);
  return end - now < WARNING_MS ? new Date(end).toISOString() : null;
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
