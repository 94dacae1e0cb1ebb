import { formatInstant, formatShortInstant } from './format-time.ts';
import { useSpeech } from './language.tsx';
import { useUiWords } from './words.tsx';

/** An absolute instant with its zone: local and UTC, or the short form with the full one as its title. */
export function Instant({ at, short }: { readonly at: string; readonly short?: boolean }) {
  const { language } = useSpeech();
  const full = formatInstant(at, language);
  if (short !== true) return <time dateTime={at}>{full}</time>;
  return (
    <time dateTime={at} title={full}>
      {formatShortInstant(at, language)}
    </time>
  );
}

/** A time as the sender wrote it; without a stated zone nothing is guessed. */
export function WrittenTime({ asWritten, instant }: { readonly asWritten: string; readonly instant: string | null }) {
  const words = useUiWords();
  const { t } = useSpeech();
  if (instant !== null) {
    return (
      <span title={t(words.asWritten, { text: asWritten })}>
        <Instant at={instant} />
      </span>
    );
  }
  return (
    <span>
      <bdi className="mono" translate="no">
        {asWritten}
      </bdi>{' '}
      <span className="chip" data-tone="hold">
        {t(words.zoneUnknown)}
      </span>
    </span>
  );
}
