import { useId, useState } from 'react';
import type { useBundleActs } from '../../api/bundles.ts';
import { bundleWords as words } from '../../messages/bundle.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** Takes a report out of the bundle, or the bundle apart (an empty report), with a written reason. */
export function ReasonDialog(props: {
  readonly bundle: string;
  readonly acts: ReturnType<typeof useBundleActs>;
  readonly report: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  const [reason, setReason] = useState('');
  const { acts, report } = props;
  const isWhole = report === '';
  const end = (): void => {
    setReason('');
    props.onClose();
  };
  const save = (): void =>
    isWhole
      ? acts.dissolve.mutate(reason.trim(), { onSuccess: end })
      : acts.takeOut.mutate({ report: report ?? '', reason: reason.trim() }, { onSuccess: end });
  return (
    <ModalDialog
      title={t(isWhole ? words.dissolveTitle : words.takeOutTitle, { report: report ?? '' })}
      open={report !== null}
      onClose={end}
    >
      <div className="field" data-wide="true">
        <label htmlFor={id}>{t(words.why)}</label>
        <textarea id={id} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <Fault error={isWhole ? acts.dissolve.error : acts.takeOut.error} />
      <div className="row">
        <Button variant="danger" reasonShown withheld={reason.trim() === '' ? t(words.writeWhy) : null} onPress={save}>
          {t(isWhole ? words.dissolve : words.takeOut)}
        </Button>
        <Button onPress={end}>{t(uiWords.cancel)}</Button>
      </div>
    </ModalDialog>
  );
}
