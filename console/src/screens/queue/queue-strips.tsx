import { Link } from '@tanstack/react-router';
import { queueWords as words } from '../../messages/queue.ts';
import { formatClock } from '../../ui/format-time.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';

const STALE_MS = 30_000;
const UNKNOWN_MS = 120_000;

/** How old the figures are, in words: fresh, stale after 30 s, unknown after 2 min. */
export function Freshness({ asOf }: { readonly asOf: string }) {
  const { t, language } = useSpeech();
  const age = useNow(5_000) - Date.parse(asOf);
  const at = formatClock(asOf, language);
  if (age > UNKNOWN_MS) return <Banner tone="error">{t(words.unknown, { at })}</Banner>;
  if (age > STALE_MS) return <Banner tone="hold">{t(words.stale, { at })}</Banner>;
  return <p className="meta muted">{t(words.asOf, { at })}</p>;
}

/** A filter may hide work, never an imminent report: this strip always says so. */
export function OutsideStrip({ count }: { readonly count: number }) {
  const { t } = useSpeech();
  if (count === 0) return null;
  return (
    <Banner tone="error" live>
      <strong>{t(words.outside, { n: count })}</strong>
      <Link to="/queue" search={{ view: 'all', urgency: 'P1' }}>
        {t(words.showThem)}
      </Link>
    </Banner>
  );
}
