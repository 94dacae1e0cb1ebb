import { useId, useState } from 'react';
import { type Regime, useProposeDay } from '../../api/regimes.ts';
import { regimeWords as words } from '../../messages/regimes.ts';
import { Button } from '../../ui/button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';
import { keptFor } from './kept-for.ts';

/** Proposes the day a regime comes into force, with what would change said before it is sent. */
export function ProposeDay({ regime, current }: { readonly regime: Regime; readonly current: Regime | undefined }) {
  const speech = useSpeech();
  const { t } = speech;
  const id = useId();
  const propose = useProposeDay();
  const [day, setDay] = useState('');
  const [authority, setAuthority] = useState('');
  const [reason, setReason] = useState('');
  // Only a day that stands can be taken back.
  const isSet = regime.inForceFrom !== null;
  const isComplete = (day !== '' || isSet) && authority.trim() !== '' && reason.trim() !== '';
  const send = (): void =>
    propose.mutate({
      regime: regime.code,
      inForceFrom: day === '' ? null : day,
      authority: authority.trim(),
      reason: reason.trim(),
    });
  const from = current === undefined ? '–' : keptFor(speech, current);
  const data = t(words[regime.notice.transmissionData]);
  return (
    <div className="stack">
      <h3>{t(words.propose)}</h3>
      <div className="field">
        <label htmlFor={`${id}-day`}>{t(words.day)}</label>
        <span className="muted" id={`${id}-hint`}>
          {t(isSet ? words.dayHint : words.dayFirst)}
        </span>
        <input
          id={`${id}-day`}
          type="date"
          value={day}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setDay(event.target.value)}
        />
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-authority`}>{t(words.authority)}</label>
        <input
          id={`${id}-authority`}
          maxLength={500}
          autoComplete="off"
          value={authority}
          onChange={(event) => setAuthority(event.target.value)}
        />
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-reason`}>{t(words.reason)}</label>
        <textarea
          id={`${id}-reason`}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <p>
        <strong>{t(words.changes)}.</strong>{' '}
        {day === ''
          ? t(isSet ? words.changesBack : words.changesNone)
          : t(words.changesFrom, { day, from, to: keptFor(speech, regime), data })}
      </p>
      <div className="row">
        <Button variant="primary" reasonShown withheld={isComplete ? null : t(words.incomplete)} onPress={send}>
          {t(words.submit)}
        </Button>
      </div>
      {propose.isSuccess ? (
        <Banner tone="hold" live>
          {t(words.proposed)}
        </Banner>
      ) : null}
      <Fault error={propose.error} />
    </div>
  );
}
