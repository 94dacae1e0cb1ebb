import { useId, useState } from 'react';
import type { useCallActs } from '../../api/calls.ts';
import type { Call } from '../../api/contract-calls.ts';
import { callBackResults, callWords as words } from '../../messages/calls.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { CALL_BACK_MINUTES, Choices, minutesAfter } from './choices.tsx';

/** What became of a promised call-back. */
export function CallBackDialog({
  call,
  send,
  onClose,
}: {
  readonly call: Call;
  readonly send: ReturnType<typeof useCallActs>['callBack'];
  readonly onClose: () => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  const [key] = useState(() => crypto.randomUUID());
  const [result, setResult] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [again, setAgain] = useState<string | null>(null);
  const withheld =
    result === null
      ? words.resultNeeded
      : note.trim() === ''
        ? words.noteNeeded
        : result === 'not-reached' && minutesAfter(0, again) === null
          ? words.againNeeded
          : null;
  const save = (): void => {
    if (result === null) return;
    const said = { result, note: note.trim(), callBackBy: minutesAfter(Date.now(), again) };
    send.mutate({ key, call: call.id, said }, { onSuccess: onClose });
  };
  return (
    <ModalDialog title={t(words.backTitle, { name: call.reachedName ?? call.number })} open onClose={onClose}>
      <Choices
        legend={t(words.result)}
        options={Object.entries(callBackResults).map(([code, pair]) => [code, t(pair)] as const)}
        value={result}
        onChange={setResult}
      />
      <div className="field" data-wide="true">
        <label htmlFor={id}>{t(words.note)}</label>
        <textarea id={id} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <Choices
        inLine
        legend={t(words.again)}
        options={[
          ['none', t(words.againNone)],
          ...CALL_BACK_MINUTES.map((n) => [String(n), t(words.inMinutes, { n })] as const),
        ]}
        value={again}
        onChange={setAgain}
      />
      <Fault error={send.error} />
      <div className="row">
        <Button variant="primary" reasonShown withheld={withheld === null ? null : t(withheld)} onPress={save}>
          {t(words.backSave)}
        </Button>
        <Button onPress={onClose}>{t(uiWords.cancel)}</Button>
      </div>
    </ModalDialog>
  );
}
