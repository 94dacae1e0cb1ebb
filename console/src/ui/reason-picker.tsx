import { Button } from './button.tsx';
import { useSpeech } from './language.tsx';
import { useUiWords } from './words.tsx';

/** The numbered reasons of an outcome; each is a button and a digit. */
export function ReasonPicker(props: {
  readonly reasons: readonly { readonly code: string; readonly digit: number; readonly words: string }[];
  readonly onPick: (reason: string) => void;
  readonly onBack: () => void;
}) {
  const { t } = useSpeech();
  const words = useUiWords();
  return (
    <div className="stack">
      <p className="meta muted">{t(words.pickReason)}</p>
      <div className="row">
        {props.reasons.map((reason) => (
          <Button key={reason.code} keyHint={String(reason.digit)} onPress={() => props.onPick(reason.code)}>
            {reason.words}
          </Button>
        ))}
        <Button variant="quiet" onPress={props.onBack} keyHint="Esc">
          {t(words.back)}
        </Button>
      </div>
    </div>
  );
}
