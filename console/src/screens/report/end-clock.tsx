import { useId, useState } from 'react';
import type { useCallActs } from '../../api/calls.ts';
import { callWords as words } from '../../messages/calls.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';

const REASON_MIN = 20;

/** Says why no package follows a hand-over by voice. */
export function EndClock({ end }: { readonly end: ReturnType<typeof useCallActs>['endClock'] }) {
  const { t } = useSpeech();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const save = (): void => end.mutate({ kind: 'package', reason: reason.trim() }, { onSuccess: () => setOpen(false) });
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t(words.endClock)}</Button>
      <ModalDialog title={t(words.endClock)} open={open} onClose={() => setOpen(false)}>
        <div className="field" data-wide="true">
          <label htmlFor={id}>{t(words.endReason)}</label>
          <textarea id={id} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <Fault error={end.error} />
        <div className="row">
          <Button
            variant="primary"
            reasonShown
            withheld={reason.trim().length < REASON_MIN ? t(words.endShort) : null}
            onPress={save}
          >
            {t(words.endClock)}
          </Button>
          <Button onPress={() => setOpen(false)}>{t(uiWords.cancel)}</Button>
        </div>
      </ModalDialog>
    </>
  );
}
