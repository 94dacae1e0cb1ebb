import { useId, useState } from 'react';
import { useCutOver, useSetCutOver } from '../../api/former-years.ts';
import { formerYearsWords as words } from '../../messages/former-years.ts';
import { Button } from '../../ui/button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';

/** The day before which old cases keep their own receipt; an administrator sets it. */
export function CutOverPanel({ maySet }: { readonly maySet: boolean }) {
  const { t } = useSpeech();
  const cutOver = useCutOver();
  return (
    <QueryPanel query={cutOver} code="cut-over" title={t(words.cutOver)}>
      {({ day, reason }) => (
        <>
          <p>{t(words.cutOverHow)}</p>
          <p>{day === null ? t(words.cutOverNone) : t(words.cutOverIs, { day, reason: reason ?? '' })}</p>
          {maySet ? <SetDay /> : null}
        </>
      )}
    </QueryPanel>
  );
}

function SetDay() {
  const { t } = useSpeech();
  const id = useId();
  const set = useSetCutOver();
  const [day, setDay] = useState('');
  const [reason, setReason] = useState('');
  const isComplete = day !== '' && reason.trim() !== '';
  return (
    <div className="stack">
      <div className="row">
        <div className="field">
          <label htmlFor={`${id}-day`}>{t(words.day)}</label>
          <input id={`${id}-day`} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={`${id}-reason`}>{t(words.reason)}</label>
          <input
            id={`${id}-reason`}
            type="text"
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </div>
      <div className="row">
        <Button
          reasonShown
          withheld={isComplete ? null : t(words.incomplete)}
          onPress={() => set.mutate({ day, reason: reason.trim() })}
        >
          {t(words.set)}
        </Button>
      </div>
      <Fault error={set.error} />
    </div>
  );
}
