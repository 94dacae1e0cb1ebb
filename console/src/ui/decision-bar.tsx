import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import './decision-bar.css';
import { keyName } from './keyboard.ts';
import { useSpeech } from './language.tsx';
import { ReasonPicker } from './reason-picker.tsx';
import { useUiWords } from './words.tsx';

export interface BarChoice {
  readonly code: string;
  readonly letter: string;
  readonly words: string;
  readonly reasons: readonly { readonly code: string; readonly digit: number; readonly words: string }[];
  readonly withheld: string | null;
}

/**
 * Decide in two keys: the letter of the outcome, the digit of its reason. Nothing is chosen beforehand; the letters
 * live only while the bar is open and holds the focus.
 */
export function DecisionBar(props: {
  readonly title: string;
  readonly choices: readonly BarChoice[];
  readonly onChoose: (choice: string, reason: string) => void;
  readonly onClose: () => void;
  /** Fields an outcome needs beside its reason; they come before the reasons. */
  readonly extra?: (choice: string) => ReactNode;
}) {
  const { t } = useSpeech();
  const words = useUiWords();
  const bar = useRef<HTMLFieldSetElement>(null);
  const [picked, setPicked] = useState<BarChoice | null>(null);
  useEffect(() => {
    if (picked === null || bar.current?.querySelector('input, select') === null) bar.current?.focus();
  }, [picked]);
  const pick = (choice: BarChoice | undefined): void => {
    if (choice && choice.withheld === null) setPicked(choice);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const name = keyName(event.nativeEvent);
    const inField = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
    if (name === 'Escape') {
      if (picked === null) props.onClose();
      else setPicked(null);
    } else if (inField || event.ctrlKey || event.altKey) return;
    else if (picked === null) pick(props.choices.find((choice) => choice.letter.toLowerCase() === name));
    else {
      const reason = picked.reasons.find((each) => String(each.digit) === name);
      if (reason) props.onChoose(picked.code, reason.code);
    }
    if (name.length === 1 || name === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <fieldset className="decision-bar" tabIndex={-1} ref={bar} onKeyDown={onKeyDown}>
      <legend>{picked === null ? props.title : picked.words}</legend>
      {picked === null ? (
        <div className="row">
          {props.choices.map((choice) => (
            <Button key={choice.code} keyHint={choice.letter} onPress={() => pick(choice)} withheld={choice.withheld}>
              {choice.words}
            </Button>
          ))}
          <Button variant="quiet" onPress={props.onClose} keyHint="Esc">
            {t(words.cancel)}
          </Button>
        </div>
      ) : (
        <>
          {props.extra?.(picked.code)}
          <ReasonPicker
            reasons={picked.reasons}
            onPick={(reason) => props.onChoose(picked.code, reason)}
            onBack={() => setPicked(null)}
          />
        </>
      )}
    </fieldset>
  );
}
