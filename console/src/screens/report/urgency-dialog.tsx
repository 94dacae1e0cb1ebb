import { useId, useState } from 'react';
import { useChangeUrgency } from '../../api/reports.ts';
import { urgencies, wordsOf } from '../../messages/codes.ts';
import { reportWords as words } from '../../messages/report.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** Lowering an urgency needs a reason of at least this many characters (S04). */
const LOWERING_MIN = 20;
const ORDER = Object.keys(urgencies);

/** Changes the urgency by a person's hand, with a written reason. */
export function UrgencyDialog(props: {
  readonly report: string;
  readonly current: string | null;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  const change = useChangeUrgency(props.report);
  const [urgency, setUrgency] = useState<string | null>(null);
  const [reason, setReason] = useDraft(`urgency ${props.report}`);
  const lowers = urgency !== null && props.current !== null && ORDER.indexOf(urgency) > ORDER.indexOf(props.current);
  const short = lowers ? reason.trim().length < LOWERING_MIN : reason.trim() === '';
  const save = (): void => {
    if (urgency === null) return;
    change.mutate(
      { urgency, reason: reason.trim() },
      {
        onSuccess: () => {
          setReason('');
          props.onClose();
        },
      },
    );
  };
  return (
    <ModalDialog title={t(words.urgencyTitle)} open={props.open} onClose={props.onClose}>
      <fieldset className="field choices">
        <legend className="hidden">{t(words.changeUrgency)}</legend>
        {ORDER.map((code) => (
          <label key={code} className="choice">
            <input type="radio" name={id} value={code} checked={urgency === code} onChange={() => setUrgency(code)} />
            {t(wordsOf(urgencies, code))}
          </label>
        ))}
      </fieldset>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-reason`}>{t(words.urgencyReason)}</label>
        <textarea id={`${id}-reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <Fault error={change.error} />
      <div className="row">
        <Button
          variant="primary"
          reasonShown
          withheld={urgency === null ? t(uiWords.choose) : short ? t(lowers ? words.lowered : words.writeWhy) : null}
          onPress={save}
        >
          {t(words.urgencySave)}
        </Button>
        <Button onPress={props.onClose}>{t(uiWords.cancel)}</Button>
      </div>
    </ModalDialog>
  );
}
