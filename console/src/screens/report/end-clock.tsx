import { useId, useState } from 'react';
import type { useCallActs } from '../../api/calls.ts';
import { handOverKinds, callWords as words } from '../../messages/calls.ts';
import { wordsOf } from '../../messages/codes.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Choices } from './choices.tsx';

const REASON_MIN = 20;

/** Says why a clock of the hand-over need not be met: it was told elsewhere, no package follows. */
export function EndClock({
  kinds,
  end,
  onEnd,
}: {
  /** The clocks that run. */
  readonly kinds: readonly string[];
  readonly end: ReturnType<typeof useCallActs>['endClock'];
  readonly onEnd: () => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const withheld = kind === null ? words.endWhichNeeded : reason.trim().length < REASON_MIN ? words.endShort : null;
  const save = (): void => {
    if (kind === null) return;
    end.mutate(
      { kind, reason: reason.trim() },
      {
        onSuccess: () => {
          setOpen(false);
          onEnd();
        },
      },
    );
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t(words.endClock)}</Button>
      <ModalDialog title={t(words.endClock)} open={open} onClose={() => setOpen(false)}>
        <Choices
          legend={t(words.endWhich)}
          options={kinds.map((code) => [code, t(wordsOf(handOverKinds, code))] as const)}
          value={kind}
          onChange={setKind}
        />
        <div className="field" data-wide="true">
          <label htmlFor={id}>{t(words.endReason)}</label>
          <textarea id={id} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <Fault error={end.error} />
        <div className="row">
          <Button variant="primary" reasonShown withheld={withheld === null ? null : t(withheld)} onPress={save}>
            {t(words.endClock)}
          </Button>
          <Button onPress={() => setOpen(false)}>{t(uiWords.cancel)}</Button>
        </div>
      </ModalDialog>
    </>
  );
}
