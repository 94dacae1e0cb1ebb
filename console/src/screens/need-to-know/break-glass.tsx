import { useId, useState } from 'react';
import { useBreakGlass } from '../../api/need-to-know.ts';
import { wordsOf } from '../../messages/codes.ts';
import { compartmentWords, wallWords as words } from '../../messages/need-to-know.ts';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';

const CODES = Object.keys(compartmentWords);
const REASON_MIN = 10;

/** One person's word opens a compartment for an hour; what follows is said before, not after. */
export function BreakGlass() {
  const { t } = useSpeech();
  const id = useId();
  const glass = useBreakGlass();
  const [compartment, setCompartment] = useState(CODES[0] ?? '');
  const [reason, setReason] = useDraft('break-glass');
  const short = reason.trim().length < REASON_MIN;
  const press = (): void => glass.mutate({ compartment, reason: reason.trim() }, { onSuccess: () => setReason('') });
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.glassTitle)}</h2>
      <p>{t(words.glassHow)}</p>
      <div className="field">
        <label htmlFor={`${id}-compartment`}>{t(words.compartment)}</label>
        <select id={`${id}-compartment`} value={compartment} onChange={(event) => setCompartment(event.target.value)}>
          {CODES.map((code) => (
            <option key={code} value={code}>
              {t(wordsOf(compartmentWords, code))}
            </option>
          ))}
        </select>
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-reason`}>{t(words.why)}</label>
        <textarea id={`${id}-reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <Fault error={glass.error} />
      {glass.data ? (
        <Banner tone="hold" live>
          {t(words.broken)} <Instant at={glass.data.endsAt} />
        </Banner>
      ) : null}
      <div className="row">
        <Button variant="danger" reasonShown withheld={short ? t(words.writeWhy) : null} onPress={press}>
          {t(words.breakGlass)}
        </Button>
      </div>
    </section>
  );
}
